from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from evals.metrics.agreement import area_under_curve, kappas, ratio, reference_kappa

LEVELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)


def matrix(pairs: list[tuple[int, int]]) -> np.ndarray:
    counts = np.zeros((4, 4))
    for a, b in pairs:
        counts[a, b] += 1
    return counts


@settings(max_examples=60)
@given(LEVELS, st.booleans())
def test_our_kappas_are_those_of_scikit_learn(pairs: list[tuple[int, int]], quadratic: bool) -> None:
    labels, given_ = zip(*pairs, strict=True)
    ours = float(kappas(matrix(pairs), quadratic=quadratic))
    if len(set(labels) | set(given_)) == 1:
        assert math.isnan(ours)
        return
    theirs = cohen_kappa_score(labels, given_, labels=[0, 1, 2, 3], weights="quadratic" if quadratic else None)
    assert ours == pytest.approx(theirs)
    assert reference_kappa(matrix(pairs).tolist(), quadratic=quadratic) == pytest.approx(theirs)


def test_many_matrices_at_once_give_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(3)
    many = rng.integers(0, 5, size=(7, 4, 4)).astype(float)
    assert kappas(many, quadratic=True) == pytest.approx([float(kappas(m, quadratic=True)) for m in many])


def test_nothing_and_one_level_on_both_sides_are_undefined_not_zero() -> None:
    assert math.isnan(float(kappas(np.zeros((4, 4)), quadratic=True)))
    assert math.isnan(reference_kappa(matrix([(2, 2)] * 5).tolist(), quadratic=True))
    assert float(kappas(matrix([(0, 2), (3, 2)]), quadratic=True)) == 0.0
    assert np.isnan(ratio(np.array([0.0]), np.array([0.0]))).all()


@settings(max_examples=40)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=30))
def test_area_under_curve_is_that_of_scikit_learn(points: list[tuple[bool, int]]) -> None:
    truth, scores = [p[0] for p in points], [p[1] for p in points]
    positives, negatives = (np.bincount([s for t, s in points if t is side], minlength=6) for side in (True, False))
    ours = float(area_under_curve(positives.astype(float), negatives.astype(float)))
    if len(set(truth)) == 1:
        assert math.isnan(ours)
    else:
        assert ours == pytest.approx(roc_auc_score(truth, scores))
