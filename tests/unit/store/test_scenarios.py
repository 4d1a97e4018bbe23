from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from assistant.domain.learning import OwnerId, PlaySummary
from assistant.errors import ScenarioError, UnknownIdError
from assistant.store.export import export_everything
from assistant.store.repositories import Store
from tests.unit.store.learners import someone

DRAFT = '{"secret": "réserve 48213"}'
SAID = "Vendeur : Bonjour, je viens pour votre parc."
ENDED = PlaySummary(ending="accord", exchanges=12, seconds=640, levels={"CR.3.2.2-3.01": 2}, good="bon")


def shared(store: Store, owner: OwnerId, document: str = DRAFT) -> str:
    scenario = store.scenarios.create(owner, "Chariots", document, sound=True)
    return store.scenarios.publish(owner, scenario.id).id


def test_a_draft_is_kept_changed_and_deleted(store: Store) -> None:
    owner = someone(store)
    draft = store.scenarios.create(owner, "Chariots", DRAFT, sound=True)
    assert (draft.published, draft.plays) == (False, 0)
    assert len(draft.id) == 32
    assert "48213" not in repr(draft)
    saved = store.scenarios.save(owner, draft.id, "Chariots, suite", '{"v": 2}', sound=True)
    assert (saved.title, saved.document) == ("Chariots, suite", '{"v": 2}')
    assert store.scenarios.all(owner) == (saved,)
    store.scenarios.delete(owner, draft.id)
    assert store.scenarios.all(owner) == ()


REFUSED: dict[str, Callable[[Store, OwnerId, str], object]] = {
    "get": lambda s, o, x: s.scenarios.get(o, x),
    "save": lambda s, o, x: s.scenarios.save(o, x, "à moi", "{}", sound=True),
    "publish": lambda s, o, x: s.scenarios.publish(o, x),
    "withdraw": lambda s, o, x: s.scenarios.withdraw(o, x),
    "plays": lambda s, o, x: s.scenarios.plays(o, x),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("published", [False, True])
def test_another_person_s_key_reaches_nothing_of_a_trainer_s_scenario(store: Store, name: str, published: bool) -> None:
    trainer, intruder = store.person(None), store.person(None)
    scenario = store.scenarios.create(trainer.id, "Chariots", DRAFT, sound=True).id
    if published:
        store.scenarios.publish(trainer.id, scenario)
    before = store.scenarios.get(trainer.id, scenario)
    with pytest.raises(UnknownIdError):
        REFUSED[name](store, store.person(intruder.key).id, scenario)
    store.scenarios.delete(intruder.id, scenario)
    assert store.scenarios.all(intruder.id) == ()
    assert store.scenarios.get(trainer.id, scenario) == before


def test_a_draft_cannot_be_played_a_published_one_can(store: Store) -> None:
    trainer = someone(store)
    scenario = store.scenarios.create(trainer, "Chariots", DRAFT, sound=True).id
    with pytest.raises(UnknownIdError):
        store.scenarios.get_published(scenario)
    store.scenarios.publish(trainer, scenario)
    found = store.scenarios.get_published(scenario)
    assert (found.title, found.document) == ("Chariots", DRAFT)
    assert trainer not in found.model_dump_json()


def test_one_withdrawn_says_so_in_french_and_an_unknown_one_too(store: Store) -> None:
    trainer = someone(store)
    scenario = shared(store, trainer)
    store.scenarios.withdraw(trainer, scenario)
    with pytest.raises(UnknownIdError, match="n'est plus partagé"):
        store.scenarios.get_published(scenario)
    with pytest.raises(UnknownIdError, match="lien"):
        store.scenarios.get_published("0" * 32)
    with pytest.raises(UnknownIdError):
        store.plays.create(someone(store), "Chariots", DRAFT, published=scenario)


def test_one_that_does_not_hold_is_never_published(store: Store) -> None:
    trainer = someone(store)
    draft = store.scenarios.create(trainer, "Chariots", DRAFT, sound=False)
    with pytest.raises(ScenarioError, match="ne peut pas être partagé"):
        store.scenarios.publish(trainer, draft.id)
    scenario = shared(store, trainer)
    broken = store.scenarios.save(trainer, scenario, "Chariots", "{}", sound=False)
    assert not broken.published
    with pytest.raises(UnknownIdError):
        store.scenarios.get_published(scenario)
    assert not store.scenarios.save(trainer, scenario, "Chariots", DRAFT, sound=True).published


def test_the_trainer_sees_how_it_was_played_and_never_who_played(store: Store) -> None:
    trainer, first, second = someone(store), someone(store), someone(store)
    scenario = shared(store, trainer)
    for learner in (first, second, first):
        play = store.plays.create(learner, "Chariots", DRAFT, published=scenario)
        store.plays.save(learner, play.id, '{"preparation": "mes notes"}', over=True, summary=ENDED, transcript=SAID)
    store.plays.create(trainer, "Chariots", DRAFT, published=scenario)
    plays = store.scenarios.plays(trainer, scenario)
    assert [(p.learner, p.own, p.over) for p in plays] == [
        (3, True, False),
        (1, False, True),
        (2, False, True),
        (1, False, True),
    ]
    assert plays[1].summary == ENDED
    seen = "".join(p.model_dump_json() for p in plays)
    for hidden in (first, second, SAID, "mes notes", "48213"):
        assert hidden not in seen
    assert store.scenarios.get(trainer, scenario).plays == 4


def test_the_transcript_is_seen_only_while_the_learner_agrees(store: Store) -> None:
    trainer, learner = someone(store), someone(store)
    scenario = shared(store, trainer)
    play = store.plays.create(learner, "Chariots", DRAFT, published=scenario, visible=True)
    store.plays.save(learner, play.id, "{}", over=True, summary=ENDED, transcript=SAID)
    assert store.scenarios.plays(trainer, scenario)[0].transcript == SAID
    store.plays.agree(learner, play.id, visible=False)
    assert store.scenarios.plays(trainer, scenario)[0].transcript == ""
    store.plays.agree(learner, play.id, visible=True)
    assert store.scenarios.plays(trainer, scenario)[0].transcript == ""  # it was removed, not hidden


def test_a_play_of_one_s_own_shows_nothing_to_anybody(store: Store) -> None:
    learner = someone(store)
    play = store.plays.create(learner, "Seul", DRAFT, visible=True)
    saved = store.plays.save(learner, play.id, "{}", summary=ENDED, transcript=SAID)
    assert (saved.published, saved.visible) == (None, False)
    assert not store.plays.agree(learner, play.id, visible=True).visible


def test_a_learner_keeps_the_play_when_the_trainer_leaves_and_takes_it_away_when_leaving(store: Store) -> None:
    trainer, learner = store.person(None), store.person(None)
    scenario = shared(store, trainer.id)
    play = store.plays.create(learner.id, "Chariots", DRAFT, published=scenario)
    store.scenarios.delete(trainer.id, scenario)
    kept = store.plays.get(learner.id, play.id)
    assert (kept.published, kept.scenario) == (None, DRAFT)
    again = shared(store, trainer.id)
    store.plays.create(learner.id, "Chariots", DRAFT, published=again)
    store.erase_everything(learner)
    assert store.scenarios.plays(trainer.id, again) == ()
    store.erase_everything(trainer)
    with pytest.raises(UnknownIdError):
        store.scenarios.get_published(again)


def test_the_trainer_s_export_holds_the_scenarios_but_not_the_words_of_learners(store: Store) -> None:
    trainer, learner = store.person(None), someone(store)
    scenario = shared(store, trainer.id)
    play = store.plays.create(learner, "Chariots", DRAFT, published=scenario, visible=True)
    store.plays.save(learner, play.id, "{}", over=True, summary=ENDED, transcript=SAID)
    with zipfile.ZipFile(io.BytesIO(export_everything(store, trainer, lambda _: {}))) as archive:
        data = json.loads(archive.read("donnees.json"))
        (kept,) = data["scenarios"]
        assert archive.read(kept["file"]).decode() == DRAFT
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert kept["played"][0]["summary"]["ending"] == "accord"
    assert SAID not in everything
    assert learner not in everything
