"""An embedding service elsewhere is told no name: what points to a person leaves as a token, as for a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.judging.pseudonyms import Pseudonyms
from assistant.retrieval.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class DiscreetEmbedder:
    """Wraps another embedder; each text is hidden by itself, so that the same text always has the same vector."""

    inner: Embedder

    @property
    def model_id(self) -> str:
        """That of the embedder inside."""
        return self.inner.model_id

    @property
    def dimension(self) -> int:
        """That of the embedder inside."""
        return self.inner.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``. Raises ``EmbeddingError``."""
        return self.inner.encode([Pseudonyms.of(text).hide(text) for text in texts])
