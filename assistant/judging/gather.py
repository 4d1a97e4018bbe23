"""Find, for every criterion at once, the passages of a draft that may serve it, and how well each indicator is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.domain.guidance import Exemplar, Guidance
from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.domain.referentiel import Criterion
from assistant.judging.integrity import Integrity
from assistant.retrieval.passages import PassageIndex, PassageRanking, WeightedQuery

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 12
"""Candidates kept for each criterion, best first."""

WORDING, EXPECTATION, INDICATOR, PHRASE, EXEMPLAR = 1.0, 0.6, 0.8, 0.7, 0.5
"""Weights of the rankings in the fusion, by sort of query."""


class ProbeVectors(Protocol):
    """Vectors computed once for the corpus; a text that is not among them is encoded on the spot."""

    def get(self, text: str, /) -> NDArray[np.float32] | None:
        """The unit vector of that text, or None."""
        ...


def queries_for(
    criterion: Criterion, guidance: Guidance | None, exemplars: Sequence[Exemplar], vectors: ProbeVectors
) -> list[WeightedQuery]:
    """What is asked of a draft for one criterion: groups ``w``, ``i<rank>`` of an indicator, ``x<level>``."""
    asked = [(criterion.text, WORDING, "w", True)]
    if guidance is not None:
        asked.append((guidance.expectation, EXPECTATION, "w", True))
        for rank, indicator in enumerate(guidance.indicators):
            asked.append((indicator.text, INDICATOR, f"i{rank}", True))
            asked += [(phrase, PHRASE, f"i{rank}", True) for phrase in indicator.phrases]
    asked += [(e.text, EXEMPLAR if e.level >= 2 else EXEMPLAR / 2, f"x{e.level}", True) for e in exemplars]
    return [
        WeightedQuery(text=text, weight=weight, group=group, vector=vectors.get(text), lexical=lexical)
        for text, weight, group, lexical in asked
    ]


def gather_evidence(
    index: PassageIndex,
    criteria: Sequence[Criterion],
    guidance: Mapping[str, Guidance],
    exemplars: Mapping[str, tuple[Exemplar, ...]],
    vectors: ProbeVectors,
    integrity: Integrity,
) -> dict[str, CriterionEvidence]:
    """Candidates and coverage for each criterion id. Passages with a defect are never candidates."""
    asked = {c.id: queries_for(c, guidance.get(c.id), exemplars.get(c.id, ()), vectors) for c in criteria}
    rankings = index.rank_all(asked, k=KEPT + len(integrity.defects))
    return {c.id: _evidence(c.id, rankings[c.id], integrity) for c in criteria}


def _evidence(criterion: str, ranking: PassageRanking, integrity: Integrity) -> CriterionEvidence:
    kept = [p for p in ranking.passages if integrity.counts(p.passage)][:KEPT]
    features: dict[str, float] = {}
    for passage in kept:
        for group, similarity in passage.by_group.items():
            features[group] = max(features.get(group, 0.0), similarity)
    return CriterionEvidence(
        criterion=criterion,
        candidates=tuple(
            Candidate(
                passage=p.passage,
                score=p.score,
                similarity=p.similarity,
                groups={name: round(value, 4) for name, value in p.by_group.items()},
            )
            for p in kept
        ),
        searched=ranking.searched,
        coverage=features,
    )
