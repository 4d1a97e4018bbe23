from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.critique.comparison import Comparison, Move, compare, outcome
from assistant.critique.sentence_changes import Change, Sentence
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.learning import Advice, AdviceState, OwnerId
from assistant.domain.levels import Level
from tests.unit.drafts import document_of
from tests.unit.store.learners import critique

A, B, C = "CR.1.1.01", "CR.1.1.02", "CR.1.1.03"


def on(document: Document, criterion: str, level: Level | None, quote: str = "") -> Verdict:
    evidence: tuple[Evidence, ...] = ()
    if quote:
        start = document.text.index(quote)
        passage = document.passage_at(start)
        assert passage is not None
        evidence = (
            Evidence(quote=quote, passage=passage.id, section="", page=None, start=start, end=start + len(quote)),
        )
    status = "judged" if level is not None else "not_assessable"
    return Verdict(id=criterion, status=status, level=level, evidence=evidence)


OLD = document_of("Le marché pèse 42 M€. Il croît.", "La marge est faible.", "L'équipe compte 3 personnes.")
NEW = document_of("Le marché pèse 47 M€. Il croît.", "La marge est de 12 %.", "L'équipe compte 3 personnes.")


def compared() -> Comparison:
    before = critique(on(OLD, A, 1, "Il croît."), on(OLD, B, 2, "La marge est faible."), on(OLD, C, 3, "L'équipe"))
    after = critique(on(NEW, A, 2, "47 M€"), on(NEW, B, 1), on(NEW, C, 3, "L'équipe"))
    return compare(OLD, NEW, before, after, judged={A, B})


def test_each_criterion_says_where_it_went_with_the_sentences_behind() -> None:
    comparison = compared()
    a, b, c = comparison.moves
    assert (a.before, a.after, a.direction) == (1, 2, "up")
    assert [(x.before and x.before.text, x.after and x.after.text) for x in a.changes] == [
        ("Le marché pèse 42 M€.", "Le marché pèse 47 M€.")
    ]
    assert (b.before, b.after, b.direction) == (2, 1, "down")
    assert [x.before and x.before.text for x in b.changes] == ["La marge est faible."]
    assert (c.direction, c.changes) == ("same", ())
    assert comparison.moved == (a, b)
    assert comparison.move(A) is a
    assert comparison.move("CR.9.9.99") is None


def test_the_share_saved_counts_what_was_not_judged_again() -> None:
    comparison = compared()
    assert (comparison.kept, comparison.judged) == (1, 2)
    assert comparison.saved_share == pytest.approx(1 / 3)


@pytest.mark.parametrize(("before", "after"), [(None, 2), (2, None), (None, None)])
def test_a_criterion_without_a_level_on_one_side_neither_rose_nor_fell(
    before: Level | None, after: Level | None
) -> None:
    old, new = critique(on(OLD, A, before)), critique(on(NEW, A, after))
    assert compare(OLD, NEW, old, new).moves[0].direction == "other"


def test_a_criterion_that_the_former_critique_did_not_hold_is_there_all_the_same() -> None:
    empty: Critique = critique()
    move = compare(OLD, NEW, empty, critique(on(NEW, A, 2))).moves[0]
    assert (move.before, move.after, move.direction, move.kept) == (None, 2, "other", False)


CHANGE = Change("added", None, Sentence("Une source.", 0, 11, "", "p-1"))


def advice(level: Level | None, state: AdviceState) -> Advice:
    date = datetime(2026, 1, 1, tzinfo=UTC)
    return Advice(
        id="a",
        owner=OwnerId("o"),
        work="w",
        version="v",
        criterion=A,
        text="x",
        level=level,
        state=state,
        created=date,
        updated=date,
    )


@pytest.mark.parametrize(
    ("start", "after", "worked_on", "state", "expected"),
    [
        (0, 3, True, "open", "followed"),
        (1, 2, False, "open", "followed"),
        (2, 3, True, "partly", "followed"),
        (0, 1, True, "open", "partly"),
        (1, 1, True, "open", "partly"),
        (1, 1, False, "open", "open"),
        (1, 1, False, "partly", "partly"),
        (2, 1, True, "partly", "open"),
        (2, None, True, "open", "open"),
        (0, 3, True, "refused", "refused"),
    ],
)
def test_the_fate_of_advice(
    start: Level, after: Level | None, worked_on: bool, state: AdviceState, expected: AdviceState
) -> None:
    move = Move(A, start, after, "same", (CHANGE,) if worked_on else ())
    assert outcome(advice(start, state), move) == expected


def test_advice_on_a_criterion_that_is_no_more_assessed_stays_as_it_was() -> None:
    assert outcome(advice(1, "partly"), None) == "partly"
