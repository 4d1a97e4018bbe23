"""How much a passage belongs to a criterion rather than to the others of its production."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from assistant.judging.profiles import CriterionProfile
from assistant.retrieval.discriminant import fit_discriminant, scores_of
from assistant.retrieval.entries import Facet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RIDGE = 80.0
SHARES: Final[Mapping[Facet, float]] = {
    "wording": 2.0,
    "expectation": 2.0,
    "indicator": 1.0,
    "phrase": 1.0,
    "synonym": 0.5,
    "exemplar": 2.0,
}
"""What a text of each sort weighs for passages: whole passages come first."""


def belonging(profiles: Sequence[CriterionProfile], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Score of each passage (n, d) for each criterion, shape (criteria, n), learnt from the criteria's own texts.

    A lone criterion has no other to be told from: its prototype's cosine then.
    """
    import numpy as np

    if len(profiles) < 2:
        return np.stack([p.prototype for p in profiles]) @ vectors.T
    texts = np.concatenate([p.all_vectors for p in profiles])
    shares = [SHARES.get(facet, 0.0) for p in profiles for facet in p.facets]
    owner = [rank for rank, p in enumerate(profiles) for _ in p.facets]
    return scores_of(vectors, fit_discriminant(texts, shares, owner, RIDGE)).T
