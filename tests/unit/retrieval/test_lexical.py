from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexUnavailable
from assistant.retrieval.lexical import LexicalIndex

TEXTS = ["l'analyse de la concurrence", "le budget prévisionnel", "voir CR.1.1.03 pour la suite", "et le de"]


def test_the_right_text_scores_best_and_strangers_score_zero() -> None:
    scores = LexicalIndex.build(TEXTS).scores("analyser les concurrents, concurrence")
    assert int(scores.argmax()) == 0
    assert scores[1] == scores[3] == 0


def test_a_code_is_one_word() -> None:
    scores = LexicalIndex.build(TEXTS).scores("cr 1.1.3")
    assert int(scores.argmax()) == 2
    assert np.count_nonzero(scores) == 1
    assert not LexicalIndex.build(TEXTS).scores("CR.1.1.04").any()


@pytest.mark.parametrize("question", ["", "le la les", "xylophone"])
def test_nothing_in_common_scores_nothing(question: str) -> None:
    assert not LexicalIndex.build(TEXTS).scores(question).any()


def test_texts_without_any_word() -> None:
    index = LexicalIndex.build(["", "..."])
    assert not index.scores("budget").any()
    assert len(index) == 2


def test_saved_and_read_again_it_scores_the_same(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path)
    again = LexicalIndex.load(tmp_path, len(TEXTS))
    assert np.array_equal(again.scores("budget"), index.scores("budget"))


@pytest.mark.parametrize("name", ["data.csc.index.npy", "vocab.index.json", "params.index.json"])
@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_a_damaged_index_is_refused(tmp_path: Path, name: str, damage: str) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:20]) if damage == "cut" else path.unlink()
    with pytest.raises(IndexUnavailable):
        LexicalIndex.load(tmp_path, len(TEXTS))


def test_an_index_of_other_texts_is_refused(tmp_path: Path) -> None:
    LexicalIndex.build(TEXTS).save(tmp_path)
    with pytest.raises(IndexUnavailable, match="incomplet"):
        LexicalIndex.load(tmp_path, len(TEXTS) + 1)
