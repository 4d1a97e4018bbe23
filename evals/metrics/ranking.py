"""How well a ranking puts what is expected first."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def hit_at(found: Sequence[str], expected: Collection[str], k: int) -> float:
    """1 when one of the ``k`` first is expected, else 0."""
    return float(any(item in expected for item in found[:k]))


def recall_at(found: Sequence[str], expected: Collection[str], k: int) -> float:
    """Share of what is expected that stands among the ``k`` first. Raises ``ValueError`` when nothing is expected."""
    if not expected:
        raise ValueError("recall of nothing is not defined")
    return len(set(found[:k]) & set(expected)) / len(set(expected))


def reciprocal_rank(found: Sequence[str], expected: Collection[str]) -> float:
    """1 / rank of the first expected item, 0 when none is there."""
    return next((1 / rank for rank, item in enumerate(found, start=1) if item in expected), 0.0)


def ndcg_at(found: Sequence[str], expected: Collection[str], k: int) -> float:
    """Discounted gain of the ``k`` first against the best order, all expected items worth the same."""
    if not expected:
        raise ValueError("gain of nothing is not defined")
    firsts = list(dict.fromkeys(found))[:k]
    gained = sum(1 / math.log2(rank + 1) for rank, item in enumerate(firsts, start=1) if item in expected)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(set(expected))) + 1))
    return gained / best
