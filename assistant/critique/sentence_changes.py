"""What changed in the words of a draft from one version to the next, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.domain.document import Document

ChangeKind = Literal["added", "removed", "rewritten"]

ALIKE = 0.5
"""Share (0–1) of words in common from which a sentence is another one rewritten, not removed and replaced."""

_PAIRINGS = 4_000
"""Pairs of sentences compared in one place at most; past it, the place was written anew."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, with its place in ``Document.text``."""

    text: str
    start: int
    end: int
    section: str
    passage: str

    @property
    def words(self) -> tuple[str, ...]:
        """What counts when two sentences are compared: layout does not."""
        return tuple(self.text.split())


@dataclass(frozen=True)
class Change:
    """``before`` is None for an added sentence, ``after`` for a removed one."""

    kind: ChangeKind
    before: Sentence | None
    after: Sentence | None


def sentences_of(document: Document) -> list[Sentence]:
    """The sentences of every passage, in order."""
    from assistant.reading.sentences import sentence_spans

    return [
        Sentence(p.text[start:end], p.start + start, p.start + end, p.section, p.id)
        for p in document.passages
        for start, end in sentence_spans(p.text)
    ]


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """In the order of the new text. A sentence that only moved is no change."""
    before, after = sentences_of(old), sentences_of(new)
    matcher = SequenceMatcher(None, [s.words for s in before], [s.words for s in after], autojunk=False)
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            changes += _paired(before[i1:i2], after[j1:j2])
    return tuple(_without_moves(changes))


def _paired(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[Change]:
    """Sentences that are alike go together, best first; the others were removed or added."""
    partner = _partners(before, after)
    taken = set(partner.values())
    for rank, sentence in enumerate(before):
        if rank not in taken:
            yield Change("removed", sentence, None)
    for rank, sentence in enumerate(after):
        match = partner.get(rank)
        yield Change("added", None, sentence) if match is None else Change("rewritten", before[match], sentence)


def _partners(before: Sequence[Sentence], after: Sequence[Sentence]) -> dict[int, int]:
    """Rank in ``before`` of the former state of each sentence of ``after`` that has one."""
    if not before or not after or len(before) * len(after) > _PAIRINGS:
        return {}
    scored = sorted(
        (
            (alike, -abs(i - j), i, j)
            for i, old in enumerate(before)
            for j, new in enumerate(after)
            if (alike := _alike(old, new)) >= ALIKE
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for _, _, i, j in scored:
        if j not in partner and i not in partner.values():
            partner[j] = i
    return partner


def _alike(old: Sentence, new: Sentence) -> float:
    one, other = Counter(old.words), Counter(new.words)
    total = one.total() + other.total()
    if 2 * (one & other).total() < ALIKE * total:
        return 0.0  # an upper bound of the ratio, and far cheaper
    return SequenceMatcher(None, old.words, new.words, autojunk=False).ratio()


def _without_moves(changes: Sequence[Change]) -> Iterator[Change]:
    """Drop what was removed here and stands, word for word, added there."""
    removed = Counter(c.before.words for c in changes if c.kind == "removed" and c.before)
    added = Counter(c.after.words for c in changes if c.kind == "added" and c.after)
    moved = removed & added
    spared = {"removed": moved.copy(), "added": moved.copy()}
    for change in changes:
        sentence = change.before or change.after
        left = spared.get(change.kind)
        if left is not None and sentence is not None and left[sentence.words] > 0:
            left[sentence.words] -= 1
            continue
        yield change
