"""Pin an arithmetic finding to the very slices of the draft."""

from __future__ import annotations

from assistant.domain.document import Document, Passage
from assistant.domain.judgement import Evidence

_LONGEST = 400


def evidence_in(document: Document, passage: Passage, start: int, end: int) -> Evidence:
    """``document.text[start:end]``, of that passage."""
    return Evidence(
        quote=document.text[start:end],
        passage=passage.id,
        section=passage.section,
        page=passage.page,
        start=start,
        end=end,
        turn=passage.turn,
    )


def whole_passage(document: Document, passage: Passage) -> Evidence:
    """All of a passage."""
    return evidence_in(document, passage, passage.start, passage.end)


def span(document: Document, first: Passage, last: Passage) -> Evidence:
    """From one passage to another, or the first alone when that is too long to show."""
    if last.end - first.start > _LONGEST:
        return whole_passage(document, first)
    return evidence_in(document, first, first.start, last.end)
