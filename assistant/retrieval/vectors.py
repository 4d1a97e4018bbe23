"""The vectors of every entry in one memory-mapped matrix: what the critique reads, without Chroma."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexUnavailable
from assistant.retrieval.blas import use_one_blas_thread
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.entries import Entry
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VECTORS_FILE = "vectors.npy"
FINGERPRINTS_FILE = "texts.txt"
TERMS_FILE = "terms.txt"


class CorpusVectors:
    """Entries and their unit vectors; row i of ``matrix`` (entries, dimension) belongs to ``entries[i]``.

    ``directory``: where ``write_vectors`` kept their index terms, if it did.
    """

    def __init__(self, entries: Sequence[Entry], matrix: NDArray[np.float32], directory: Path | None = None) -> None:
        import numpy as np

        self.entries = tuple(entries)
        self.matrix = np.asarray(matrix)  # a row of a memory map costs ten times that of a plain view on it
        self._directory = directory

    @classmethod
    def encode(cls, entries: Sequence[Entry], embedder: Embedder) -> CorpusVectors:
        """Vectors made now, in memory: for the few entries of one production while the index is being built."""
        return cls(entries, embedder.encode([entry.text for entry in entries]))

    def of_criterion(self, criterion_id: str) -> tuple[tuple[Entry, NDArray[np.float32]], ...]:
        """Every entry that speaks for that criterion, with its vector; empty when there is none."""
        rows = self._rows.get(criterion_id, [])
        return tuple(zip((self.entries[row] for row in rows), self.matrix[rows], strict=True))

    def similarities(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of ``vector`` (dimension,) with every entry, shape (entries,)."""
        return self.matrix @ vector

    def terms_of(self, entry: Entry) -> list[str]:
        """Index terms of one of the entries; stemmed now when they were not kept."""
        kept = self._terms.get(entry.text)
        return terms(entry.text) if kept is None else kept.split()

    @cached_property
    def _terms(self) -> dict[str, str]:
        if self._directory is None:
            return {}
        try:
            lines = (self._directory / TERMS_FILE).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        texts = (entry.text for entry in self.entries)
        return dict(zip(texts, lines, strict=True)) if len(lines) == len(self.entries) else {}

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, entry in enumerate(self.entries):
            if entry.criterion is not None:
                rows.setdefault(entry.criterion, []).append(row)
        return rows


def write_vectors(directory: Path, vectors: CorpusVectors) -> str:
    """Write the matrix, the fingerprints and the terms of its texts; the sha256 of the matrix's file."""
    import numpy as np

    np.save(directory / VECTORS_FILE, vectors.matrix.astype(np.float32, copy=False))
    lines = "\n".join(fingerprint(entry.text) for entry in vectors.entries)
    (directory / FINGERPRINTS_FILE).write_text(lines, encoding="ascii")
    words = "\n".join(" ".join(terms(entry.text)) for entry in vectors.entries)
    (directory / TERMS_FILE).write_text(words, encoding="utf-8")
    return sha256_of(directory / VECTORS_FILE)


def read_vectors(directory: Path, shape: tuple[int, int], sha256: str) -> NDArray[np.float32]:
    """The matrix, memory-mapped. Raises ``IndexUnavailable`` when shape, type or bytes are not those written."""
    import numpy as np

    use_one_blas_thread()
    path = directory / VECTORS_FILE
    try:
        matrix = np.load(path, mmap_mode="r", allow_pickle=False)
        intact = matrix.shape == shape and matrix.dtype == np.float32 and sha256_of(path) == sha256
    except (OSError, ValueError, EOFError) as error:
        raise _damaged() from error
    if not intact:
        raise _damaged()
    return matrix


def read_known(directory: Path, matrix: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Fingerprint of a text -> its vector, so that a change of corpus only encodes what changed."""
    try:
        lines = (directory / FINGERPRINTS_FILE).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return dict(zip(lines, matrix, strict=True)) if len(lines) == len(matrix) else {}


def fingerprint(text: str) -> str:
    """Short hash of a text, 32 hex digits."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def sha256_of(path: Path) -> str:
    """sha256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _damaged() -> IndexUnavailable:
    return IndexUnavailable("La matrice des empreintes est abîmée.", "Reconstruisez l'index avec : jalon index.")
