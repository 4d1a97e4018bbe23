"""The questions that a criterion asks of a draft, with the weight of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from assistant.retrieval.entries import Entry, Facet
from assistant.retrieval.passages import WeightedQuery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Three labelled drafts as Jalon reads them, 14 criteria with evidence, recall@5: bare wording against bare text 0.33,
# wording with the heading's and neighbours' share 0.54, every probe with these weights 0.77. Few labels: the order of
# the weights counts (indicators first, single phrases last), not their decimals.
PROBE_WEIGHTS: Final[Mapping[Facet, float]] = {
    "wording": 1.0,
    "heading": 0.5,
    "expectation": 1.0,
    "indicator": 3.0,
    "phrase": 0.5,
    "synonym": 1.0,
    "exemplar": 1.0,
}


def evidence_queries(
    probes: Iterable[tuple[Entry, NDArray[np.float32]]], weights: Mapping[Facet, float] = PROBE_WEIGHTS
) -> tuple[WeightedQuery, ...]:
    """Queries from ``CorpusVectors.of_criterion``. Groups: ``indicator.0``…, ``exemplar.1`` to ``exemplar.3``
    (its level), and the facet's name for the rest."""
    return tuple(
        WeightedQuery(entry.text, weights.get(entry.facet, 0.0), probe_group(entry), vector)
        for entry, vector in probes
        if weights.get(entry.facet, 0.0) > 0
    )


def probe_group(entry: Entry) -> str:
    """The group under which a probe's coverage is told."""
    if entry.indicator >= 0:
        return f"indicator.{entry.indicator}"
    return f"exemplar.{entry.level}" if entry.facet == "exemplar" else entry.facet
