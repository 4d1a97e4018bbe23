"""The Chroma collection of one generation: written once, then only queried.

The only module of Jalon that imports chromadb (1.2 s), and only when a collection is really used. Writing and probing
happen in a child process (``chroma_child``): a store that crashes or hangs must not take the caller with it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHROMA_FOLDER = "chroma"
_SAMPLE = 5
_BATCH = 2_000  # Chroma's own limit depends on its SQLite, 5,461 here


def collection_name(content: str, model_id: str, dimension: int) -> str:
    """Name in Chroma's alphabet: content hash, embedding model, dimension."""
    model = re.sub(r"[^a-zA-Z0-9]+", "-", model_id).strip("-")[:60]
    return f"jalon-{content[:16]}-{model}-{dimension}"


def write_collection(directory: Path, name: str, kinds: list[str], matrix: NDArray[np.float32]) -> None:
    """Create the collection in ``directory/chroma``: one record a row, ids are row numbers."""
    with _chroma_faults(), _client(directory) as client:
        collection = client.create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(matrix), _BATCH):
            rows = range(start, min(start + _BATCH, len(matrix)))
            collection.add(
                ids=[str(row) for row in rows],
                embeddings=matrix[rows.start : rows.stop],
                metadatas=[{"kind": kinds[row]} for row in rows],
            )


def check_collection(directory: Path, name: str, matrix: NDArray[np.float32]) -> str:
    """ "" when the collection holds the matrix and finds its vectors again, else what is wrong (French).

    HNSW is approximate: it is out of order when it loses most of the vectors asked, not one of them.
    """
    with _chroma_faults(), _client(directory) as client:
        collection = client.get_collection(name, embedding_function=None)
        if collection.count() != len(matrix):
            return f"{collection.count()} vecteurs au lieu de {len(matrix)}"
        rows = sorted({len(matrix) * part // _SAMPLE for part in range(_SAMPLE)})
        found = collection.query(query_embeddings=matrix[rows], n_results=1)["distances"]
        lost = sum(not nearest or abs(nearest[0]) > 1e-3 for nearest in found)
        return f"{lost} vecteurs sur {len(rows)} ne sont pas retrouvés" if lost > len(rows) / 2 else ""


class ChromaVectors:
    """Nearest rows by Chroma's HNSW index. ``probe`` is run once, before the store is opened in this process:
    it returns "" or what is wrong."""

    def __init__(self, directory: Path, name: str, probe: Callable[[], str]) -> None:
        self._directory = directory
        self._name = name
        self._probe = probe
        self._lock = threading.Lock()
        self._opened: Any = None
        self._client: Any = None

    def nearest(self, vector: NDArray[np.float32], limit: int, kind: str | None = None) -> list[int]:
        """Rows nearest to ``vector`` (dimension,), best first; those with a cosine of 0 or less are left out.

        Raises ``IndexUnavailable``."""
        with _chroma_faults():
            found = self._collection().query(
                query_embeddings=vector[None, :],
                n_results=limit,
                where={"kind": kind} if kind else None,
                include=["distances"],
            )
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return [int(row) for row, distance in pairs if distance < 1.0]

    def close(self) -> None:
        """Let go of the store's files."""
        with self._lock:
            if self._client is not None:
                self._client.__exit__(None, None, None)
                self._client = self._opened = None

    def _collection(self) -> Any:
        with self._lock:
            if self._opened is None:
                problem = self._probe()
                if problem:
                    raise _unusable(problem)
                self._client = _client(self._directory)
                self._opened = self._client.__enter__().get_collection(self._name, embedding_function=None)
            return self._opened


@contextmanager
def _client(directory: Path) -> Generator[Any, None, None]:
    import chromadb
    from chromadb.config import Settings

    client: Any = chromadb.PersistentClient(
        path=str(directory / CHROMA_FOLDER), settings=Settings(anonymized_telemetry=False)
    )
    try:
        yield client
    finally:
        client.close()


@contextmanager
def _chroma_faults() -> Generator[None, None, None]:
    """Everything that Chroma may throw becomes ``IndexUnavailable``; its Rust panics are not ``Exception``s."""
    try:
        yield
    except (IndexUnavailable, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise _unusable(f"{type(error).__name__} : {str(error)[:200]}") from error


def _unusable(problem: str) -> IndexUnavailable:
    return IndexUnavailable(
        f"La collection Chroma ne peut pas être utilisée ({problem}).", "Reconstruisez-la avec : jalon index --force."
    )
