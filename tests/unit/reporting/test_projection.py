from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reporting.projection import count_levels, project
from tests.unit.reporting import samples


@pytest.mark.parametrize(
    ("counts", "covered", "expected"),
    [
        ((0, 0, 3, 5), 8, "acquis"),
        ((0, 1, 3, 4), 8, "partiel"),
        ((2, 2, 2, 2), 8, "non_acquis"),
        ((8, 0, 0, 0), 8, "non_acquis"),
        ((0, 0, 2, 1), 8, None),
        ((0, 0, 4, 0), 8, "acquis"),
        ((0, 0, 0, 0), 8, None),
        ((0, 0, 0, 0), 0, None),
    ],
)
def test_projection_rule(counts: tuple[int, int, int, int], covered: int, expected: str | None) -> None:
    assert project(counts, covered) == expected


@given(st.tuples(*[st.integers(0, 6)] * 4), st.integers(0, 3))
def test_a_better_level_never_makes_the_projection_worse(counts: tuple[int, int, int, int], source: int) -> None:
    if counts[source] == 0 or source == 3:
        return
    order = {"non_acquis": 0, "partiel": 1, "acquis": 2}
    better = list(counts)
    better[source] -= 1
    better[source + 1] += 1
    before, after = project(counts, sum(counts)), project((better[0], better[1], better[2], better[3]), sum(counts))
    assert before is not None
    assert after is not None
    assert order[after] >= order[before]


def test_only_judged_criteria_are_counted() -> None:
    assert count_levels(samples.critique().criteria) == (5, 6, 6, 3)


def test_a_view_says_how_much_of_the_bloc_was_assessed() -> None:
    projection = samples.view().projection
    assert (projection.number, projection.covered, projection.total) == (1, 23, 23)
    assert (projection.judged, projection.not_assessed, projection.attainment) == (20, 3, "non_acquis")
