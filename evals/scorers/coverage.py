"""How much was judged at all: coverage, abstention, failures, and the criteria that no judge should have judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from evals.metrics.agreement import ratio
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals


class Coverage:
    """Failed and unscored criteria count here and nowhere else: they are never averaged into an agreement."""

    needs_pairs: ClassVar[bool] = False
    directions: ClassVar[Mapping[str, Direction]] = {
        "coverage": "higher",
        "abstention": "lower",
        "failure": "lower",
        "not_assessable_recall": "higher",
    }

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """Counts of outcomes."""
        asked = [i for i in items if i.label is not None]
        null = [i for i in items if i.label is None and i.outcome != "unscored"]
        return {
            "asked": float(len(asked)),
            "judged": float(sum(i.outcome == "judged" for i in asked)),
            "abstained": float(sum(i.outcome == "not_assessable" for i in asked)),
            "failed": float(sum(i.outcome == "failed" for i in asked)),
            "null": float(len(null)),
            "null_right": float(sum(i.outcome == "not_assessable" for i in null)),
        }

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Shares of the criteria labelled with a level; ``not_assessable_recall``: of those labelled without."""
        asked, null = totals["asked"], totals["null"]
        return {
            "coverage": Measured(ratio(totals["judged"], asked), asked),
            "abstention": Measured(ratio(totals["abstained"], asked), asked),
            "failure": Measured(ratio(totals["failed"], asked), asked),
            "not_assessable_recall": Measured(ratio(totals["null_right"], null), null),
        }
