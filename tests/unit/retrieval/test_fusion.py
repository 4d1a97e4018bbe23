import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.retrieval.fusion import best_possible, fuse_rows, reciprocal_rank_fusion

rankings = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8), max_size=6)


def test_score_is_the_weighted_sum_of_reciprocal_ranks() -> None:
    fused = reciprocal_rank_fusion([["a", "b"], ["b"]], weights=[1.0, 2.0], k=20)
    assert fused == [("b", pytest.approx(1 / 22 + 2 / 21)), ("a", pytest.approx(1 / 21))]


def test_a_better_single_rank_breaks_ties_then_the_name() -> None:
    assert [item for item, _ in reciprocal_rank_fusion([["z", "a"]], k=20)] == ["z", "a"]
    assert [item for item, _ in reciprocal_rank_fusion([["z"], ["a"]], k=20)] == ["a", "z"]


@given(rankings, st.randoms())
def test_the_order_of_the_rankings_changes_nothing(given_rankings: list[list[str]], random: object) -> None:
    weights = [1.0 + i / 7 for i in range(len(given_rankings))]
    pairs = list(zip(given_rankings, weights, strict=True))
    random.shuffle(pairs)  # type: ignore[attr-defined]
    shuffled = reciprocal_rank_fusion([r for r, _ in pairs], [w for _, w in pairs])
    assert shuffled == reciprocal_rank_fusion(given_rankings, weights)


@given(rankings)
def test_every_item_comes_once_with_a_score_between_zero_and_the_best(given_rankings: list[list[str]]) -> None:
    fused = reciprocal_rank_fusion(given_rankings)
    assert {item for item, _ in fused} == {item for ranking in given_rankings for item in ranking}
    assert len({item for item, _ in fused}) == len(fused)
    limit = best_possible([1.0] * len(given_rankings))
    assert all(0 < score <= limit + 1e-12 for _, score in fused)
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(rankings, st.sampled_from("abcdefgh"))
def test_one_more_vote_in_first_place_never_lowers_an_item(given_rankings: list[list[str]], item: str) -> None:
    before = dict(reciprocal_rank_fusion(given_rankings)).get(item, 0.0)
    assert dict(reciprocal_rank_fusion([*given_rankings, [item]]))[item] > before


def test_weights_must_match_the_rankings() -> None:
    with pytest.raises(ValueError, match="1 weights for 2"):
        reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0])


@given(
    arrays.arrays(np.float32, st.tuples(st.integers(1, 5), st.integers(1, 7)), elements=st.integers(-2, 9)),
    st.integers(1, 60),
)
def test_dense_fusion_agrees_with_the_plain_one(scores: np.ndarray, k: int) -> None:
    weights = np.arange(1, len(scores) + 1, dtype=np.float32)
    lists = [[i for i in sorted(range(len(row)), key=lambda i: (-row[i], i)) if row[i] > 0] for row in scores]
    plain = dict(reciprocal_rank_fusion(lists, weights.tolist(), k))
    dense = fuse_rows(scores, weights, k)
    assert dense.shape == (scores.shape[1],)
    assert all(math.isclose(dense[i], plain.get(i, 0.0), rel_tol=1e-5, abs_tol=1e-7) for i in range(len(dense)))
