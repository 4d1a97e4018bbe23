import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieval.dense_bm25 import DenseBM25

documents = st.lists(st.lists(st.sampled_from("abcdef"), max_size=9), min_size=1, max_size=8)
query = st.lists(st.sampled_from("abcdefxyz"), min_size=1, max_size=5, unique=True)


@settings(max_examples=50)
@given(documents.filter(any), query)
def test_scores_are_those_of_bm25s(given_documents: list[list[str]], given_query: list[str]) -> None:
    reference = bm25s.BM25(method="lucene")
    reference.index(given_documents, show_progress=False)
    known = [t for t in given_query if t in reference.vocab_dict]
    expected = reference.get_scores(known) if known else np.zeros(len(given_documents))
    assert DenseBM25(given_documents).scores([given_query])[0] == pytest.approx(expected, abs=1e-5)


def test_each_query_is_scored_apart_and_repeats_count_once() -> None:
    index = DenseBM25([["prix", "prix", "client"], ["client"], []])
    scores = index.scores([["prix"], ["prix", "prix"], ["inconnu"], []])
    assert scores.shape == (4, 3)
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0][0] > 0
    assert scores[0][1] == 0
    assert not scores[2:].any()


def test_no_document_at_all() -> None:
    assert DenseBM25([]).scores([["a"]]).shape == (1, 0)
