"""An embedder that remembers: the unchanged passages of a new version of a draft are not encoded again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.retrieval.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CAPACITY = 20_000
"""Texts remembered; 40 MB at 512 dimensions."""


class RememberingEmbedder:
    """Wraps another embedder. Keeps vectors under a hash of their text, never the text; forgets the oldest first."""

    def __init__(self, inner: Embedder, capacity: int = CAPACITY) -> None:
        self.inner = inner
        self._capacity = capacity
        self._kept: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

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
        import numpy as np

        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        found = self._recall(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            fresh = dict(zip(missing, self.inner.encode(list(missing.values())), strict=True))
            found.update(fresh)
            self._keep(fresh)
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([found[key] for key in keys])

    def forget(self) -> None:
        """Drop everything, as a person's erasure asks."""
        with self._lock:
            self._kept.clear()

    def _recall(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
            return found

    def _keep(self, fresh: dict[bytes, NDArray[np.float32]]) -> None:
        with self._lock:
            self._kept.update(fresh)
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)
