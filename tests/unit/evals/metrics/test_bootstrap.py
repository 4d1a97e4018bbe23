from __future__ import annotations

import numpy as np
import pytest

from evals.metrics.bootstrap import interval, resamples


def test_draws_are_the_same_for_the_same_seed_and_draw_as_many_cases() -> None:
    first, again = resamples(6, 50, seed=1), resamples(6, 50, seed=1)
    assert (first == again).all()
    assert (first.sum(axis=1) == 6).all()
    assert (first != resamples(6, 50, seed=2)).any()
    with pytest.raises(ValueError, match="nothing"):
        resamples(0)


def test_the_interval_holds_the_middle_of_the_draws() -> None:
    low, high = interval(np.linspace(0, 1, 1001)) or (None, None)
    assert (low, high) == (pytest.approx(0.025), pytest.approx(0.975))


def test_no_interval_when_most_draws_have_no_value() -> None:
    assert interval(np.array([np.nan, np.nan, 0.3])) is None
    assert interval(np.array([])) is None
    assert interval(np.array([0.2, 0.4, np.nan])) is not None


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    hits = 0
    for _ in range(120):
        sample = rng.normal(0.5, 0.2, size=40)
        low, high = interval(resamples(40, 300) @ sample / 40) or (0, 0)
        hits += low <= 0.5 <= high
    assert hits / 120 > 0.88
