from __future__ import annotations

import pytest

from evals.noise import noise_between
from evals.scored import items_of
from evals.scoring import confusion_matrix, counts_of, figures_of, split_by
from tests.unit.evals.samples import ANALYSE, item


def many(drafts: int = 8) -> list:
    return [
        item(f"d{n}", label, (label + n) % 4, criterion=c) for n in range(drafts) for label, c in enumerate(ANALYSE)
    ]


def test_intervals_hold_the_figure_and_the_same_data_give_the_same_bytes() -> None:
    figures = figures_of(many())
    assert figures == figures_of(many())
    assert figures["resampled"] == "drafts"
    for name in ("qwk", "exact", "bias", "coverage"):
        figure = figures[name]
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert figure["n"] == 24


def test_few_drafts_are_resampled_by_criterion_and_said_so() -> None:
    assert figures_of(many(2))["resampled"] == "criteria"
    single = figures_of([item("d", 1, 1)])
    assert single["exact"] == {"value": 1.0, "low": None, "high": None, "n": 1}


def test_undefined_is_none_and_an_empty_list_has_no_figure() -> None:
    one_level = figures_of([item(f"d{n}", 2, 2) for n in range(6)])
    assert one_level["qwk"]["value"] is None
    assert one_level["recall_0"]["value"] is None
    assert one_level["quotes_verified"]["value"] is None
    assert figures_of([]) == {"n": 0, "drafts": 0, "resampled": "criteria"}


def test_failures_never_improve_agreement() -> None:
    good, bad = [item(f"d{n}", n % 4, n % 4) for n in range(8)], [item(f"d{n}", 3, 0) for n in range(8)]
    failing = [item(f"d{n}", 3, None, outcome="failed") for n in range(8)]
    assert figures_of(good + bad)["exact"]["value"] == 0.5
    kept = figures_of(good + failing)
    assert kept["exact"]["value"] == 1.0
    assert (kept["exact"]["n"], kept["coverage"]["value"], kept["failure"]["value"]) == (8, 0.5, 0.5)


def test_every_criterion_is_counted_in_exactly_one_place() -> None:
    items = [
        item("a", 1, 1),
        item("a", 1, None),
        item("a", 1, None, outcome="failed"),
        item("a", 1, None, outcome="unscored"),
        item("a", None, None),
        item("a", None, 2),
    ]
    counts = counts_of(items)
    assert counts.pop("criteria") == 6
    assert sum(counts.values()) == 6
    assert set(counts.values()) == {1}
    assert confusion_matrix(items)[1] == [0, 1, 0, 0]


def test_splits_keep_everything() -> None:
    items = [item("a", 1, 1, group="2.4"), item("a", 1, 1, group="1.1")]
    assert list(split_by(items, "group")) == ["1.1", "2.4"]


def case() -> dict:
    quote = {"start": 0, "end": 10, "passage": "p1"}
    return {
        "case": "d1",
        "production": "analyse",
        "labels": [
            {"id": ANALYSE[0], "group": "2.4", "level": 2, "quotes": [quote]},
            {"id": ANALYSE[1], "group": "2.4", "level": 0, "quotes": []},
        ],
    }


def test_a_criterion_absent_from_an_answer_is_failed_and_a_case_without_answer_unscored() -> None:
    verdict = {"id": ANALYSE[0], "status": "judged", "level": 1, "evidence": [{"start": 2, "end": 5}]}
    first, second = items_of(case(), {"criteria": [verdict], "candidates": {ANALYSE[0]: [["p1", 0, 10]]}})
    assert (first.level, first.spans, first.candidates) == (1, ((2, 5),), ("p1",))
    assert (second.outcome, second.pair, second.candidates) == ("failed", None, None)
    assert {i.outcome for i in items_of(case(), None)} == {"unscored"}
    assert {i.outcome for i in items_of(case(), None, "panne")} == {"failed"}


def test_noise_is_the_agreement_of_a_run_with_itself() -> None:
    first = [item("d", n % 4, n % 4, criterion=f"c{n}") for n in range(8)]
    same = noise_between(first, first)
    assert (same["same_level"], same["qwk"], same["mean_change"], same["qwk_change"]) == (1.0, 1.0, 0.0, 0.0)
    shaken = [item("d", n % 4, (n + 1) % 4 if n < 2 else n % 4, criterion=f"c{n}") for n in range(8)]
    noisy = noise_between(first, shaken)
    assert noisy["same_level"] == pytest.approx(6 / 8)
    assert noisy["mean_change"] == pytest.approx(2 / 8)
    assert noisy["qwk_change"] > 0
    assert noise_between(first, [])["same_level"] is None
