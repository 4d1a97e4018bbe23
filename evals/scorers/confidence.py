"""Confidence against success: expected calibration error, Brier score and the reliability curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from evals.metrics.agreement import ratio
from evals.metrics.calibration import BINS, bin_of, expected_error
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals


class Confidence:
    """Success is giving the trainer's exact level."""

    needs_pairs: ClassVar[bool] = True
    directions: ClassVar[Mapping[str, Direction]] = {"calibration_error": "lower", "brier": "lower"}

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """By tenth of confidence: count, successes, sum of confidences; and the squared errors."""
        sums = {f"{name}{b}": 0.0 for name in ("n", "hit", "conf") for b in range(BINS)} | {"squared": 0.0}
        for item in items:
            if item.pair is None or item.confidence is None:
                continue
            right = float(item.pair[0] == item.pair[1])
            place = bin_of(item.confidence)
            sums[f"n{place}"] += 1
            sums[f"hit{place}"] += right
            sums[f"conf{place}"] += item.confidence
            sums["squared"] += (right - item.confidence) ** 2
        return sums

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Both over the judged criteria that carry a confidence."""
        import numpy as np

        counts, hits, sure = (np.stack([totals[f"{n}{b}"] for b in range(BINS)], axis=-1) for n in ("n", "hit", "conf"))
        count = counts.sum(axis=-1)
        return {
            "calibration_error": Measured(expected_error(counts, hits, sure), count),
            "brier": Measured(ratio(totals["squared"], count), count),
        }


def reliability_curve(items: Sequence[ScoredItem]) -> list[dict[str, Any]]:
    """For each tenth of confidence that occurs: mean confidence, share of success, count."""
    sums = Confidence().tally(items)
    return [
        {
            "confidence": round(sums[f"conf{b}"] / sums[f"n{b}"], 4),
            "success": round(sums[f"hit{b}"] / sums[f"n{b}"], 4),
            "n": int(sums[f"n{b}"]),
        }
        for b in range(BINS)
        if sums[f"n{b}"]
    ]
