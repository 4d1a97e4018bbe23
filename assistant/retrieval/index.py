"""Building, checking and opening the index: a projection of référentiel and corpus that can always be rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel
from assistant.errors import IndexUnavailable
from assistant.retrieval import generation as disk
from assistant.retrieval.chroma import ChromaVectors, collection_name
from assistant.retrieval.chroma_child import KINDS_FILE, run_chroma_child
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.entries import Entry, content_hash, corpus_entries
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.vectors import CorpusVectors, fingerprint, read_known, read_vectors, write_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]
Status = Literal["ready", "missing", "stale", "damaged"]

LEXICAL_FOLDER = "lexical"
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class IndexState:
    """State of the index, for ``jalon doctor``. ``reason`` and ``chroma_problem`` are French, "" when all is well.

    ``bytes``: size on disk; ``dimension`` and ``entries`` are 0 when nothing is there.
    """

    status: Status
    reason: str = ""
    chroma_problem: str = ""
    entries: int = 0
    model_id: str = ""
    dimension: int = 0
    directory: Path | None = None
    bytes: int = 0
    built: str = ""

    @property
    def ready(self) -> bool:
        """Whether vectors can be searched."""
        return self.status == "ready"


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """A generation opened for reading."""

    directory: Path
    manifest: disk.Manifest
    vectors: CorpusVectors

    def lexical(self) -> LexicalIndex:
        """Its lexical index. Raises ``IndexUnavailable``."""
        return LexicalIndex.load(self.directory / LEXICAL_FOLDER, self.manifest.entries)

    def chroma(self) -> ChromaVectors:
        """Its Chroma collection, probed in a child at the first query. Raises ``IndexUnavailable`` when it has none."""
        if not self.manifest.collection:
            raise IndexUnavailable(
                f"La collection Chroma n'a pas pu être construite ({self.manifest.chroma_problem}).",
                "Relancez la construction avec : jalon index --force.",
            )
        return ChromaVectors(self.directory, self.manifest.collection, lambda: probe_chroma(self))


def open_index(home: Path, referentiel: Referentiel, corpus: Corpus, model_id: str) -> OpenIndex:
    """The current index, if it is of this content and this embedding model and intact.

    Reads the matrix once to check its hash; imports neither chromadb nor bm25s.
    Raises ``IndexUnavailable`` with the reason otherwise.
    """
    return open_entries(disk.index_root(home, referentiel.id), corpus_entries(referentiel, corpus), model_id)


def open_entries(root: Path, entries: tuple[Entry, ...], model_id: str) -> OpenIndex:
    """``open_index`` when the entries are at hand; ``root``: ``generation.index_root``."""
    try:
        return _open(root, entries, model_id)
    except IndexUnavailable:
        if _status(root, entries, model_id)[0] not in ("damaged", "ready"):
            raise
        # Another process may have switched generations between our two reads: look once more.
        return _open(root, entries, model_id)


def build_index(
    home: Path,
    referentiel: Referentiel,
    corpus: Corpus,
    embedder: Embedder,
    progress: Progress | None = None,
    *,
    force: bool = False,
    wait: float = 900.0,
) -> IndexState:
    """Build what is missing, stale or damaged, and make it current; does nothing when all is well, unless ``force``.

    One process builds at a time (``wait``: seconds given to the other one). Killed at any moment, the previous index
    stays in use. A Chroma that cannot be built leaves an index that works without it. ``progress(step, done, total)``.
    Raises ``EmbeddingError``, and ``IndexUnavailable`` when the folder cannot be written or the lock not had.
    """
    from filelock import FileLock, Timeout

    entries = corpus_entries(referentiel, corpus)
    root = disk.index_root(home, referentiel.id)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(str(root / disk.LOCK), timeout=wait):
            if force or not _complete(root, entries, embedder.model_id):
                _build(root, entries, embedder, progress or _silent)
    except Timeout as error:
        raise IndexUnavailable(
            f"Un autre processus construit l'index depuis plus de {wait:.0f} s.",
            "Attendez qu'il finisse, ou arrêtez-le.",
        ) from error
    except OSError as error:
        raise IndexUnavailable(
            f"L'index ne peut pas être écrit dans {root} ({error.strerror or error}).",
            "Libérez de la place ou changez de dossier avec JALON_HOME.",
        ) from error
    return index_state(home, referentiel, corpus, embedder.model_id)


def index_state(
    home: Path, referentiel: Referentiel, corpus: Corpus, model_id: str, *, probe: bool = False
) -> IndexState:
    """What is on disk, and whether it serves this content and this embedding model; never raises for a bad index.

    ``probe``: also query Chroma in a child process (about 2 s).
    """
    entries = corpus_entries(referentiel, corpus)
    root = disk.index_root(home, referentiel.id)
    status, reason = _status(root, entries, model_id)
    directory = disk.current_generation(root)
    if directory is None:
        return IndexState(status, reason)
    try:
        manifest = disk.read_manifest(directory)
        problem = manifest.chroma_problem
        if probe and status == "ready" and not problem:
            problem = probe_chroma(_open(root, entries, model_id))
    except IndexUnavailable as error:
        return IndexState("damaged", error.message, directory=directory)
    return IndexState(
        status,
        reason,
        problem,
        manifest.entries,
        manifest.model_id,
        manifest.dimension,
        directory,
        disk.size_of(directory),
        manifest.built,
    )


def probe_chroma(index: OpenIndex) -> str:
    """Open and query the collection in a child process; "" or what is wrong (French)."""
    timeout = 30 + index.manifest.entries / 5_000
    return run_chroma_child("probe", index.directory, index.manifest.collection, timeout)


def _open(root: Path, entries: tuple[Entry, ...], model_id: str) -> OpenIndex:
    directory = disk.current_generation(root)
    if directory is None:
        raise IndexUnavailable("L'index n'est pas encore construit.", "Construisez-le avec : jalon index.")
    manifest = disk.read_manifest(directory)
    if (manifest.content, manifest.model_id) != (content_hash(entries), model_id):
        raise IndexUnavailable(
            "L'index date d'un autre contenu ou d'un autre moteur d'empreintes.", "Reconstruisez-le avec : jalon index."
        )
    matrix = read_vectors(directory, (len(entries), manifest.dimension), manifest.sha256)
    return OpenIndex(directory, manifest, CorpusVectors(entries, matrix, directory))


def _status(root: Path, entries: tuple[Entry, ...], model_id: str) -> tuple[Status, str]:
    try:
        _open(root, entries, model_id)
    except IndexUnavailable as error:
        directory = disk.current_generation(root)
        if directory is None:
            return "missing", error.message
        try:
            manifest = disk.read_manifest(directory)
        except IndexUnavailable:
            return "damaged", error.message
        fresh = (manifest.content, manifest.model_id) == (content_hash(entries), model_id)
        return ("damaged" if fresh else "stale"), error.message
    return "ready", ""


def _complete(root: Path, entries: tuple[Entry, ...], model_id: str) -> bool:
    """Whether the current generation holds, Chroma and lexical index included."""
    try:
        index = _open(root, entries, model_id)
        index.lexical()
        return bool(index.manifest.collection) and not probe_chroma(index)
    except IndexUnavailable:
        return False


def _build(root: Path, entries: tuple[Entry, ...], embedder: Embedder, progress: Progress) -> None:
    """Under the lock: make a generation beside the current one, then switch."""
    previous = disk.current_generation(root)
    disk.remove_others(root, previous)
    content = content_hash(entries)
    directory = disk.new_generation(root, content)
    vectors = _encode(entries, embedder, _known(previous, embedder.model_id), progress)
    sha256 = write_vectors(directory, vectors)
    progress("lexical", 0, 1)
    LexicalIndex.build([entry.text for entry in entries]).save(directory / LEXICAL_FOLDER)
    progress("lexical", 1, 1)
    dimension = int(vectors.matrix.shape[1])
    name = collection_name(content, embedder.model_id, dimension)
    problem = _build_chroma(directory, name, entries, progress)
    manifest = disk.Manifest(
        content=content,
        model_id=embedder.model_id,
        dimension=dimension,
        entries=len(entries),
        sha256=sha256,
        collection="" if problem else name,
        chroma_problem=problem,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    disk.publish(root, directory, manifest)
    disk.remove_others(root, directory)


def _build_chroma(directory: Path, name: str, entries: tuple[Entry, ...], progress: Progress) -> str:
    progress("chroma", 0, 1)
    (directory / KINDS_FILE).write_text("\n".join(entry.kind for entry in entries), encoding="ascii")
    problem = run_chroma_child("build", directory, name, 60 + len(entries) / 100)
    progress("chroma", 1, 1)
    return problem


def _known(previous: Path | None, model_id: str) -> dict[str, NDArray[np.float32]]:
    """Vectors that the previous generation already holds for the same model; empty when it cannot be trusted."""
    if previous is None:
        return {}
    try:
        manifest = disk.read_manifest(previous)
        if manifest.model_id != model_id:
            return {}
        return read_known(previous, read_vectors(previous, (manifest.entries, manifest.dimension), manifest.sha256))
    except IndexUnavailable:
        return {}


def _encode(
    entries: tuple[Entry, ...], embedder: Embedder, known: dict[str, NDArray[np.float32]], progress: Progress
) -> CorpusVectors:
    import numpy as np

    texts = list(dict.fromkeys(entry.text for entry in entries))
    vectors = {text: known[mark] for text in texts if (mark := fingerprint(text)) in known}
    missing = [text for text in texts if text not in vectors]
    for start in range(0, len(missing), _CHUNK):
        progress("embedding", start, len(missing))
        chunk = missing[start : start + _CHUNK]
        vectors.update(zip(chunk, embedder.encode(chunk), strict=True))
    progress("embedding", len(missing), len(missing))
    return CorpusVectors(entries, np.stack([vectors[entry.text] for entry in entries]))


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody listens to."""
