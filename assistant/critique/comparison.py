"""Two versions of a draft side by side: what moved, criterion by criterion, and the sentences behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.critique.sentence_changes import Change, Sentence, changes_between
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.learning import Advice, AdviceState
from assistant.domain.levels import Level

Direction = Literal["up", "down", "same", "other"]


@dataclass(frozen=True)
class Move:
    """One criterion, before and after. ``direction`` ``other``: one of the two has no level.

    ``changes``: the sentences that serve the criterion and changed. ``kept``: it did not have to be judged again.
    """

    criterion: str
    before: Level | None
    after: Level | None
    direction: Direction
    changes: tuple[Change, ...] = ()
    kept: bool = False


@dataclass(frozen=True)
class Comparison:
    """Version n against version n-1. ``moves``: every criterion of the new critique, in the official order.

    ``changes``: all the sentences that changed, in the order of the new text.
    """

    moves: tuple[Move, ...]
    changes: tuple[Change, ...]

    @property
    def moved(self) -> tuple[Move, ...]:
        """Those that went up or down."""
        return tuple(m for m in self.moves if m.direction in ("up", "down"))

    @property
    def kept(self) -> int:
        """Criteria whose verdict was kept."""
        return sum(m.kept for m in self.moves)

    @property
    def judged(self) -> int:
        """Criteria judged again."""
        return len(self.moves) - self.kept

    @property
    def saved_share(self) -> float:
        """Share (0–1) of the criteria that did not have to be judged again."""
        return self.kept / len(self.moves) if self.moves else 0.0

    def move(self, criterion: str) -> Move | None:
        """That of a criterion, or None when it is not of this production."""
        return next((m for m in self.moves if m.criterion == criterion), None)


def compare(
    old: Document, new: Document, before: Critique, after: Critique, judged: Collection[str] | None = None
) -> Comparison:
    """What moved from one critique to the next, and the sentences that changed.

    judged: criteria that had to be judged for the new version; None: all of them.
    """
    changes = changes_between(old, new)
    moves = [
        _move(before.verdict(v.id), v, changes, kept=judged is not None and v.id not in judged) for v in after.criteria
    ]
    return Comparison(tuple(moves), changes)


def outcome(advice: Advice, move: Move | None) -> AdviceState:
    """What a new version made of a piece of advice.

    followed: the level rose to « en bonne voie » or better; partly: it rose less, or the sentences that serve the
    criterion were worked on without moving it; open: it went down. With nothing done, the
    advice stays as it was; a refusal stands.
    """
    if advice.state == "refused" or move is None or move.after is None:
        return advice.state
    start = advice.level if advice.level is not None else -1
    if move.after > start:
        return "followed" if move.after >= 2 else "partly"
    if move.after < start:
        return "open"
    return "partly" if move.changes else advice.state


def _move(before: Verdict | None, after: Verdict, changes: Sequence[Change], *, kept: bool) -> Move:
    old = before.level if before else None
    served = before.evidence if before else ()
    return Move(
        criterion=after.id,
        before=old,
        after=after.level,
        direction=_direction(old, after.level),
        changes=tuple(c for c in changes if _serves(c.before, served) or _serves(c.after, after.evidence)),
        kept=kept,
    )


def _direction(before: Level | None, after: Level | None) -> Direction:
    if before is None or after is None:
        return "other"
    if before == after:
        return "same"
    return "up" if after > before else "down"


def _serves(sentence: Sentence | None, evidence: Sequence[Evidence]) -> bool:
    """Whether the sentence is quoted, or stands in the same passage as a quote."""
    return sentence is not None and any(
        sentence.passage == e.passage or (sentence.start < e.end and e.start < sentence.end) for e in evidence
    )
