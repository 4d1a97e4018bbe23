"""Arrays made from authored texts, kept in a file named after what they were made from, for the next process."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.retrieval.embedding import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def kept_array(
    cache: Path | None, name: str, origin: Sequence[str], rows: int, make: Callable[[], NDArray[Any]]
) -> NDArray[Any]:
    """``make()``, read from ``cache/name-<digest>.npy`` when a process made it from the same ``origin`` before.

    ``origin``: everything that the array depends on. ``rows``: its length. A missing or damaged copy is made again;
    a folder that cannot be written costs the time of making it, nothing else.
    """
    if cache is None:
        return make()
    import numpy as np

    digest = hashlib.sha256("\x1e".join(origin).encode()).hexdigest()[:20]
    path = cache / f"{name}-{digest}.npy"
    try:
        kept = np.load(path, allow_pickle=False)
        if kept.ndim and len(kept) == rows:
            return kept
    except (OSError, ValueError, EOFError):
        pass
    array = make()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            np.save(file, array)
        part.replace(path)
    except OSError:
        pass
    return array


def kept_vectors(cache: Path | None, name: str, texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Unit vectors of authored texts, shape (len(texts), dimension). Raises ``EmbeddingError``."""
    return kept_array(cache, name, (embedder.model_id, *texts), len(texts), lambda: embedder.encode(list(texts)))
