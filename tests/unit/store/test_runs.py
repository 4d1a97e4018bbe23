from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from assistant.store.repositories import Store
from assistant.store.rows import now
from assistant.store.schema import RunRow
from tests.unit.store.learners import critique, key_of, someone, verdict, version_of


def test_asking_twice_makes_one_run(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner).id
    run = store.runs.ask(owner, version, "dossier", "embedded")
    assert store.runs.ask(owner, version, "dossier", "embedded").id == run.id
    assert store.runs.active(owner) == (run,)
    assert run.status == "queued"


def test_another_production_replaces_the_run_that_was_under_way(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner).id
    first = store.runs.ask(owner, version, "dossier", "embedded")
    second = store.runs.ask(owner, version, "offre", "embedded")
    assert store.runs.get(owner, first.id).status == "stopped"
    assert [r.id for r in store.runs.active(owner)] == [second.id]


def test_asking_after_the_end_makes_a_new_run(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner).id
    first = store.runs.ask(owner, version, None, "embedded")
    store.runs.ask_to_stop(owner, first.id)
    assert store.runs.get(owner, first.id).status == "stopped"
    second = store.runs.ask(owner, version, None, "embedded")
    assert second.id != first.id
    assert store.runs.latest(owner, version) == second


def test_the_place_in_the_queue_is_told(store: Store) -> None:
    owner, other = someone(store), someone(store)
    first = store.runs.ask(owner, version_of(store, owner).id, None, "embedded")
    second = store.runs.ask(other, version_of(store, other).id, None, "embedded")
    assert store.runs.progress(owner, first.id).ahead == 0
    assert store.runs.progress(other, second.id).ahead == 1


def test_progress_shows_what_arrived_and_the_time_left(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner)
    run = store.runs.ask(owner, version.id, None, "embedded")
    queue = store.queue("here:1:a")
    claim = queue.claim()
    assert claim is not None
    assert store.runs.progress(owner, run.id).seconds_left is None
    queue.prepared(claim, production="dossier", model="m:1", total=5)
    queue.arrived(claim, key_of(version), verdict("CR.1.1.05"), "e", reused=True)
    assert store.runs.progress(owner, run.id).seconds_left is None  # what was reused says nothing of the pace
    with store._database.writing() as session:
        session.execute(update(RunRow).values(judging=now() - timedelta(seconds=20)))
    queue.arrived(claim, key_of(version), verdict("CR.1.1.02"), "e", reused=False)
    queue.arrived(claim, key_of(version), verdict("CR.1.1.01"), "e", reused=False)
    progress = store.runs.progress(owner, run.id)
    assert [v.id for v in progress.verdicts] == ["CR.1.1.05", "CR.1.1.02", "CR.1.1.01"]
    assert (progress.run.done, progress.run.total, progress.run.reused, progress.run.model) == (3, 5, 1, "m:1")
    assert progress.seconds_left is not None
    assert 19 < progress.seconds_left < 25  # 10 seconds each, 2 to go
    assert progress.run.reused_share == 0.2


def test_the_last_critique_stays_while_a_newer_run_waits(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner)
    queue = store.queue("here:1:a")
    run = store.runs.ask(owner, version.id, None, "embedded")
    claim = queue.claim()
    assert claim is not None
    assert store.runs.critique(owner, run.id) is None
    whole = critique(verdict(level=1))
    assert queue.conclude(claim, whole)
    store.runs.ask(owner, version.id, None, "embedded")
    assert store.runs.latest_critique(owner, version.id) == whole
    assert store.runs.critique(owner, run.id) == whole
    assert store.runs.get(owner, run.id).status == "done"
