"""Tell lines apart by example: kernel ridge over sentence embeddings, signs and turns of phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.retrieval.kept_arrays import kept_vectors
from assistant.roleplay.listening.move_signs import signs_of
from assistant.roleplay.listening.phrasing import Phrasing

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder


@dataclass(frozen=True)
class Kernel:
    """What makes two lines alike. signs, phrases: weights beside the embedding; sharpness: exponent, 1 is linear;
    ridge: regularisation."""

    signs: float = 0.2
    phrases: float = 0.5
    sharpness: float = 2.0
    ridge: float = 0.3


@dataclass(frozen=True, eq=False)
class LineBank:
    """A fitted classifier.

    features: (examples, d) rows of norm 1. weights: (examples, labels). usual: how rare each sign is, rare ones say
    more. phrases: turns of phrase of the examples, (examples, p) rows of norm 1.
    """

    labels: tuple[str, ...]
    kernel: Kernel
    features: NDArray[np.float64]
    weights: NDArray[np.float64]
    usual: NDArray[np.float64]
    phrasing: Phrasing
    phrases: NDArray[np.float32]

    @classmethod
    def fit(
        cls,
        examples: Mapping[str, Sequence[str]],
        embedder: Embedder,
        kernel: Kernel,
        cache: tuple[Path, str] | None = None,
    ) -> LineBank:
        """Learn from ``examples``: two or three seconds for a thousand lines, nearly all of it embedding.

        ``cache``: folder and name under which the embeddings are kept for the next process.
        """
        import numpy as np

        labels = tuple(examples)
        lines = [(label, text) for label, texts in examples.items() for text in texts]
        texts = [text for _, text in lines]
        signs = np.array([signs_of(text) for text in texts], dtype=np.float64)
        usual = 1.0 / np.sqrt(0.02 + signs.mean(axis=0)) / 4.0
        vectors = kept_vectors(*(cache or (None, "lines")), texts, embedder)
        features = _joined(vectors, kernel.signs * signs * usual)
        targets = np.full((len(lines), len(labels)), -1.0 / (len(labels) - 1))
        for row, (label, _) in enumerate(lines):
            targets[row, labels.index(label)] = 1.0
        phrasing = Phrasing.of(texts)
        phrases = phrasing.rows(texts)
        alike = _alike(features, features, kernel.sharpness) + kernel.phrases * (phrases @ phrases.T)
        weights = np.linalg.solve(alike + kernel.ridge * np.eye(len(lines)), targets).astype(np.float64)
        return cls(labels, kernel, features, weights, usual, phrasing, phrases)

    def scores(self, texts: Sequence[str], vectors: NDArray[Any]) -> NDArray[np.float64]:
        """(texts, labels): about 1 for what the line is, about 0 or less for the rest. ``vectors``: embeddings."""
        import numpy as np

        signs = np.array([signs_of(text) for text in texts], dtype=np.float64) * self.usual
        turns = self.phrasing.rows(texts) @ self.phrases.T
        features = _joined(vectors, self.kernel.signs * signs)
        alike = _alike(features, self.features, self.kernel.sharpness) + self.kernel.phrases * turns
        return alike @ self.weights


def _joined(vectors: NDArray[Any], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    rows = np.hstack([vectors.astype(np.float64), signs])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(norms == 0, 1, norms)


def _alike(left: NDArray[np.float64], right: NDArray[np.float64], sharpness: float) -> NDArray[np.float64]:
    import numpy as np

    return np.maximum(left @ right.T, 0.0) ** sharpness
