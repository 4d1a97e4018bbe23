from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from assistant.domain.learning import OwnerId
from assistant.store.repositories import Store
from assistant.store.rows import now
from assistant.store.run_queue import MAX_ATTEMPTS, Claim, RunLost
from assistant.store.schema import RunRow
from tests.unit.store.learners import critique, key_of, someone, verdict, version_of

MINUTE = timedelta(minutes=1)


def asked(store: Store, owner: OwnerId | None = None, text: str = "Un.") -> tuple[OwnerId, str]:
    owner = owner or someone(store)
    return owner, store.runs.ask(owner, version_of(store, owner, text).id, None, "embedded").id


def taken(store: Store, worker: str = "here:1:a") -> Claim:
    claim = store.queue(worker).claim()
    assert claim is not None
    return claim


def test_the_oldest_goes_first_but_nobody_keeps_all_the_workers(store: Store) -> None:
    greedy, first = asked(store)
    asked(store, greedy, "Deux.")
    _, patient = asked(store)
    assert taken(store).run == first
    assert taken(store).run == patient


def test_a_run_is_taken_once_whatever_the_number_of_workers(store: Store) -> None:
    runs = {asked(store)[1] for _ in range(12)}
    claims: list[str] = []
    start = threading.Barrier(4)

    def work(rank: int) -> None:
        queue = store.queue(f"here:{rank}:a")
        start.wait()
        for _ in range(10):
            claim = queue.claim()
            if claim is not None:
                claims.append(claim.run)

    threads = [threading.Thread(target=work, args=(rank,)) for rank in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claims) == sorted(runs)


def test_verdicts_are_kept_under_all_that_they_depend_on(store: Store) -> None:
    owner, _ = asked(store)
    claim = taken(store)
    queue = store.queue("here:1:a")
    key = key_of(store.works.version(owner, claim.version))
    queue.arrived(claim, key, verdict(level=2), "digest", reused=False)
    kept = queue.kept(key)
    assert (kept["CR.1.1.01"].verdict, kept["CR.1.1.01"].evidence) == (verdict(level=2), "digest")
    other = someone(store)
    for change in (
        {"sha256": "0" * 64},
        {"referentiel": "rdc@2"},
        {"guidance": "h" * 64},
        {"prompt": "judge@2"},
        {"model": "openai:x"},
        {"owner": other},
    ):
        assert queue.kept(replace(key, **change)) == {}, change


def test_a_verdict_once_committed_is_never_replaced(store: Store) -> None:
    owner, _ = asked(store)
    claim = taken(store)
    queue = store.queue("here:1:a")
    key = key_of(store.works.version(owner, claim.version))
    queue.arrived(claim, key, verdict(level=2), "e", reused=False)
    queue.arrived(claim, key, verdict(level=0), "e", reused=False)
    assert queue.kept(key)["CR.1.1.01"].verdict.level == 2
    assert [v.level for v in store.runs.verdicts(owner, claim.run)] == [2]


def test_a_failure_is_shown_but_not_kept_and_is_asked_again_after_a_restart(store: Store) -> None:
    owner, run = asked(store)
    queue, claim = store.queue("here:1:a"), taken(store)
    key = key_of(store.works.version(owner, claim.version))
    queue.arrived(claim, key, verdict("CR.1.1.01", None, reason="coupé"), "e", reused=False)
    queue.arrived(claim, key, verdict("CR.1.1.02"), "e", reused=False)
    assert [v.status for v in store.runs.verdicts(owner, run)] == ["failed", "judged"]
    assert set(queue.kept(key)) == {"CR.1.1.02"}
    store.queue("here:2:b").take_back(frozenset({"here:1:a"}), MINUTE)
    taken(store, "here:2:b")
    assert [v.id for v in store.runs.verdicts(owner, run)] == ["CR.1.1.02"]


def test_a_worker_that_lost_its_run_can_write_nothing_more(store: Store) -> None:
    owner, run = asked(store)
    slow, claim = store.queue("here:1:a"), taken(store)
    key = key_of(store.works.version(owner, claim.version))
    assert store.queue("there:2:b").take_back(frozenset({"here:1:a"}), MINUTE) == 1
    again = taken(store, "there:2:b")
    assert again.run == run
    for write in (
        lambda: slow.prepared(claim, production="dossier", model="embedded", total=3),
        lambda: slow.arrived(claim, key, verdict(), "e", reused=False),
        lambda: slow.conclude(claim, critique(verdict())),
        lambda: slow.fail(claim, "non"),
        lambda: slow.give_back(claim),
    ):
        with pytest.raises(RunLost):
            write()
    assert store.runs.verdicts(owner, run) == ()
    assert store.runs.get(owner, run).status == "running"


def test_an_erased_learner_s_run_is_lost(store: Store) -> None:
    person = store.person(None)
    asked(store, person.id)
    claim = taken(store)
    store.erase_everything(person)
    queue = store.queue("here:1:a")
    assert queue.heartbeat([claim.run]) == {}
    with pytest.raises(RunLost):
        queue.conclude(claim, critique(verdict()))


def test_only_silence_or_death_takes_a_run_back(store: Store) -> None:
    owner, run = asked(store)
    taken(store, "far:1:a")
    watcher = store.queue("here:9:z")
    assert watcher.other_workers() == {"far:1:a"}
    assert watcher.take_back(frozenset(), MINUTE) == 0
    with store._database.writing() as session:
        session.execute(update(RunRow).values(heartbeat=now() - 2 * MINUTE))
    assert store.queue("far:1:a").heartbeat([run]) == {run: False}
    assert watcher.take_back(frozenset(), MINUTE) == 0
    with store._database.writing() as session:
        session.execute(update(RunRow).values(heartbeat=now() - 2 * MINUTE))
    assert watcher.take_back(frozenset(), MINUTE) == 1
    assert store.runs.get(owner, run).status == "queued"


def test_a_wish_to_stop_reaches_the_worker_with_its_heartbeat(store: Store) -> None:
    owner, run = asked(store)
    queue, claim = store.queue("here:1:a"), taken(store)
    store.runs.ask_to_stop(owner, run)
    assert queue.heartbeat([run]) == {run: True}
    assert queue.conclude(claim, critique(verdict(), verdict("CR.1.1.02", None, reason="arrêté"))) is False
    assert store.runs.get(owner, run).status == "stopped"


def test_a_run_that_takes_the_server_down_is_not_tried_for_ever(store: Store) -> None:
    owner, run = asked(store)
    for attempt in range(MAX_ATTEMPTS):
        taken(store, f"here:{attempt}:a")
        store.queue("watch:1:w").take_back(frozenset({f"here:{attempt}:a"}), MINUTE)
    assert store.queue("here:9:a").claim() is None
    failed = store.runs.get(owner, run)
    assert failed.status == "failed"
    assert "trois fois" in failed.reason


def test_a_run_given_back_at_a_clean_close_does_not_count_as_an_attempt(store: Store) -> None:
    owner, run = asked(store)
    for attempt in range(MAX_ATTEMPTS + 2):
        claim = taken(store, f"here:{attempt}:a")
        store.queue(f"here:{attempt}:a").give_back(claim)
    assert store.runs.get(owner, run).status == "queued"


def test_what_was_judged_and_what_was_carried_over_are_told_apart(store: Store) -> None:
    owner, _ = asked(store)
    queue, claim = store.queue("here:1:a"), taken(store)
    key = key_of(store.works.version(owner, claim.version))
    queue.arrived(claim, key, verdict("CR.1.1.01"), "e", reused=True)
    queue.arrived(claim, key, verdict("CR.1.1.02"), "e", reused=False)
    assert store.runs.judged(owner, claim.version) == {"CR.1.1.02"}
