"""Are the three moves put first really among the weak criteria, as the trainer sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from evals.metrics.agreement import ratio
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals

WEAK = 1
"""A move is well chosen when the label is that level at most."""


class Priorities:
    """Precision of the moves, beside what drawing criteria at random would give (``priorities_chance``)."""

    needs_pairs: ClassVar[bool] = False
    directions: ClassVar[Mapping[str, Direction]] = {"priorities_precision": "higher", "priorities_chance": "zero"}

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """Moves, well chosen ones, labels and weak ones."""
        labelled = [i for i in items if i.label is not None]
        moves = [i for i in labelled if i.first_move]
        return {
            "moves": float(len(moves)),
            "moves_right": float(sum(_weak(i) for i in moves)),
            "labelled": float(len(labelled)),
            "weak": float(sum(_weak(i) for i in labelled)),
        }

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Shares; n counts moves, then labels."""
        return {
            "priorities_precision": Measured(ratio(totals["moves_right"], totals["moves"]), totals["moves"]),
            "priorities_chance": Measured(ratio(totals["weak"], totals["labelled"]), totals["labelled"]),
        }


def _weak(item: ScoredItem) -> bool:
    return item.label is not None and item.label <= WEAK
