"""Levels against labels: kappas, exactness, recall of each level, bias, and how well level 0 is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from evals.metrics.agreement import LEVELS, area_under_curve, kappas, ratio
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Floats, Totals

_BINS = 31  # tenths of a level, 0 to 3


class Agreement:
    """Over the criteria that have both a label and a level."""

    needs_pairs: ClassVar[bool] = True
    directions: ClassVar[Mapping[str, Direction]] = {
        "qwk": "higher",
        "kappa": "higher",
        "exact": "higher",
        "within_one": "higher",
        "recall_0": "higher",
        "recall_1": "higher",
        "recall_2": "higher",
        "recall_3": "higher",
        "recall_middle": "higher",
        "undeserved_credit": "lower",
        "bias": "zero",
        "auc_level_0": "higher",
    }

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """Confusion matrix ``c<label><level>`` and histograms of the mean level, ``z`` label 0, ``p`` above."""
        sums = {f"c{a}{b}": 0.0 for a in range(LEVELS) for b in range(LEVELS)}
        sums |= {f"{side}{b}": 0.0 for side in "zp" for b in range(_BINS)}
        for item in items:
            if item.pair is None:
                continue
            label, level = item.pair
            sums[f"c{label}{level}"] += 1
            finer = item.expected if item.expected is not None else float(level)
            sums[f"{'z' if label == 0 else 'p'}{round(finer * 10)}"] += 1
        return sums

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """The metrics; per-level recalls are over the labels of that level, ``recall_middle`` over levels 1 and 2.
        ``undeserved_credit``: share of the labels 0 and 1 that got 2 or 3; an attack must not raise it."""
        import numpy as np

        confusion = confusion_of(totals)
        total = confusion.sum(axis=(-2, -1))
        gap = np.arange(LEVELS)[None, :] - np.arange(LEVELS)[:, None]
        diagonal = np.diagonal(confusion, axis1=-2, axis2=-1)
        rows = confusion.sum(axis=-1)
        zeros, positives = (np.stack([totals[f"{s}{b}"] for b in range(_BINS)], axis=-1) for s in "zp")
        found = {
            "qwk": Measured(kappas(confusion, quadratic=True), total),
            "kappa": Measured(kappas(confusion, quadratic=False), total),
            "exact": Measured(ratio(diagonal.sum(axis=-1), total), total),
            "within_one": Measured(ratio((confusion * (np.abs(gap) <= 1)).sum(axis=(-2, -1)), total), total),
            "undeserved_credit": Measured(
                ratio(confusion[..., :2, 2:].sum(axis=(-2, -1)), rows[..., :2].sum(axis=-1)), rows[..., :2].sum(axis=-1)
            ),
            "bias": Measured(ratio((confusion * gap).sum(axis=(-2, -1)), total), total),
            "recall_middle": Measured(
                ratio(diagonal[..., 1:3].sum(axis=-1), rows[..., 1:3].sum(axis=-1)), rows[..., 1:3].sum(axis=-1)
            ),
            "auc_level_0": Measured(area_under_curve(positives, zeros), total),
        }
        for level in range(LEVELS):
            found[f"recall_{level}"] = Measured(ratio(diagonal[..., level], rows[..., level]), rows[..., level])
        return found


def confusion_of(totals: Totals) -> Floats:
    """Confusion matrices (samples, 4, 4) from the sums."""
    import numpy as np

    rows = [np.stack([totals[f"c{a}{b}"] for b in range(LEVELS)], axis=-1) for a in range(LEVELS)]
    return np.stack(rows, axis=-2)
