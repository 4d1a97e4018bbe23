"""Uncertainty by resampling whole drafts: criteria of one draft are not independent, drafts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
SEED = 20_240_601
COVERED = 0.95
_DEFINED = 0.5  # below that share of draws with a value, no interval is given


def resamples(cases: int, draws: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """How often each case is drawn, shape (draws, cases); each row sums to ``cases``. Same seed, same rows."""
    import numpy as np

    if cases < 1:
        raise ValueError("nothing to draw from")
    return np.random.default_rng(seed).multinomial(cases, np.full(cases, 1 / cases), size=draws).astype(np.float64)


def interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Bounds (2.5 %, 97.5 %) of the draws that have a value; None when too few have one."""
    import numpy as np

    defined = values[~np.isnan(values)]
    if len(values) == 0 or len(defined) < _DEFINED * len(values):
        return None
    low, high = np.quantile(defined, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)
