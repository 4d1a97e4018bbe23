from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexUnavailable
from assistant.retrieval.entries import corpus_entries
from assistant.retrieval.vectors import (
    FINGERPRINTS_FILE,
    TERMS_FILE,
    VECTORS_FILE,
    CorpusVectors,
    fingerprint,
    read_known,
    read_vectors,
    write_vectors,
)
from assistant.retrieval.words import terms
from tests.unit.retrieval.samples import HashedWordsEmbedder, corpus, referentiel


@pytest.fixture
def vectors() -> CorpusVectors:
    return CorpusVectors.encode(corpus_entries(referentiel(), corpus()), HashedWordsEmbedder())


def test_what_is_read_is_what_was_written(tmp_path: Path, vectors: CorpusVectors) -> None:
    sha256 = write_vectors(tmp_path, vectors)
    matrix = read_vectors(tmp_path, vectors.matrix.shape, sha256)  # type: ignore[arg-type]
    assert isinstance(matrix, np.memmap)
    assert np.array_equal(matrix, vectors.matrix)


@pytest.mark.parametrize("damage", ["one bit", "cut", "empty", "missing", "other shape"])
def test_a_damaged_matrix_is_refused(tmp_path: Path, vectors: CorpusVectors, damage: str) -> None:
    sha256 = write_vectors(tmp_path, vectors)
    path = tmp_path / VECTORS_FILE
    content = bytearray(path.read_bytes())
    shape = vectors.matrix.shape
    if damage == "one bit":
        content[-5] ^= 1
        path.write_bytes(content)
    elif damage == "cut":
        path.write_bytes(content[:-100])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "missing":
        path.unlink()
    else:
        shape = (shape[0] + 1, shape[1])
    with pytest.raises(IndexUnavailable, match="abîmée"):
        read_vectors(tmp_path, shape, sha256)  # type: ignore[arg-type]


def test_a_criterion_owns_the_rows_that_speak_for_it(vectors: CorpusVectors) -> None:
    owned = vectors.of_criterion("CR.1.1.02")
    assert {entry.criterion for entry, _ in owned} == {"CR.1.1.02"}
    assert len(owned) == sum(entry.criterion == "CR.1.1.02" for entry in vectors.entries)
    entry, vector = owned[0]
    assert float(vectors.similarities(vector)[vectors.entries.index(entry)]) == pytest.approx(1.0, abs=1e-5)


def test_known_texts_can_be_taken_over_unless_the_list_is_damaged(tmp_path: Path, vectors: CorpusVectors) -> None:
    write_vectors(tmp_path, vectors)
    known = read_known(tmp_path, vectors.matrix)
    assert np.array_equal(known[fingerprint("les rivaux")], HashedWordsEmbedder().encode(["les rivaux"])[0])
    path = tmp_path / FINGERPRINTS_FILE
    path.write_text("\n".join(path.read_text().splitlines()[1:]))
    assert read_known(tmp_path, vectors.matrix) == {}
    path.unlink()
    assert read_known(tmp_path, vectors.matrix) == {}


def test_terms_are_kept_with_the_matrix(tmp_path: Path, vectors: CorpusVectors) -> None:
    write_vectors(tmp_path, vectors)
    kept = CorpusVectors(vectors.entries, vectors.matrix, tmp_path)
    assert [kept.terms_of(e) for e in kept.entries] == [terms(e.text) for e in vectors.entries]
    (tmp_path / TERMS_FILE).write_text("un\ndeux")
    damaged = CorpusVectors(vectors.entries, vectors.matrix, tmp_path)
    assert damaged.terms_of(vectors.entries[0]) == terms(vectors.entries[0].text)


def test_kept_terms_are_the_ones_that_serve(tmp_path: Path, vectors: CorpusVectors) -> None:
    write_vectors(tmp_path, vectors)
    lines = ["mot"] * len(vectors.entries)
    (tmp_path / TERMS_FILE).write_text("\n".join(lines))
    assert CorpusVectors(vectors.entries, vectors.matrix, tmp_path).terms_of(vectors.entries[0]) == ["mot"]
