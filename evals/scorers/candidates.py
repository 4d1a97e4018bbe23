"""Passages retrieved before any judging against the passages of the labelled quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from evals.metrics.agreement import ratio
from evals.metrics.ranking import hit_at, reciprocal_rank
from evals.scored import ScoredItem
from evals.scorers.port import Direction, Measured

if TYPE_CHECKING:
    from evals.scorers.port import Totals

_RECALL = (1, 5, 10)
_HIT = (1, 5, 10)


class RetrievedEvidence:
    """recall@k: share of labelled quotes whose passage is among the k first candidates of the criterion; hit@k: share
    of criteria with quotes for which one of them is. Whether the criterion was judged changes nothing."""

    needs_pairs: ClassVar[bool] = False
    directions: ClassVar[Mapping[str, Direction]] = {
        **{f"evidence_recall@{k}": "higher" for k in _RECALL},
        **{f"evidence_hit@{k}": "higher" for k in _HIT},
        "evidence_mrr": "higher",
    }

    def tally(self, items: Sequence[ScoredItem]) -> dict[str, float]:
        """Quotes and criteria found at each depth."""
        asked = [(i.candidates, i.holders) for i in items if i.candidates is not None and i.holders]
        sums = {"quotes": float(sum(len(h) for _, h in asked)), "cited": float(len(asked))}
        for k in _RECALL:
            sums[f"quotes@{k}"] = float(sum(holder in found[:k] for found, holders in asked for holder in holders))
        for k in _HIT:
            sums[f"hits@{k}"] = sum((hit_at(found, holders, k) for found, holders in asked), 0.0)
        sums["reciprocal"] = sum((reciprocal_rank(found, holders) for found, holders in asked), 0.0)
        return sums

    def measure(self, totals: Totals) -> dict[str, Measured]:
        """Shares; n counts quotes for recall, criteria for hit and mean reciprocal rank."""
        quotes, cited = totals["quotes"], totals["cited"]
        found = {f"evidence_recall@{k}": Measured(ratio(totals[f"quotes@{k}"], quotes), quotes) for k in _RECALL}
        found |= {f"evidence_hit@{k}": Measured(ratio(totals[f"hits@{k}"], cited), cited) for k in _HIT}
        found["evidence_mrr"] = Measured(ratio(totals["reciprocal"], cited), cited)
        return found
