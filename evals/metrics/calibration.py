"""Does a confidence of 0.7 come true seven times in ten: bins, expected error, Brier score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.metrics.agreement import ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS = 10


def bin_of(confidence: float) -> int:
    """The bin (0–9) of a confidence in 0–1. Raises ``ValueError`` outside."""
    if not 0 <= confidence <= 1:
        raise ValueError(f"a confidence of {confidence} is none")
    return min(BINS - 1, int(confidence * BINS))


def expected_error(counts: Floats, hits: Floats, confidences: Floats) -> Floats:
    """Mean gap between confidence and success, weighted by bin; arrays (..., bins) of sums -> (...). NaN when empty."""
    import numpy as np

    return ratio(np.abs(hits - confidences).sum(axis=-1), counts.sum(axis=-1))
