"""Agreement of two gradings, from confusion matrices; NaN where it is not defined, never 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS = 4


def ratio(part: Floats, whole: Floats) -> Floats:
    """``part / whole`` elementwise; NaN where ``whole`` is 0."""
    import numpy as np

    return np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole != 0)


def kappas(confusions: Floats, *, quadratic: bool) -> Floats:
    """Cohen's kappa of many matrices at once, shape (..., 4, 4) -> (...); rows are labels, columns what was given.

    NaN when there is no pair, or when chance alone explains everything (a single level on both sides).
    """
    import numpy as np

    gap = np.arange(LEVELS)[:, None] - np.arange(LEVELS)[None, :]
    cost = (gap**2).astype(np.float64) if quadratic else (gap != 0).astype(np.float64)
    total = confusions.sum(axis=(-2, -1))
    expected = confusions.sum(axis=-1)[..., :, None] * confusions.sum(axis=-2)[..., None, :]
    observed_cost = (confusions * cost).sum(axis=(-2, -1)) * total
    expected_cost = (expected * cost).sum(axis=(-2, -1))
    return 1.0 - ratio(observed_cost, expected_cost)


def reference_kappa(confusion: Sequence[Sequence[float]], *, quadratic: bool) -> float:
    """The same for one matrix of counts, by scikit-learn; NaN where undefined."""
    import numpy as np
    from sklearn.metrics import cohen_kappa_score

    counts = np.asarray(confusion, dtype=np.float64)
    if np.isnan(kappas(counts, quadratic=quadratic)):
        return float("nan")
    labels, given = np.indices((LEVELS, LEVELS)).reshape(2, -1)
    return float(
        cohen_kappa_score(
            labels,
            given,
            labels=list(range(LEVELS)),
            weights="quadratic" if quadratic else None,
            sample_weight=counts.reshape(-1),
        )
    )


def area_under_curve(positives: Floats, negatives: Floats) -> Floats:
    """Chance that a positive scores above a negative (ties half), from histograms over the same ordered bins.

    Shapes (..., bins) -> (...). NaN when either side is empty.
    """
    import numpy as np

    below = np.cumsum(negatives, axis=-1) - negatives
    won = (positives * (below + 0.5 * negatives)).sum(axis=-1)
    return ratio(won, positives.sum(axis=-1) * negatives.sum(axis=-1))
