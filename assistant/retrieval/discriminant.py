"""What sets criteria apart from one another: a linear classifier learnt from the corpus alone."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.retrieval.entries import Facet
from assistant.retrieval.kept_arrays import kept_array
from assistant.retrieval.vectors import CorpusVectors, fingerprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

QUESTION_SHARES: Final[Mapping[Facet, float]] = {
    "wording": 2.0,
    "expectation": 2.0,
    "indicator": 1.0,
    "phrase": 0.5,
    "synonym": 3.0,
    "asked": 6.0,
    "exemplar": 0.5,
}
"""What a text of each sort weighs for questions: what learners call a criterion comes first."""
QUESTION_RIDGE = 150.0
MOST_CRITERIA = 5_000
"""Beyond, the classifier would weigh more than the index; a référentiel has a hundred or so."""


def fit_discriminant(texts: Matrix, shares: Sequence[float], owner: Sequence[int], ridge: float) -> Matrix:
    """Weights (d + 1, classes), the last row being the constant; ``scores_of`` applies them.

    Ridge regression in closed form from vectors (n, d) to their class: 1 for the owner, the rest shared by the others.
    shares: weight of each text; owner: class of each, from 0; at least two classes.
    """
    import numpy as np

    classes = np.array(owner)
    count = int(classes.max()) + 1
    share = np.array(shares, np.float64)[:, None]
    centre = (texts * share).sum(axis=0) / share.sum()
    centred = texts - centre
    weighted = centred * share
    by_class = np.zeros((count, texts.shape[1]))
    np.add.at(by_class, classes, weighted)
    # weighted.T @ targets, without the (n, classes) targets: the weighted rows are centred, their sum is null
    aims = by_class.T * (count / (count - 1))
    weights = np.linalg.solve(weighted.T @ centred + ridge * np.eye(texts.shape[1]), aims)
    return np.concatenate([weights, -(centre @ weights)[None, :]]).astype(np.float32)


def scores_of(vectors: Matrix, weights: Matrix) -> Matrix:
    """Scores (n, classes) of vectors (n, d)."""
    return vectors @ weights[:-1] + weights[-1]


@dataclass(frozen=True, eq=False)
class CriterionClassifier:
    """Which criterion a question is about, among all those of a référentiel."""

    criteria: tuple[str, ...]
    weights: Matrix

    @classmethod
    def fit(
        cls, vectors: CorpusVectors, cache: Path | None = None, facets: Container[Facet] = QUESTION_SHARES
    ) -> CriterionClassifier | None:
        """Learnt from the texts of the index (those of ``facets``), or read from ``cache``.

        None with less than two criteria, or too many.
        """
        rows = [
            row
            for row, entry in enumerate(vectors.entries)
            if entry.criterion and entry.facet in facets and QUESTION_SHARES.get(entry.facet)
        ]
        found = [vectors.entries[row] for row in rows]
        criteria = tuple(dict.fromkeys(str(entry.criterion) for entry in found))
        if not 2 <= len(criteria) <= MOST_CRITERIA:
            return None
        rank = {criterion: i for i, criterion in enumerate(criteria)}
        origin = [f"{QUESTION_RIDGE}", f"{dict(QUESTION_SHARES)}"]
        origin += [f"{entry.criterion} {entry.facet} {fingerprint(entry.text)}" for entry in found]
        origin += [fingerprint(vectors.matrix[rows[0]].tobytes().hex())]  # another embedding, another classifier

        def learnt() -> Matrix:
            shares = [QUESTION_SHARES[entry.facet] for entry in found]
            return fit_discriminant(
                vectors.matrix[rows], shares, [rank[str(entry.criterion)] for entry in found], QUESTION_RIDGE
            )

        return cls(criteria, kept_array(cache, "criteria", origin, vectors.matrix.shape[1] + 1, learnt))

    def ranked(self, vector: Matrix) -> list[str]:
        """Every criterion, likeliest first, for a vector (d,)."""
        import numpy as np

        order = np.argsort(-scores_of(vector[None, :], self.weights)[0], kind="stable")
        return [self.criteria[i] for i in order]
