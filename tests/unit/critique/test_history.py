from __future__ import annotations

from assistant.critique.history import History
from assistant.domain.critique import Critique
from assistant.domain.learning import OwnerId, Version
from assistant.domain.levels import Level
from assistant.store.repositories import Store
from tests.unit.store.learners import critique, verdict, version_of

A, B = "CR.1.1.01", "CR.1.1.02"


def critiqued(store: Store, version: Version, a: Level, b: Level | None, slug: str = "dossier") -> Critique:
    """The version's critique, as a run leaves it."""
    store.runs.ask(version.owner, version.id, slug, "embedded")
    queue = store.queue("here:1:a")
    claim = queue.claim()
    assert claim is not None
    whole = critique(verdict(A, a), verdict(B, b), slug=slug)
    History(store).record_advice(version.owner, version.id, whole)
    queue.conclude(claim, whole)
    return whole


def works(store: Store) -> tuple[OwnerId, str]:
    owner = store.person(None).id
    return owner, store.works.create(owner, "Dossier").id


def test_a_version_is_compared_with_the_last_one_critiqued_on_the_same_production(store: Store) -> None:
    owner, work = works(store)
    one = version_of(store, owner, "Un premier texte.", work=work)
    history = History(store)
    assert history.comparison(owner, one.id) is None
    critiqued(store, one, 0, 1)
    assert history.comparison(owner, one.id) is None
    two = version_of(store, owner, "Un deuxième texte.", work=work)
    critiqued(store, two, 3, 3, slug="offre")
    version_of(store, owner, "Un troisième texte.", work=work)
    four = version_of(store, owner, "Un quatrième texte.", work=work)
    critiqued(store, four, 2, 1)
    comparison = history.comparison(owner, four.id)
    assert comparison is not None
    assert [(m.before, m.after) for m in comparison.moves] == [(0, 2), (1, 1)]
    (change,) = comparison.changes
    assert change.before is not None
    assert change.before.text == "Un premier texte."


def test_the_timeline_counts_the_levels_of_each_version(store: Store) -> None:
    owner, work = works(store)
    one = version_of(store, owner, "Un.", work=work)
    version_of(store, owner, "Deux.", work=work)  # never critiqued
    three = version_of(store, owner, "Trois.", work=work)
    critiqued(store, one, 0, 0)
    critiqued(store, three, 3, None)
    points = History(store).timeline(owner, work)
    assert [(p.version.number, p.counts) for p in points] == [
        (1, {0: 2, 1: 0, 2: 0, 3: 0, None: 0}),
        (3, {0: 0, 1: 0, 2: 0, 3: 1, None: 1}),
    ]


def test_recording_twice_is_recording_once(store: Store) -> None:
    owner, work = works(store)
    one = version_of(store, owner, "Un.", work=work)
    critiqued(store, one, 1, 3)
    two = version_of(store, owner, "Deux.", work=work)
    whole = critiqued(store, two, 2, 3)
    once = [(a.id, a.state) for a in store.advice.of_work(owner, work)]
    assert sorted(state for _, state in once) == ["followed", "open"]
    History(store).record_advice(owner, two.id, whole)
    assert [(a.id, a.state) for a in store.advice.of_work(owner, work)] == once


def test_a_mastered_or_failed_criterion_is_not_advised(store: Store) -> None:
    owner, work = works(store)
    critiqued(store, version_of(store, owner, "Un.", work=work), 3, None)
    assert store.advice.of_work(owner, work) == ()
