from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.kept_arrays import kept_array, kept_vectors
from tests.unit.retrieval.samples import HashedWordsEmbedder


class Maker:
    """Counts how often the array was made."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> np.ndarray:
        self.calls += 1
        return np.arange(6.0).reshape(3, 2)


def test_made_once_for_one_origin(tmp_path: Path) -> None:
    make = Maker()
    first = kept_array(tmp_path / "cache", "signs", ["a", "b"], 3, make)
    again = kept_array(tmp_path / "cache", "signs", ["a", "b"], 3, make)
    assert make.calls == 1
    assert np.array_equal(first, again)


def test_made_again_for_another_origin_or_name(tmp_path: Path) -> None:
    make = Maker()
    for name, origin in (("signs", ["a", "b"]), ("signs", ["ab"]), ("moves", ["a", "b"])):
        kept_array(tmp_path, name, origin, 3, make)
    assert make.calls == 3


@pytest.mark.parametrize("damage", [b"", b"abc", None])
def test_a_damaged_copy_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    make = Maker()
    kept_array(tmp_path, "signs", ["a"], 3, make)
    (path,) = tmp_path.glob("signs-*.npy")
    if damage is None:
        np.save(path, np.zeros((2, 2)))
    else:
        path.write_bytes(damage)
    assert np.array_equal(kept_array(tmp_path, "signs", ["a"], 3, make), make())
    assert np.array_equal(np.load(path), make())


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert len(kept_array(blocked, "signs", ["a"], 3, Maker())) == 3


def test_without_a_folder_nothing_is_kept() -> None:
    make = Maker()
    for _ in range(2):
        kept_array(None, "signs", ["a"], 3, make)
    assert make.calls == 2


def test_vectors_are_those_of_the_embedder(tmp_path: Path) -> None:
    embedder = HashedWordsEmbedder()
    texts = ["bonjour", "la marge"]
    for _ in range(2):
        assert np.array_equal(kept_vectors(tmp_path, "coach", texts, embedder), embedder.encode(texts))
    assert len(list(tmp_path.glob("coach-*.npy"))) == 1
