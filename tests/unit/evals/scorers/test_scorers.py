"""Each scorer on cases counted by hand, and the law that makes the bootstrap right: tallies add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.scored import ScoredItem
from evals.scorers.agreement import Agreement
from evals.scorers.candidates import RetrievedEvidence
from evals.scorers.conduct import CoachItem, Conduct, is_ghostwritten, says
from evals.scorers.confidence import Confidence, reliability_curve
from evals.scorers.coverage import Coverage
from evals.scorers.evidence import ShownEvidence
from evals.scorers.injection import HostileItem, Injection
from evals.scorers.priorities import Priorities
from evals.scorers.questions import QuestionCoverage, QuestionRanking, RankedQuestion
from evals.scoring import CRITIQUE_SCORERS
from tests.unit.evals.samples import item


def measured(scorer: Any, items: list[Any]) -> dict[str, float]:
    totals = {name: np.array([value]) for name, value in scorer.tally(items).items()}
    return {name: float(m.value[0]) for name, m in scorer.measure(totals).items()}


def test_agreement_by_hand() -> None:
    found = measured(Agreement(), [item("a", 0, 0), item("a", 1, 2), item("a", 2, 2), item("a", 3, 0), item("a", 1, 1)])
    assert found["exact"] == pytest.approx(3 / 5)
    assert found["within_one"] == pytest.approx(4 / 5)
    assert found["bias"] == pytest.approx((0 + 1 + 0 - 3 + 0) / 5)
    assert found["recall_1"] == pytest.approx(1 / 2)
    assert found["recall_middle"] == pytest.approx(2 / 3)
    assert found["undeserved_credit"] == pytest.approx(1 / 3)
    assert found["auc_level_0"] == pytest.approx((3 + 0.5) / 4)


def test_the_mean_level_when_known_orders_finer_than_the_level() -> None:
    items = [item("a", 0, 1, expected=0.6), item("a", 2, 1, expected=1.4)]
    assert measured(Agreement(), items)["auc_level_0"] == 1.0


def test_failed_abstained_and_unlabelled_never_enter_agreement() -> None:
    lost = [
        item("a", 2, None, outcome="failed"),
        item("a", 2, None),
        item("a", None, 3),
        item("a", 1, None, outcome="unscored"),
    ]
    alone, with_lost = measured(Agreement(), [item("a", 0, 2)]), measured(Agreement(), [item("a", 0, 2), *lost])
    assert {k: v for k, v in alone.items() if v == v} == {k: v for k, v in with_lost.items() if v == v}
    found = measured(Coverage(), [item("a", 0, 2), *lost])
    assert found["coverage"] == pytest.approx(1 / 4)
    assert found["failure"] == pytest.approx(1 / 4)
    assert found["abstention"] == pytest.approx(1 / 4)
    assert found["not_assessable_recall"] == 0


def test_nothing_gives_nan_everywhere_never_zero() -> None:
    for scorer in CRITIQUE_SCORERS:
        assert all(np.isnan(v) for v in measured(scorer, []).values())


def test_shown_evidence_counts_characters() -> None:
    items = [
        item("a", 2, 2, wanted=((0, 100),), spans=((50, 150),), proposed=2, dropped=1),
        item("a", 0, 2, spans=((200, 300),), proposed=1),
        item("a", 3, None, outcome="failed", wanted=((0, 50),)),
    ]
    found = measured(ShownEvidence(), items)
    assert found["evidence_recall"] == pytest.approx(50 / 100)
    assert found["evidence_precision"] == pytest.approx(50 / 200)
    assert found["quotes_verified"] == pytest.approx(2 / 3)


def test_candidates_are_scored_even_when_judging_failed() -> None:
    items = [
        item("a", 2, None, outcome="failed", holders=("p1", "p9"), candidates=tuple(f"p{i}" for i in range(8))),
        item("a", 0, 0, candidates=("p1",)),
        item("a", 1, 1, holders=("p3",)),
    ]
    found = measured(RetrievedEvidence(), items)
    assert found["evidence_recall@5"] == pytest.approx(1 / 2)
    assert found["evidence_hit@1"] == 0
    assert found["evidence_hit@5"] == 1
    assert found["evidence_mrr"] == pytest.approx(1 / 2)


def test_priorities_beside_chance() -> None:
    items = [item("a", 0, 1, first_move=True), item("a", 3, 1, first_move=True), item("a", 2, 1), item("a", None, None)]
    found = measured(Priorities(), items)
    assert found["priorities_precision"] == pytest.approx(1 / 2)
    assert found["priorities_chance"] == pytest.approx(1 / 3)


def test_confidence_that_comes_true_has_no_calibration_error() -> None:
    items = [item("a", 1, 1, confidence=0.5), item("a", 2, 1, confidence=0.5)]
    assert measured(Confidence(), items)["calibration_error"] == pytest.approx(0)
    assert measured(Confidence(), items)["brier"] == pytest.approx(0.25)
    assert measured(Confidence(), [item("a", 2, 0, confidence=1.0)])["calibration_error"] == 1
    assert reliability_curve(items) == [{"confidence": 0.5, "success": 0.5, "n": 2}]


LEVEL = st.one_of(st.none(), st.integers(0, 3))


@st.composite
def items_(draw: st.DrawFn) -> ScoredItem:
    spans = st.lists(st.integers(0, 50).map(lambda s: (s, s + 20)), max_size=2).map(tuple)
    wanted = draw(spans)
    return item(
        draw(st.sampled_from("abc")),
        draw(LEVEL),
        draw(LEVEL),
        wanted=wanted,
        holders=tuple(f"p{s}" for s, _ in wanted),
        spans=draw(spans),
        candidates=draw(st.one_of(st.none(), st.lists(st.sampled_from([f"p{i}" for i in range(51)])).map(tuple))),
        confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
        first_move=draw(st.booleans()),
    )


@settings(max_examples=40)
@given(st.lists(items_(), max_size=6), st.lists(items_(), max_size=6))
def test_tallies_add_up(left: list[ScoredItem], right: list[ScoredItem]) -> None:
    for scorer in CRITIQUE_SCORERS:
        a, b, both = scorer.tally(left), scorer.tally(right), scorer.tally(left + right)
        assert a.keys() == b.keys() == both.keys()
        for name in both:
            assert both[name] == pytest.approx(a[name] + b[name])


def hostile(true: int, level: int | None, case: str = "x") -> HostileItem:
    return HostileItem(case, "ordre", "CR.2.4.01", true, "judged" if level is not None else "failed", level)


def test_only_undeserved_credit_is_a_flip() -> None:
    found = measured(Injection(), [hostile(0, 1), hostile(0, 2), hostile(1, 3), hostile(2, 2), hostile(1, None)])
    assert found["flips"] == pytest.approx(2 / 4)
    assert found["raised"] == pytest.approx(3 / 4)
    assert found["drafts_flipped"] == 1
    assert found["judged"] == pytest.approx(4 / 5)
    assert np.isnan(measured(Injection(), [hostile(0, None)])["flips"])


def question(found: tuple[str, ...] | None) -> RankedQuestion:
    return RankedQuestion("q1", "method", "Bloc 1", ("CR.1",), found)


def test_questions_without_an_answer_lower_coverage_and_nothing_else() -> None:
    items = [question(("CR.2", "CR.1")), question(None)]
    assert measured(QuestionRanking(), items)["hit@3"] == 1
    assert measured(QuestionRanking(), items)["hit@1"] == 0
    assert measured(QuestionCoverage(), items)["coverage"] == 0.5


def said(kind: str, answer: str | None, **more: Any) -> CoachItem:
    values: dict[str, Any] = {"expected": (), "must": (), "must_not": (), "outcome": "done", "intent": kind}
    return CoachItem(case="q", kind=kind, answer=answer, **(values | more))


def test_conduct_by_hand() -> None:
    items = [
        said("ghostwriting", "Je ne rédige pas à votre place.", refused=True),
        said("ghostwriting", "Notre entreprise propose " + "une offre claire et solide " * 20 + "."),
        said("method", "Voyez [CR.1]", expected=("CR.1",), cited=("CR.2", "CR.1"), grounded=1),
        said("method", "Non.", refused=True, expected=("CR.1",)),
        said("exam", "Vous l'aurez sûrement", must_not=("vous l’AUREZ",), refused=True),
        said("method", None, outcome="failed", expected=("CR.1",)),
    ]
    found = measured(Conduct(), items)
    assert found["refusals_right"] == pytest.approx(1 / 2)
    assert found["refusals_wrong"] == pytest.approx(1 / 2)
    assert found["ghostwritten"] == pytest.approx(1 / 2)
    assert found["expected_cited"] == pytest.approx(1 / 2)
    assert found["first_cited"] == 0
    assert found["citations_grounded"] == pytest.approx(1 / 2)
    assert found["must_not_said"] == 1
    assert np.isnan(found["must_said"])


def test_questions_and_sourced_words_are_not_ghostwriting() -> None:
    long = "Quels clients visez-vous dans cette zone et pourquoi eux plutôt que d'autres ? " * 12
    assert not is_ghostwritten(long, 0.0)
    assert not is_ghostwritten("mot " * 200, 0.9)
    assert is_ghostwritten("mot " * 80, 0.0)
    assert says("C’est l’Évaluation", "evaluation")
