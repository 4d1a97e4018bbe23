"""The passages of a draft without what does not count: each as it would read had that never been written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.domain.document import Document, Passage, Section
from assistant.reading.structure import heading_depth

Span = tuple[int, int]

_LEAD_IN_WORDS = 30
_CONTEXT_CHARS = 240
_TITLE_CHARS = 120


def without(text: str, spans: Iterable[Span]) -> str:
    """The text less those parts (offsets, in order), joined by single spaces."""
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept.append(text[at:start].strip())
        at = end
    kept.append(text[at:].strip())
    return " ".join(part for part in kept if part)


def counting_passages(
    document: Document, counts: Callable[[str], bool], cuts: Mapping[str, Sequence[Span]]
) -> list[Passage]:
    """The passages that count, in order, less the parts that do not.

    A title or a lead-in set aside no longer stands around what follows it: sections and contexts are those that the
    reader (``reading.assemble``) would have given. Ids are the document's; a passage that was cut is no slice of it.
    """
    kept = [p for p in document.passages if counts(p.id)]
    if len(kept) == len(document.passages) and not cuts:
        return kept
    sections = _sections(document, kept, counts)
    before, after = _lead_ins(document.passages), _lead_ins(kept)
    gone = {p.text[-_CONTEXT_CHARS:] for p in document.passages if not counts(p.id)}
    return [
        p.model_copy(
            update={
                "text": without(p.text, cuts.get(p.id, ())),
                "section": sections.get(p.id, p.section),
                "context": _context(p, sections.get(p.id, p.section), before[p.id], after[p.id], gone, cuts),
            }
        )
        for p in kept
    ]


def _context(
    passage: Passage, section: str, old: str, new: str, gone: set[str], cuts: Mapping[str, Sequence[Span]]
) -> str:
    lines = passage.context.splitlines()
    if lines and lines[0] == passage.section:
        lines = lines[1:]
    if old and old in lines:
        lines.remove(old)
    lines = [line for line in lines if line not in gone]
    for start, end in cuts.get(passage.id, ()):
        lines = [line.replace(passage.text[start:end], "") for line in lines]
    if passage.kind not in ("list_item", "row"):
        new = ""
    return "\n".join(line for line in [section, new, *lines] if line)


def _lead_ins(passages: Sequence[Passage]) -> dict[str, str]:
    """The line that leads to each list item or row, as the reader remembers it; "" for none."""
    found: dict[str, str] = {}
    lead, previous = "", ""
    for p in passages:
        if previous in ("list_item", "row") and p.kind != previous:
            lead = ""
        found[p.id] = lead
        previous = p.kind
        if p.kind in ("list_item", "row"):
            continue
        ends_open = p.text.endswith(":") or len(p.text.split()) <= _LEAD_IN_WORDS
        lead = p.text[-_CONTEXT_CHARS:] if p.kind == "paragraph" and ends_open else ""
    return found


def _sections(document: Document, kept: Sequence[Passage], counts: Callable[[str], bool]) -> dict[str, str]:
    """Section paths of the passages once the titles set aside are gone; empty when none is."""
    aside = {p.start for p in document.passages if p.kind == "heading" and not counts(p.id)}
    opening = bool(document.passages) and not counts(document.passages[0].id)
    if not aside and not opening:
        return {}
    standing = [s for s in document.sections if s.start not in aside]
    title = _title_of_the_whole(document, standing, kept)
    paths: dict[str, str] = {}
    stack: list[Section] = []
    ahead = 0
    for p in kept:
        while ahead < len(standing) and standing[ahead].start <= p.start:
            while stack and stack[-1].level >= standing[ahead].level:
                stack.pop()
            stack.append(standing[ahead])
            ahead += 1
        around = [s for s in stack if not (p.kind == "heading" and s.start == p.start)]
        named = [s for s in around if s is not title] or ([] if p.kind == "heading" else around)
        paths[p.id] = " > ".join(s.title[:_TITLE_CHARS] for s in named)
    return paths


def _title_of_the_whole(document: Document, standing: Sequence[Section], kept: Sequence[Passage]) -> Section | None:
    """The title that the reader leaves out of section paths."""
    if not standing or not kept or kept[0].kind != "heading" or kept[0].start != standing[0].start:
        return None
    first, others = standing[0], standing[1:]
    under = [p for p in document.passages if others and p.start > others[0].start and p.kind != "heading"]
    if first.start == 0 and any(not p.section.startswith(first.title[:_TITLE_CHARS]) for p in under):
        return first
    alone = bool(others) and first.level < min(s.level for s in others) and not heading_depth(first.title)
    return first if alone else None
