from __future__ import annotations

import pytest

from assistant.domain.learning import OwnerId
from assistant.errors import UserError
from assistant.store.advice import Given
from assistant.store.repositories import Store
from tests.unit.store.learners import someone, version_of


def given(store: Store) -> tuple[OwnerId, str, str]:
    owner = someone(store)
    version = version_of(store, owner)
    store.advice.give(
        owner, version.work, version.id, [Given("CR.1.1.02", 1, "Citez."), Given("CR.1.1.01", 0, "Chiffrez.")]
    )
    return owner, version.work, version.id


def test_advice_starts_open_and_is_listed_by_criterion_latest_version_first(store: Store) -> None:
    owner, work, _ = given(store)
    later = version_of(store, owner, "Autre.", work=work)
    store.advice.give(owner, work, later.id, [Given("CR.1.1.02", 2, "Comparez.")])
    listed = store.advice.of_work(owner, work)
    assert [(a.criterion, a.text, a.level, a.state) for a in listed] == [
        ("CR.1.1.02", "Comparez.", 2, "open"),
        ("CR.1.1.01", "Chiffrez.", 0, "open"),
        ("CR.1.1.02", "Citez.", 1, "open"),
    ]


def test_a_refusal_needs_its_reason_and_stands_until_the_learner_takes_it_up_again(store: Store) -> None:
    owner, work, version = given(store)
    advice = store.advice.of_work(owner, work)[0]
    with pytest.raises(UserError, match="raison"):
        store.advice.refuse(owner, advice.id, "  ")
    assert store.advice.refuse(owner, advice.id, " Hors sujet chez nous. ").reason == "Hors sujet chez nous."
    store.advice.settle(owner, version, {advice.id: "followed"})
    store.advice.give(owner, work, version, [Given(advice.criterion, 3, "Encore.")])
    refused = store.advice.of_work(owner, work)[0]
    assert (refused.state, refused.text) == ("refused", "Chiffrez.")
    reopened = store.advice.reopen(owner, advice.id)
    assert (reopened.state, reopened.reason) == ("open", "")


def test_what_a_version_settled_is_noted_with_the_version(store: Store) -> None:
    owner, work, _ = given(store)
    first, second = store.advice.of_work(owner, work)
    later = version_of(store, owner, "Autre.", work=work)
    store.advice.settle(owner, later.id, {first.id: "followed", second.id: "partly"})
    assert [(a.state, a.settled_by) for a in store.advice.of_work(owner, work)] == [
        ("followed", later.id),
        ("partly", later.id),
    ]


def test_the_same_advice_given_again_is_one_row_with_the_new_words(store: Store) -> None:
    owner, work, version = given(store)
    store.advice.give(owner, work, version, [Given("CR.1.1.01", 1, "Sourcez.")])
    assert [(a.criterion, a.text) for a in store.advice.of_work(owner, work)] == [
        ("CR.1.1.01", "Sourcez."),
        ("CR.1.1.02", "Citez."),
    ]
