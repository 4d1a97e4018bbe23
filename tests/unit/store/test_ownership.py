"""Nobody sees, changes or deletes what belongs to another, by any method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assistant.domain.learning import OwnerId, Person
from assistant.errors import StoreError, UnknownIdError
from assistant.store.advice import Given
from assistant.store.repositories import Store
from tests.unit.store.learners import critique, draft, key_of, verdict, version_of


@dataclass(frozen=True)
class Life:
    """Ids of one row of each kind, all of the same person."""

    person: Person
    work: str
    version: str
    run: str
    advice: str
    conversation: str
    play: str
    scenario: str


def live(store: Store) -> Life:
    person = store.person(None)
    owner = person.id
    version = version_of(store, owner)
    run = store.runs.ask(owner, version.id, "dossier", "embedded")
    queue = store.queue("here:1:a")
    claim = queue.claim()
    assert claim is not None
    queue.prepared(claim, production="dossier", model="embedded", total=1)
    queue.arrived(claim, key_of(version), verdict(), "e" * 64, reused=False)
    queue.conclude(claim, critique(verdict()))
    store.advice.give(owner, version.work, version.id, [Given("CR.1.1.01", 2, "Chiffrez.")])
    conversation = store.conversations.create(owner, "Échange", version.work)
    store.conversations.add(owner, conversation.id, "learner", "Bonjour")
    store.works.self_assess(owner, version.id, {"CR.1.1.01": 3})
    scenario = store.scenarios.publish(owner, store.scenarios.create(owner, "Cas", "{}", sound=True).id)
    play = store.plays.create(owner, "Négociation", "{}", published=scenario.id)
    store.log.add(owner, "chat", model="embedded")
    advice = store.advice.of_work(owner, version.work)[0].id
    return Life(person, version.work, version.id, run.id, advice, conversation.id, play.id, scenario.id)


REFUSED: dict[str, Callable[[Store, OwnerId, Life], object]] = {
    "work": lambda s, o, x: s.works.get(o, x.work),
    "rename": lambda s, o, x: s.works.rename(o, x.work, "à moi"),
    "production": lambda s, o, x: s.works.set_production(o, x.work, "offre"),
    "add_version": lambda s, o, x: s.works.add_version(o, x.work, *draft("Intrus.")),
    "version": lambda s, o, x: s.works.version(o, x.version),
    "previous": lambda s, o, x: s.works.previous(o, x.version),
    "document": lambda s, o, x: s.works.document(o, x.version),
    "file": lambda s, o, x: s.works.file(o, x.version),
    "self_assess": lambda s, o, x: s.works.self_assess(o, x.version, {"CR.1.1.01": 0}),
    "ask": lambda s, o, x: s.runs.ask(o, x.version, None, "embedded"),
    "run": lambda s, o, x: s.runs.get(o, x.run),
    "progress": lambda s, o, x: s.runs.progress(o, x.run),
    "stop": lambda s, o, x: s.runs.ask_to_stop(o, x.run),
    "refuse": lambda s, o, x: s.advice.refuse(o, x.advice, "parce que"),
    "reopen": lambda s, o, x: s.advice.reopen(o, x.advice),
    "conversation": lambda s, o, x: s.conversations.get(o, x.conversation),
    "rename_conversation": lambda s, o, x: s.conversations.rename(o, x.conversation, "à moi"),
    "message": lambda s, o, x: s.conversations.add(o, x.conversation, "learner", "intrus"),
    "play": lambda s, o, x: s.plays.get(o, x.play),
    "save_play": lambda s, o, x: s.plays.save(o, x.play, "{}"),
    "agree": lambda s, o, x: s.plays.agree(o, x.play, visible=True),
    "scenario": lambda s, o, x: s.scenarios.get(o, x.scenario),
    "save_scenario": lambda s, o, x: s.scenarios.save(o, x.scenario, "à moi", "{}", sound=True),
    "publish": lambda s, o, x: s.scenarios.publish(o, x.scenario),
    "withdraw": lambda s, o, x: s.scenarios.withdraw(o, x.scenario),
    "shared_plays": lambda s, o, x: s.scenarios.plays(o, x.scenario),
}
EMPTY: dict[str, Callable[[Store, OwnerId, Life], object]] = {
    "works": lambda s, o, _: s.works.all(o),
    "versions": lambda s, o, x: s.works.versions(o, x.work),
    "self_assessment": lambda s, o, x: s.works.self_assessment(o, x.version),
    "runs": lambda s, o, x: s.runs.of_version(o, x.version),
    "critique": lambda s, o, x: s.runs.critique(o, x.run),
    "latest_critique": lambda s, o, x: s.runs.latest_critique(o, x.version),
    "verdicts": lambda s, o, x: s.runs.verdicts(o, x.run),
    "judged": lambda s, o, x: s.runs.judged(o, x.version),
    "advice": lambda s, o, x: s.advice.of_work(o, x.work),
    "conversations": lambda s, o, _: s.conversations.all(o),
    "messages": lambda s, o, x: s.conversations.messages(o, x.conversation),
    "plays": lambda s, o, _: s.plays.all(o),
    "scenarios": lambda s, o, _: s.scenarios.all(o),
    "log": lambda s, o, _: s.log.of(o),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_another_s_does_not_exist(store: Store, name: str) -> None:
    victim, intruder = live(store), live(store)
    before = contents(store, victim)
    with pytest.raises(UnknownIdError):
        REFUSED[name](store, intruder.person.id, victim)
    assert contents(store, victim) == before


def test_lists_hold_one_s_own_rows_only(store: Store) -> None:
    victim, stranger = live(store), store.person(None)
    for name, listing in EMPTY.items():
        assert listing(store, victim.person.id, victim), name
        assert not listing(store, stranger.id, victim), name


def test_deleting_and_settling_what_is_another_s_changes_nothing(store: Store) -> None:
    victim, intruder = live(store), live(store)
    before = contents(store, victim)
    owner = intruder.person.id
    store.works.delete(owner, victim.work)
    store.conversations.delete(owner, victim.conversation)
    store.plays.delete(owner, victim.play)
    store.scenarios.delete(owner, victim.scenario)
    store.advice.settle(owner, victim.version, {victim.advice: "followed"})
    assert contents(store, victim) == before


def test_no_row_can_hang_from_another_s(store: Store) -> None:
    victim, intruder = live(store), live(store)
    with pytest.raises(StoreError):
        store.conversations.create(intruder.person.id, "Intrus", victim.work)
    with pytest.raises(StoreError):
        store.advice.give(intruder.person.id, victim.work, victim.version, [Given("CR.1.1.02", 1, "x")])
    with pytest.raises(StoreError):
        store.works.create(OwnerId("0" * 32), "Personne")


def contents(store: Store, life: Life) -> list[object]:
    owner = life.person.id
    return [listing(store, owner, life) for listing in EMPTY.values()] + [
        store.works.get(owner, life.work),
        store.works.file(owner, life.version),
        store.plays.get(owner, life.play),
    ]
