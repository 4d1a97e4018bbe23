"""The report in Markdown: readable as plain text, inert in any renderer."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.reporting import wording as w
from assistant.reporting.plain_text import escape_markdown
from assistant.reporting.projection import BlockProjection
from assistant.reporting.rows import feedback, metadata
from assistant.reporting.view import CriterionView, HeadingView, ReportView


def render_markdown(view: ReportView) -> str:
    """The whole report; every text that comes from the draft, the model or the corpus is escaped."""
    parts: list[Iterator[str]] = [
        _head(view),
        _limits(view),
        _hidden(view),
        _moves(view),
        _overview(view),
        _projection(view.projection),
        _criteria(view),
        _foot(view),
    ]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _text(text: str) -> str:
    """A feedback text or an official wording, escaped and spaced as French asks."""
    return w.french_spaces(escape_markdown(text))


def _quoted(text: str) -> str:
    """A passage of the draft, escaped, otherwise as it stands."""
    return f"«\u00a0{escape_markdown(text)}\u00a0»"


def _head(view: ReportView) -> Iterator[str]:
    yield f"# {w.CRITIQUE_OF}"
    yield ""
    yield f"> **{w.french_spaces(w.AI_NOTICE)}**"
    yield ">"
    yield f"> {_text(f'{w.MODEL} : {w.model_label(view.model)}')}"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for label, value in metadata(view):
        yield f"| {label} | {_text(value)} |"
    yield ""


def _limits(view: ReportView) -> Iterator[str]:
    yield f"## {w.CAN_AND_CANNOT}"
    yield ""
    for label, items in ((w.CAN_LABEL, w.CAN), (w.CANNOT_LABEL, w.CANNOT)):
        yield w.french_spaces(f"{label} :")
        yield ""
        yield from (f"- {_text(item)}" for item in items)
        yield ""
    yield from _bullets(w.NOTICES, view.notices)
    yield from _bullets(w.READING_NOTES, view.warnings)


def _bullets(title: str, items: tuple[str, ...]) -> Iterator[str]:
    if items:
        yield f"### {title}"
        yield ""
        yield from (f"- {_text(item)}" for item in items)
        yield ""


def _hidden(view: ReportView) -> Iterator[str]:
    if not view.draft.hidden_text:
        return
    yield f"## {w.HIDDEN_TEXT}"
    yield ""
    yield _text(w.HIDDEN_INTRO)
    yield ""
    for hidden in view.draft.hidden_text:
        yield f"- {_text(w.hidden_label(hidden.reason, hidden.where))} {_quoted(hidden.text)}"
    yield ""


def _moves(view: ReportView) -> Iterator[str]:
    yield f"## {w.moves_heading(len(view.moves))}"
    yield ""
    if not view.moves:
        yield _text(w.NO_MOVES if view.projection.judged else w.NO_MOVES_NOTHING_JUDGED)
        yield ""
    for rank, move in enumerate(view.moves, start=1):
        yield f"{rank}. **{_text(move.next_step or move.question)}**\\"
        if move.finding:
            yield f"   {_text(move.finding)}\\"
        yield f"   _[{move.id}](#{anchor(move.id)}), {move.word}_"
        yield ""


def anchor(criterion_id: str) -> str:
    """The fragment that leads to a criterion."""
    return criterion_id.lower().replace(".", "-")


def _overview(view: ReportView) -> Iterator[str]:
    yield f"## {w.OVERVIEW}"
    yield ""
    yield f"| {w.CRITERION} | {w.LEVEL} | |"
    yield "|---|---|---|"
    for heading in view.headings:
        yield f"| **{_text(heading.title)}** | | |"
        for criterion in heading.criteria:
            yield f"| [{criterion.id}](#{anchor(criterion.id)}) | {criterion.meter.strip()} | {criterion.word} |"
    yield ""


def _projection(projection: BlockProjection) -> Iterator[str]:
    yield f"## {w.PROJECTION}"
    yield ""
    yield _text(w.projection_scope(projection.number, projection.title, projection.covered, projection.total))
    yield ""
    word = w.ATTAINMENT[projection.attainment] if projection.attainment else w.NO_PROJECTION
    counts = w.projection_counts(projection.judged, projection.not_assessed)
    yield f"**{word.capitalize()}** ({counts}). {_text(w.PROJECTION_WARNING)}"
    yield ""
    yield _text(w.PROJECTION_RULE)
    yield ""


def _criteria(view: ReportView) -> Iterator[str]:
    yield f"## {w.BY_CRITERION}"
    yield ""
    for heading in view.headings:
        yield from _heading(heading)


def _heading(heading: HeadingView) -> Iterator[str]:
    yield f"### {_text(heading.title)}"
    yield ""
    for criterion in heading.criteria:
        yield from _criterion(criterion)


def _criterion(criterion: CriterionView) -> Iterator[str]:
    yield f'<a id="{anchor(criterion.id)}"></a>'
    yield ""
    yield f"#### {criterion.id} · {criterion.word} {criterion.meter.strip()}"
    yield ""
    yield f"*{_text(criterion.wording)}*"
    yield ""
    for label, text in feedback(criterion):
        yield f"- **{w.french_spaces(f'{label} :')}** {_text(text)}"
        if label == w.FINDING:
            yield from _evidence(criterion)
    if criterion.exemplar:
        example = criterion.exemplar
        title = w.example_title(example.company, example.sector, example.level)
        yield f"- **{w.french_spaces(f'{w.EXAMPLE} :')}** {_text(title)}"
        yield from (f"  > {_text(line)}\\" for line in example.text.strip().splitlines() if line.strip())
        yield f"  > *{w.french_spaces(f'{w.EXAMPLE_WHY} :')}* {_text(example.why)}\\"
        yield f"  > *{w.french_spaces(f'{w.EXAMPLE_LIFT[example.level]} :')}* {_text(example.lift)}"
    yield ""


def _evidence(criterion: CriterionView) -> Iterator[str]:
    for quote in criterion.quotes:
        where = f" ({_text(quote.where)})" if quote.where else ""
        yield f"  - {_quoted(quote.quote)}{where}"


def _foot(view: ReportView) -> Iterator[str]:
    yield "---"
    yield ""
    yield f"{w.generator_mark(view.version)}. {_text(w.AI_NOTICE_SHORT)}"
    yield ""
    yield f"<!-- generator: {w.generator_mark(view.version)} -->"
