"""The report as a tagged PDF, composed by Typst with the fonts it embeds."""

from __future__ import annotations

import json
import re
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.guidance import Exemplar
from assistant.errors import ServiceError
from assistant.reporting import wording as w
from assistant.reporting.plain_text import clean, one_line
from assistant.reporting.rows import feedback, metadata
from assistant.reporting.view import CriterionView, ReportView

_MISSING = "□"
# Scripts that the embedded fonts are known to cover; any other character is tried once.
_COVERED = re.compile(
    "[\n\x20-\x7e\u00a0-\u017f\u0391-\u03c9\u0400-\u044f\u2010-\u2027\u202f\u2030-\u203a"
    "\u20ac\u2190-\u2193\u2212\u25a0\u25a1]"
)


def render_pdf(view: ReportView) -> bytes:
    """The report in PDF/UA-1 (tagged, French). Raises ``ServiceError`` when the composer refuses or is missing."""
    data = json.dumps(_displayable(_data(view)), ensure_ascii=False)
    created = view.when if view.when.tzinfo else view.when.replace(tzinfo=UTC)
    template = (files("assistant.reporting") / "templates" / "report.typ").read_bytes()
    try:
        return _compose(template, data, int(created.timestamp()))
    except ImportError as error:
        raise ServiceError(w.PDF_NO_COMPOSER, w.PDF_NO_COMPOSER_HINT) from error
    except RuntimeError as error:
        raise ServiceError(w.PDF_FAILED, w.PDF_FAILED_HINT) from error


def _compose(template: bytes, data: str, timestamp: int) -> bytes:
    import typst

    pdf = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
        timestamp=timestamp,
    )
    assert isinstance(pdf, bytes)  # one file asked for
    return pdf


def _data(view: ReportView) -> dict[str, Any]:
    """What the template reads: strings and numbers only."""
    projection = view.projection
    return {
        "words": _words(view),
        "title": w.CRITIQUE_OF,
        "subtitle": _line(view.production.title),
        "generator": w.generator_mark(view.version),
        "notice": w.french_spaces(w.AI_NOTICE),
        "notice_short": w.french_spaces(w.AI_NOTICE_SHORT),
        "metadata": [[label, _line(value)] for label, value in metadata(view)],
        "limits": [[w.CAN_LABEL, [_line(i) for i in w.CAN]], [w.CANNOT_LABEL, [_line(i) for i in w.CANNOT]]],
        "asides": [
            [title, [_line(i) for i in items]]
            for title, items in ((w.NOTICES, view.notices), (w.READING_NOTES, view.warnings))
            if items
        ],
        "hidden": [[_line(w.hidden_label(h.reason, h.where)), one_line(h.text)] for h in view.draft.hidden_text],
        "moves": [_criterion(move) for move in view.moves],
        "no_moves": _line(w.NO_MOVES if projection.judged else w.NO_MOVES_NOTHING_JUDGED),
        "projection": {
            "scope": _line(
                w.projection_scope(projection.number, projection.title, projection.covered, projection.total)
            ),
            "word": w.ATTAINMENT[projection.attainment] if projection.attainment else w.NO_PROJECTION,
            "counts": w.projection_counts(projection.judged, projection.not_assessed),
        },
        "headings": [
            {
                "title": _line(heading.title),
                "competences": ", ".join(heading.competences),
                "criteria": [_criterion(criterion) for criterion in heading.criteria],
            }
            for heading in view.headings
        ],
    }


def _words(view: ReportView) -> dict[str, str]:
    """Headings and sentences of the template."""
    return {
        "limits": w.CAN_AND_CANNOT,
        "hidden": w.HIDDEN_TEXT,
        "hidden_intro": w.french_spaces(w.HIDDEN_INTRO),
        "moves": w.moves_heading(len(view.moves)),
        "overview": w.OVERVIEW,
        "heading": w.HEADING,
        "criteria": w.CRITERIA,
        "criterion": w.CRITERION,
        "level": w.LEVEL,
        "projection": w.PROJECTION,
        "projection_warning": w.french_spaces(w.PROJECTION_WARNING),
        "projection_rule": w.french_spaces(w.PROJECTION_RULE),
        "by_criterion": w.BY_CRITERION,
        "page": w.PAGE_OF[0],
        "of": w.PAGE_OF[1],
        "missing": w.MISSING_GLYPHS,
    }


def _criterion(criterion: CriterionView) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "short": criterion.short_id,
        "wording": _line(criterion.wording),
        "tone": criterion.tone,
        "word": criterion.word,
        "action": _line(criterion.next_step or criterion.question),
        "finding": _line(criterion.finding),
        "rows": [
            {
                "label": label,
                "text": _line(text),
                "quotes": [[one_line(q.quote), _line(q.where)] for q in criterion.quotes] if label == w.FINDING else [],
                "strong": label == w.NEXT_STEP,
            }
            for label, text in feedback(criterion)
        ],
        "example": _example(criterion.exemplar) if criterion.exemplar else None,
    }


def _example(example: Exemplar) -> dict[str, Any]:
    title = w.example_title(example.company, example.sector, example.level)
    return {
        "heading": _line(f"{w.EXAMPLE} : {title}"),
        "text": clean(example.text).strip(),
        "notes": [
            [_line(f"{w.EXAMPLE_WHY} :"), _line(example.why)],
            [_line(f"{w.EXAMPLE_LIFT[example.level]} :"), _line(example.lift)],
        ],
    }


def _line(text: str) -> str:
    return w.french_spaces(one_line(text))


def _displayable(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` with each run of characters that no embedded font has replaced by □; ``missing`` tells whether any."""
    rare = set(_COVERED.sub("", json.dumps(data, ensure_ascii=False)))
    missing = "".join(sorted(char for char in rare if not _has_glyph(char)))
    if not missing:
        return {**data, "missing": False}
    # Joiners and variation selectors belong to the emoji that they follow.
    run = re.compile(f"[{re.escape(missing)}][{re.escape(missing)}\u200d\ufe00-\ufe0f]*")
    return {**_replace(data, run), "missing": True}


def _replace(value: Any, run: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return run.sub(_MISSING, value)
    if isinstance(value, list):
        return [_replace(item, run) for item in value]
    if isinstance(value, dict):
        return {key: _replace(item, run) for key, item in value.items()}
    return value


@cache
def _has_glyph(char: str) -> bool:
    """Whether the template's fonts can show that character; PDF/UA refuses the ones they cannot."""
    probe = b'#set document(title: "t")\n#set text(lang: "fr")\n#sys.inputs.data'
    try:
        _compose(probe, f"a{char}b", 0)
    except RuntimeError:
        return False
    return True
