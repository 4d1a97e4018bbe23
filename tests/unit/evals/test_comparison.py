from __future__ import annotations

import random

import pytest

from assistant.errors import DatasetError
from evals.comparison import changed, compare_items, shared
from evals.scored import ScoredItem
from evals.scoring import CRITIQUE_SCORERS
from tests.unit.evals.samples import item


def graded(error: float, *, drafts: int = 12, criteria: int = 12, seed: int = 0) -> list[ScoredItem]:
    """Labels drawn at random, levels wrong with that chance."""
    chance = random.Random(seed)
    found: list[ScoredItem] = []
    for d in range(drafts):
        for c in range(criteria):
            label = (d + c) % 4
            wrong = chance.random() < error
            found.append(item(f"d{d}", label, chance.randrange(4) if wrong else label, criterion=f"c{c}"))
    return found


def verdicts(a: list[ScoredItem], b: list[ScoredItem]) -> dict[str, str]:
    return {name: m["outcome"] for name, m in compare_items(a, b, CRITIQUE_SCORERS).items()}


def test_a_really_worse_judge_is_called_worse_and_its_mirror_better() -> None:
    good, bad = graded(0.1), graded(0.7, seed=1)
    assert verdicts(good, bad)["qwk"] == "worse"
    assert verdicts(bad, good)["qwk"] == "better"
    assert verdicts(good, good)["qwk"] == "indistinguishable"


def test_two_judges_that_differ_by_chance_alone_cannot_be_told_apart() -> None:
    assert verdicts(graded(0.4, drafts=6, criteria=5, seed=1), graded(0.4, drafts=6, criteria=5, seed=2))["qwk"] == (
        "indistinguishable"
    )


def test_failing_on_what_is_hard_is_not_progress() -> None:
    before = graded(0.4)
    after = [
        i if i.label == i.level else item(i.case, i.label, None, outcome="failed", criterion=i.criterion)
        for i in before
    ]
    found = compare_items(before, after, CRITIQUE_SCORERS)
    assert found["coverage"]["outcome"] == "worse"
    assert found["failure"]["outcome"] == "worse"
    assert found["exact"]["change"] == 0  # compared on what both judged


def test_bias_is_better_nearer_to_zero_on_either_side() -> None:
    severe = [item(f"d{n}", 2, 0, criterion="c") for n in range(8)]
    mild = [item(f"d{n}", 2, 3, criterion="c") for n in range(8)]
    assert verdicts(severe, mild)["bias"] == "better"
    assert verdicts(mild, severe)["bias"] == "worse"


def test_only_what_both_have_with_the_same_label_is_compared() -> None:
    old = [item("a", 1, 1, criterion="x"), item("a", 1, 1, criterion="y"), item("b", 1, 1, criterion="x")]
    new = [item("a", 1, 2, criterion="x"), item("a", 2, 2, criterion="y")]
    first, second, notes = shared(old, new)
    assert [(i.criterion, j.level) for i, j in zip(first, second, strict=True)] == [("x", 2)]
    assert "2 éléments laissés de côté" in notes[0]
    with pytest.raises(DatasetError, match="aucun cas en commun"):
        shared(old, [item("z", 1, 1)])


def test_undefined_is_said_not_scored() -> None:
    single = [item(f"d{n}", 1, 1, criterion="c") for n in range(6)]
    assert verdicts(single, single)["qwk"] == "undefined"


def test_what_changed_is_named() -> None:
    assert changed({"model": "a", "corpus": "c"}, {"model": "b", "corpus": "c", "seed": 1}) == ["model", "seed"]
