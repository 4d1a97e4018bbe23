"""The noise floor: how far the same thing, run twice, agrees with itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.metrics.agreement import reference_kappa
from evals.scored import ScoredItem


def noise_between(first: Sequence[ScoredItem], second: Sequence[ScoredItem]) -> dict[str, Any]:
    """Exact agreement of levels, their kappa, mean change of level, and the change of kappa against the labels.

    Over criteria judged both times; ``n`` counts them. Values None where not defined.
    """
    again = {(i.case, i.criterion): i for i in second}
    pairs = [
        (a, b)
        for a in first
        if (b := again.get((a.case, a.criterion))) is not None and a.level is not None and b.level is not None
    ]
    if not pairs:
        return {"n": 0, "same_level": None, "qwk": None, "mean_change": None, "qwk_change": None}
    counts = _matrix([(a.level, b.level) for a, b in pairs])
    against = [
        _defined(_matrix([(item.label, item.level) for item in side if item.label is not None]))
        for side in zip(*pairs, strict=True)
    ]
    change = None if None in against else abs(float(against[0] or 0) - float(against[1] or 0))
    return {
        "n": len(pairs),
        "same_level": round(sum(a.level == b.level for a, b in pairs) / len(pairs), 4),
        "qwk": _defined(counts),
        "mean_change": round(sum(abs((a.level or 0) - (b.level or 0)) for a, b in pairs) / len(pairs), 4),
        "qwk_change": None if change is None else round(change, 4),
    }


def _matrix(pairs: Sequence[tuple[int | None, int | None]]) -> list[list[int]]:
    counts = [[0] * 4 for _ in range(4)]
    for row, column in pairs:
        assert row is not None
        assert column is not None
        counts[row][column] += 1
    return counts


def _defined(counts: list[list[int]]) -> float | None:
    value = reference_kappa(counts, quadratic=True)
    return None if value != value else round(value, 4)
