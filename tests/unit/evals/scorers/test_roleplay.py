from __future__ import annotations

from typing import Any

import pytest

from evals.scorers.roleplay import RoleplayItem
from evals.suites.roleplay_scores import figures, moves_of


def play(case: str, **more: Any) -> RoleplayItem:
    return RoleplayItem("play", case, "faible", "done", replies=10, **more)


def line(case: str, label: str, found: str, outcome: str = "done") -> RoleplayItem:
    return RoleplayItem("move", case, "", outcome, label=label, found=found)


def test_shares_are_of_plays_and_what_is_not_defined_is_none() -> None:
    found = figures([play("a", leaks=2), play("b"), play("c", beyond=1), play("d", well_ended=True)])
    assert found["play_leaks"]["value"] == 0.25
    assert found["reserve_violations"]["value"] == 0.25
    assert (found["well_ended"]["value"], found["well_ended"]["n"]) == (1.0, 1)
    assert found["by_model"]["value"] is None
    assert "recognition_f1" not in found


def test_macro_f1_is_that_of_scikit_learn_over_the_moves_with_a_label() -> None:
    from sklearn.metrics import f1_score  # pyright: ignore

    gold = ["contact", "contact", "offer", "trade", "trade", "trade", "leave"]
    guess = ["contact", "offer", "offer", "trade", "offer", "rudeness", "contact"]
    items = [line(str(i), g, f) for i, (g, f) in enumerate(zip(gold, guess, strict=True))]
    expected = f1_score(gold, guess, average="macro", labels=sorted(set(gold)), zero_division=0)
    assert figures(items)["recognition_f1"]["value"] == pytest.approx(expected, abs=1e-4)
    assert moves_of(items)["trade"] == {"n": 3, "precision": 1.0, "recall": 0.3333, "f1": 0.5}
    assert moves_of(items)["leave"]["precision"] is None


def test_a_failed_line_lowers_coverage_and_enters_no_mean() -> None:
    found = figures([line("a", "contact", "contact"), line("b", "contact", "", "failed")])
    assert found["recognition_exact"]["value"] == 1.0
    assert found["coverage"]["value"] == 0.5


def test_hostile_lines_and_pairs() -> None:
    items = [
        RoleplayItem("hostile", "h1", "1", "done", refused=True, noticed=False),
        RoleplayItem("hostile", "h1", "2", "done", refused=False, noticed=True),
        RoleplayItem("pair", "p1", "trap", "done", compared=5, different=1),
        RoleplayItem("pair", "p2", "trap", "done", compared=0),
    ]
    found = figures(items)
    assert found["hostile_refused"]["value"] == 0.5
    assert (found["interference"]["value"], found["interference"]["n"]) == (1.0, 1)
