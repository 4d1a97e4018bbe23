"""How worked out a passage is, learnt from all the authored examples of levels 1, 2 and 3."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.judging.surface import MARKERS, VAGUE, number_density, vague_density
from assistant.retrieval.kept_arrays import kept_array
from assistant.retrieval.vectors import CorpusVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RIDGE = 30.0
SPREAD = 3.0
"""Unit vectors have tiny components beside standardised counts: they are scaled up."""

_SIGNS = "\n".join(pattern.pattern for pattern in (*MARKERS.values(), VAGUE))
"""What the signs of a text depend on, besides the text."""


class QualityScale:
    """A ridge regression from vector and surface signs to the level of an example, fitted when it is built.

    Ten-fold rank correlation on the bank of examples: 0.84. The level scale is that of the examples (1–3).
    """

    def __init__(self, vectors: CorpusVectors, cache: Path | None = None) -> None:
        """``cache``: folder where the signs of the examples are kept for the next process."""
        import numpy as np

        rows = [i for i, entry in enumerate(vectors.entries) if entry.facet == "exemplar" and entry.level]
        self._fitted = len(rows) >= 12
        if not self._fitted:
            return
        texts = [vectors.entries[i].text for i in rows]
        levels = np.array([vectors.entries[i].level for i in rows], np.float64)
        surface = kept_array(
            cache, "signs", (_SIGNS, *texts), len(texts), lambda: np.array([_surface(t) for t in texts])
        )
        self._mean, self._scale = surface.mean(axis=0), surface.std(axis=0) + 1e-9
        x = self._joined(vectors.matrix[rows], surface)
        self._centre, self._level = x.mean(axis=0), float(levels.mean())
        centred = x - self._centre
        gram = centred @ centred.T + RIDGE * np.eye(len(x))
        self._weights = centred.T @ np.linalg.solve(gram, levels - self._level)

    def score(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Expected level (about 1–3) of each passage, shape (n,); 2 everywhere when there are no examples."""
        import numpy as np

        if not self._fitted or not texts:
            return np.full(len(texts), 2.0)
        x = self._joined(vectors, np.array([_surface(t) for t in texts]))
        return (x - self._centre) @ self._weights + self._level

    def _joined(self, vectors: NDArray[np.float32], surface: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        return np.concatenate([vectors.astype(np.float64) * SPREAD, (surface - self._mean) / self._scale], axis=1)


def _surface(text: str) -> list[float]:
    words = max(1, len(text.split()))
    counts = [100 * len(pattern.findall(text)) / words for pattern in MARKERS.values()]
    return [number_density(text), vague_density(text), *counts]
