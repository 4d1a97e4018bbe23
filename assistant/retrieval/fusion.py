"""Several rankings put together by weighted reciprocal rank."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Item = TypeVar("Item", bound=Hashable)

RANK_OFFSET = 20  # the k of reciprocal-rank fusion: measured on labelled drafts (architecture.md)


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Item]], weights: Sequence[float] | None = None, k: int = RANK_OFFSET
) -> list[tuple[Item, float]]:
    """(item, score) best first, score = sum of weight / (k + rank), rank from 1; an item counts once a ranking.

    Ties: the better single rank, then the item's text form; the order of the rankings changes nothing.
    Raises ``ValueError`` when there is not one weight a ranking.
    """
    weights = [1.0] * len(rankings) if weights is None else weights
    if len(weights) != len(rankings):
        raise ValueError(f"{len(weights)} weights for {len(rankings)} rankings")
    parts: dict[Item, list[float]] = {}
    best: dict[Item, int] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            parts.setdefault(item, []).append(weight / (k + rank))
            best[item] = min(rank, best.get(item, rank))
    # fsum: the same sum whatever the order of its terms, so ties are real ties
    scored = [(item, math.fsum(values)) for item, values in parts.items()]
    return sorted(scored, key=lambda pair: (-pair[1], best[pair[0]], str(pair[0])))


def best_possible(weights: Sequence[float], k: int = RANK_OFFSET) -> float:
    """Score of an item that is first everywhere: divide by it to read a score between 0 and 1."""
    return math.fsum(weights) / (k + 1)


def fuse_rows(scores: NDArray[np.float32], weights: NDArray[np.float32], k: int = RANK_OFFSET) -> NDArray[np.float32]:
    """The same fusion over dense scores: ``scores`` (rankings, items), ``weights`` (rankings,) -> (items,).

    An item whose score is not above zero is absent from that ranking. Ties go to the lower index.
    """
    import numpy as np

    count, items = scores.shape
    order = np.argsort(-scores, axis=1, kind="stable")
    by_rank = np.broadcast_to(weights[:, None] / (k + 1 + np.arange(items, dtype=np.float32)), (count, items))
    parts = np.empty((count, items), dtype=np.float32)
    np.put_along_axis(parts, order, by_rank.astype(np.float32), axis=1)
    parts[scores <= 0] = 0.0
    return parts.sum(axis=0, dtype=np.float32)
