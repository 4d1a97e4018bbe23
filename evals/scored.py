"""Labels and verdicts side by side: what scorers look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeVar

Span = tuple[int, int]
Outcome = Literal["judged", "not_assessable", "failed", "unscored"]


class Scored(Protocol):
    """What any scored item tells, so that two runs can be compared."""

    @property
    def case(self) -> str:
        """The case it belongs to, resampled whole."""
        ...

    @property
    def key(self) -> tuple[str, ...]:
        """What names it across runs."""
        ...

    @property
    def truth(self) -> Any:
        """What it is scored against."""
        ...

    @property
    def answered(self) -> bool:
        """Whether the system gave something to score."""
        ...


Item = TypeVar("Item", bound=Scored)


@dataclass(frozen=True)
class ScoredItem:
    """One criterion of one draft.

    ``label`` None: not assessable, says the trainer. ``wanted``: spans of the labelled quotes, ``holders`` their
    passages. ``level``, ``spans``: what the system gave. ``candidates``: passages retrieved, best first; None when the
    system retrieves nothing. ``unscored``: no answer was recorded.
    """

    case: str
    production: str
    criterion: str
    group: str
    label: int | None
    wanted: tuple[Span, ...]
    holders: tuple[str, ...]
    outcome: Outcome
    level: int | None = None
    spans: tuple[Span, ...] = ()
    candidates: tuple[str, ...] | None = None
    confidence: float | None = None
    expected: float | None = None
    proposed: int = 0
    dropped: int = 0
    first_move: bool = False
    reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What names it across runs."""
        return (self.case, self.criterion)

    @property
    def truth(self) -> Any:
        """What it is scored against."""
        return (self.label, self.wanted)

    @property
    def answered(self) -> bool:
        """Whether label and level are both there."""
        return self.pair is not None

    @property
    def pair(self) -> tuple[int, int] | None:
        """(label, level) when both are there."""
        return (self.label, self.level) if self.label is not None and self.level is not None else None


def items_of(case: Mapping[str, Any], output: Mapping[str, Any] | None, reason: str = "") -> list[ScoredItem]:
    """The labelled criteria of a planned case beside an answer's ``output``; None for a case that failed as a whole
    (``reason`` says why) or was never answered (no reason)."""
    blank = [_blank(case, label) for label in case["labels"]]
    if output is None:
        outcome: Outcome = "failed" if reason else "unscored"
        return [replace(item, outcome=outcome, reason=reason) for item in blank]
    verdicts = {v["id"]: v for v in output["criteria"]}
    return [_filled(item, verdicts.get(item.criterion), output) for item in blank]


def _blank(case: Mapping[str, Any], label: Mapping[str, Any]) -> ScoredItem:
    return ScoredItem(
        case=case["case"],
        production=case["production"],
        criterion=label["id"],
        group=label["group"],
        label=label["level"],
        wanted=tuple((q["start"], q["end"]) for q in label["quotes"]),
        holders=tuple(q["passage"] for q in label["quotes"]),
        outcome="unscored",
    )


def _filled(item: ScoredItem, verdict: Mapping[str, Any] | None, output: Mapping[str, Any]) -> ScoredItem:
    if verdict is None:
        return replace(item, outcome="failed", reason="critère absent de la réponse")
    found = output.get("candidates", {}).get(item.criterion)
    return replace(
        item,
        outcome=verdict["status"],
        level=verdict["level"],
        spans=tuple((e["start"], e["end"]) for e in verdict["evidence"]),
        candidates=None if found is None else tuple(place[0] for place in found),
        confidence=verdict.get("confidence"),
        expected=output.get("expected", {}).get(item.criterion),
        proposed=verdict.get("proposed", 0),
        dropped=verdict.get("dropped", 0),
        first_move=item.criterion in output.get("priorities", ()),
        reason=verdict.get("reason") or "",
    )


def by_case(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items of each case."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.case, []).append(item)
    return found
