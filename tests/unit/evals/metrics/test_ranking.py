from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.calibration import bin_of
from evals.metrics.ranking import hit_at, ndcg_at, recall_at, reciprocal_rank


def test_known_values() -> None:
    found = ["a", "b", "c", "d"]
    assert hit_at(found, {"c"}, 2) == 0
    assert hit_at(found, {"c"}, 3) == 1
    assert recall_at(found, {"b", "z"}, 3) == 0.5
    assert reciprocal_rank(found, {"c", "d"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(found, {"z"}) == 0
    assert ndcg_at(["a", "b"], {"b"}, 10) == pytest.approx(0.6309, abs=1e-4)


IDS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


@given(IDS, st.sets(st.sampled_from("abcdefgh"), min_size=1), st.integers(1, 8))
def test_bounds_and_order(found: list[str], expected: set[str], k: int) -> None:
    assert 0 <= ndcg_at(found, expected, k) <= 1 + 1e-9
    assert hit_at(found, expected, k) >= recall_at(found, expected, k)
    assert ndcg_at(sorted(expected), expected, 8) == pytest.approx(1.0)


def test_nothing_expected_is_undefined() -> None:
    with pytest.raises(ValueError, match="not defined"):
        recall_at(["a"], set(), 1)
    with pytest.raises(ValueError, match="not defined"):
        ndcg_at(["a"], set(), 1)


def test_confidence_bins() -> None:
    assert [bin_of(c) for c in (0.0, 0.099, 0.1, 0.95, 1.0)] == [0, 0, 1, 9, 9]
    with pytest.raises(ValueError, match="none"):
        bin_of(1.2)
