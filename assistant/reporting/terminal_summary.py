"""The critique in one screen of plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from assistant.reporting import wording as w
from assistant.reporting.plain_text import one_line, shorten
from assistant.reporting.view import CriterionView, HeadingView, ReportView

_WORD_WIDTH = 19


def render_summary(view: ReportView, width: int = 80) -> str:
    """Production, model, three moves, criteria by heading, tally and notices; no line exceeds ``width`` characters."""
    parts = [_head(view, width), _moves(view, width), _table(view, width), _foot(view, width)]
    return "\n".join(line.rstrip() for part in parts for line in part).rstrip() + "\n"


def _wrapped(text: str, width: int, indent: str = "", hang: str | None = None) -> list[str]:
    """Lines of at most ``width`` characters."""
    return textwrap.wrap(
        w.french_spaces(one_line(text)),
        width=width,
        initial_indent=indent,
        subsequent_indent=indent if hang is None else hang,
        break_on_hyphens=False,
    )


def _title(text: str, width: int) -> Iterator[str]:
    yield ""
    yield f"{text.upper()} ".ljust(width, "─")


def _head(view: ReportView, width: int) -> Iterator[str]:
    yield from _wrapped(view.production.title, width)
    draft = f"{view.draft.name}, {w.length_sentence(view.draft.words, view.document.pages)}"
    yield from _wrapped(draft, width)
    if view.production.detected:
        yield from _wrapped(w.PRODUCTION_DETECTED, width)
    yield from _wrapped(f"{w.MODEL} : {w.model_label(view.model)}. {w.AI_NOTICE}", width)


def _moves(view: ReportView, width: int) -> Iterator[str]:
    yield from _title(w.moves_heading(len(view.moves)), width)
    if not view.moves:
        yield from _wrapped(w.NO_MOVES if view.projection.judged else w.NO_MOVES_NOTHING_JUDGED, width)
    for rank, move in enumerate(view.moves, start=1):
        yield from _wrapped(f"{rank}. {move.id}, {move.word}", width)
        yield from _wrapped(move.finding, width, "   ")
        yield from _wrapped(f"→ {move.next_step or move.question}", width, "   ", "     ")


def _table(view: ReportView, width: int) -> Iterator[str]:
    yield from _title(w.BY_CRITERION, width)
    for heading in view.headings:
        yield from _heading(heading, width)


def _heading(heading: HeadingView, width: int) -> Iterator[str]:
    yield from _wrapped(heading.title, width)
    yield from (_row(criterion, width) for criterion in heading.criteria)


def _row(criterion: CriterionView, width: int) -> str:
    start = f"  {criterion.id:<13}{criterion.meter} {criterion.word:<{_WORD_WIDTH}} "
    return start + shorten(one_line(criterion.wording), max(width - len(start), 0))


def _foot(view: ReportView, width: int) -> Iterator[str]:
    projection = view.projection
    yield from _title(w.PROJECTION, width)
    word = w.ATTAINMENT[projection.attainment] if projection.attainment else w.NO_PROJECTION
    counts = w.projection_counts(projection.judged, projection.not_assessed)
    yield from _wrapped(f"Bloc {projection.number} : {word} ({counts}). {w.PROJECTION_WARNING}", width)
    yield ""
    yield from _wrapped(w.tally_sentence(view.quotes.proposed, view.quotes.verified, view.quotes.dropped), width)
    if view.draft.hidden_text:
        yield from _wrapped(w.hidden_sentence(len(view.draft.hidden_text)), width)
    for notice in (*view.notices, *view.warnings):
        yield from _wrapped(notice, width, "• ", "  ")
