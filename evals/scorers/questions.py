"""Ids found for a question against the expected ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evals.metrics.agreement import ratio
from evals.metrics.ranking import hit_at, ndcg_at, reciprocal_rank
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals

_DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True)
class RankedQuestion:
    """``found`` None: the system failed or was never asked (``failed`` tells which)."""

    case: str
    kind: str
    block: str
    expected: tuple[str, ...]
    found: tuple[str, ...] | None
    failed: bool = False
    text: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What names it across runs."""
        return (self.case,)

    @property
    def truth(self) -> tuple[str, ...]:
        """What it is scored against."""
        return self.expected

    @property
    def answered(self) -> bool:
        """Whether the system gave a ranking."""
        return self.found is not None


class QuestionRanking:
    """Over questions that have expected ids and an answer."""

    needs_pairs: ClassVar[bool] = True
    directions: ClassVar[Mapping[str, Direction]] = {
        **{f"hit@{k}": "higher" for k in _DEPTHS},
        "mrr": "higher",
        "ndcg@10": "higher",
    }

    def tally(self, items: Sequence[RankedQuestion]) -> dict[str, float]:
        """Sums over questions."""
        asked = [(i.found, i.expected) for i in items if i.found is not None and i.expected]
        sums = {"asked": float(len(asked))}
        for k in _DEPTHS:
            sums[f"hit@{k}"] = sum((hit_at(f, e, k) for f, e in asked), 0.0)
        sums["mrr"] = sum((reciprocal_rank(f, e) for f, e in asked), 0.0)
        sums["ndcg@10"] = sum((ndcg_at(f, e, 10) for f, e in asked), 0.0)
        return sums

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Means over questions."""
        asked = totals["asked"]
        return {name: Measured(ratio(totals[name], asked), asked) for name in self.directions}


class QuestionCoverage:
    """Share of the questions that got an answer at all."""

    needs_pairs: ClassVar[bool] = False
    directions: ClassVar[Mapping[str, Direction]] = {"coverage": "higher"}

    def tally(self, items: Sequence[RankedQuestion]) -> dict[str, float]:
        """Questions with expected ids, and answered ones."""
        asked = [i for i in items if i.expected]
        return {"all": float(len(asked)), "answered": float(sum(i.found is not None for i in asked))}

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """The share."""
        return {"coverage": Measured(ratio(totals["answered"], totals["all"]), totals["all"])}
