from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.retrieval.remembering import RememberingEmbedder


class Counting:
    """Encodes a text as its length, and notes what it was asked."""

    model_id = "counting"
    dimension = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(t), 1] for t in texts], np.float32).reshape(len(texts), 2)


def test_what_was_encoded_is_not_encoded_again() -> None:
    inner = Counting()
    embedder = RememberingEmbedder(inner)
    first = embedder.encode(["a", "bb", "a"])
    second = embedder.encode(["bb", "ccc"])
    assert inner.asked == ["a", "bb", "ccc"]
    assert first.tolist() == [[1, 1], [2, 1], [1, 1]]
    assert second.tolist() == [[2, 1], [3, 1]]
    assert (embedder.model_id, embedder.dimension) == ("counting", 2)


def test_the_oldest_is_forgotten_and_all_on_request() -> None:
    inner = Counting()
    embedder = RememberingEmbedder(inner, capacity=2)
    embedder.encode(["a", "bb"])
    embedder.encode(["a", "ccc"])
    embedder.encode(["bb"])
    assert inner.asked == ["a", "bb", "ccc", "bb"]
    embedder.forget()
    embedder.encode(["bb"])
    assert inner.asked[-1] == "bb"


@given(st.lists(st.lists(st.text(max_size=3), max_size=6), max_size=5), st.integers(1, 4))
def test_the_answer_is_always_that_of_the_embedder_inside(calls: list[list[str]], capacity: int) -> None:
    embedder = RememberingEmbedder(Counting(), capacity)
    for texts in calls:
        assert embedder.encode(texts).tolist() == Counting().encode(texts).tolist()
