"""Set apart what must never count as evidence: copies of the référentiel, orders to the reader, strings of keywords."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from assistant.domain.document import Document, Passage
from assistant.judging.counted_passages import Span, counting_passages, without
from assistant.judging.marking import Cut, Defect, mark
from assistant.judging.official_copies import OfficialWordings
from assistant.judging.spelling import words_in
from assistant.judging.stuffing import is_all_jargon

SOLID_SHARE = 0.35
"""A draft is hollow when less than that share of its words stands in passages that count and are not thin."""


@dataclass(frozen=True)
class Integrity:
    """What does not count in one draft, by passage id.

    defects: whole passages; cuts: parts of passages that count for the rest; unread: passages in another language, or
    coded, that nobody is accused of; thin: passages that count but only assert or list; hollow: hardly anything else.
    """

    defects: dict[str, Defect] = field(default_factory=dict[str, Defect])
    cuts: dict[str, tuple[Cut, ...]] = field(default_factory=dict[str, tuple[Cut, ...]])
    unread: frozenset[str] = frozenset()
    thin: frozenset[str] = frozenset()
    hollow: bool = False

    @cached_property
    def instructions(self) -> tuple[str, ...]:
        """Ids of the passages that address the reader or the machine, in whole or in part."""
        return self._having("instruction")

    @cached_property
    def copies(self) -> tuple[str, ...]:
        """Ids of the passages copied from the référentiel, in whole or in part."""
        return self._having("copy")

    def counts(self, passage: str) -> bool:
        """Whether the passage may serve as evidence."""
        return passage not in self.defects and passage not in self.unread

    def spans(self, passage: str) -> tuple[Span, ...]:
        """Parts of the passage's text that do not count, in order."""
        return tuple((cut.start, cut.end) for cut in self.cuts.get(passage, ()))

    def kept(self, passage: Passage) -> str:
        """The passage's text less what does not count; "" for a passage set aside whole."""
        if not self.counts(passage.id):
            return ""
        spans = self.spans(passage.id)
        return without(passage.text, spans) if spans else passage.text

    def pieces(self, passage: Passage) -> tuple[str, ...]:
        """The parts of the passage's text that count, each as it stands in the draft."""
        if not self.counts(passage.id):
            return ()
        at, found = 0, list[str]()
        for start, end in (*self.spans(passage.id), (len(passage.text), len(passage.text))):
            found.append(passage.text[at:start].strip())
            at = end
        return tuple(piece for piece in found if piece)

    def counting(self, document: Document) -> list[Passage]:
        """The passages that an index may hold: nothing set aside leaves a trace in them, not even as a title."""
        return counting_passages(document, self.counts, {p: self.spans(p) for p in self.cuts})

    def shows_little(self, passages: Iterable[str]) -> bool:
        """Whether evidence made of these passages only is worth level 1 at most."""
        return self.hollow or all(p in self.thin for p in passages)

    def _having(self, defect: Defect) -> tuple[str, ...]:
        whole = [p for p, d in self.defects.items() if d == defect]
        return (*whole, *(p for p, cuts in self.cuts.items() if any(c.defect == defect for c in cuts)))


def examine(document: Document, official: Iterable[str]) -> Integrity:
    """What does not count in a draft. ``official``: the wordings of criteria and competences."""
    wordings = _wordings(tuple(official))
    marks = mark(document, wordings)
    found = Integrity(marks.defects, marks.cuts, frozenset(marks.unread), frozenset(marks.thin))
    said = [p.id for p in document.passages if p.kind != "heading" and found.counts(p.id)]
    empty = is_all_jargon([word for p in said for word in words_in(marks.lines[p])], wordings)
    return replace(found, hollow=empty or _is_hollow(document, found))


@lru_cache(maxsize=4)
def _wordings(texts: tuple[str, ...]) -> OfficialWordings:
    """Indexed once for each référentiel: it is the same for every draft."""
    return OfficialWordings(texts)


def _is_hollow(document: Document, found: Integrity) -> bool:
    """Copies and strings of keywords weigh on the whole draft; orders and other languages have no effect at all."""
    solid = rest = 0
    for passage in document.passages:
        words = len(found.kept(passage).split())
        if passage.kind == "heading" or passage.id in found.thin:
            rest += words
        elif found.defects.get(passage.id) in ("copy", "stuffing"):
            rest += len(passage.text.split())
        else:
            solid += words
            rest += sum(
                len(passage.text[c.start : c.end].split()) for c in found.cuts.get(passage.id, ()) if c.defect == "copy"
            )
    return solid < SOLID_SHARE * (solid + rest)
