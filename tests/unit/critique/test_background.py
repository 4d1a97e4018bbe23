from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.critique.background import CritiqueRunner
from assistant.domain.learning import OwnerId, RunProgress, Version
from assistant.errors import DraftError, ModelUnavailable, StoreError, UnknownIdError
from assistant.store.repositories import Store
from tests.unit.critique.small_engine import IDS, SmallEngine, paragraphs
from tests.unit.drafts import document_of

Start = Callable[..., CritiqueRunner]


@pytest.fixture
def start(store: Store) -> Iterator[Start]:
    with ExitStack() as stack:

        def run(engine: SmallEngine, workers: int = 1) -> CritiqueRunner:
            runner = CritiqueRunner(store, engine, workers=workers, pulse=0.05).start()

            def close() -> None:
                if engine.gate is not None:
                    engine.gate.release(1000)
                runner.close()

            stack.callback(close)
            return runner

        yield run


def version_of(store: Store, texts: list[str], owner: OwnerId | None = None, work: str | None = None) -> Version:
    owner = owner or store.person(None).id
    work = work or store.works.create(owner, "Outils").id
    document = document_of(*texts)
    return store.works.add_version(owner, work, document, document.text.encode())


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not seen():
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.01)


def over(runner: CritiqueRunner, version: Version, run: str) -> RunProgress:
    until(lambda: not runner.progress(version.owner, run).run.active)
    return runner.progress(version.owner, run)


def test_a_run_gives_every_criterion_and_the_whole_critique(store: Store, start: Start) -> None:
    version = version_of(store, paragraphs())
    runner = start(SmallEngine())
    progress = over(runner, version, runner.submit(version.owner, version.id).id)
    assert (progress.run.status, progress.run.done, progress.run.total) == ("done", 6, 6)
    assert progress.run.production == "outils"
    critique = store.runs.latest_critique(version.owner, version.id)
    assert critique is not None
    assert tuple(v.id for v in critique.criteria) == IDS
    assert {v.id: v for v in progress.verdicts} == {v.id: v for v in critique.criteria}
    until(lambda: len(store.log.of(version.owner)) == 2)  # the log is written just after the run is seen as done
    actions = [(line.action, line.version) for line in store.log.of(version.owner)]
    assert actions == [("critique", version.id), ("critique-done", version.id)]


def test_verdicts_are_seen_as_they_come_by_any_number_of_watchers(store: Store, start: Start) -> None:
    version = version_of(store, paragraphs())
    gate = threading.Semaphore(0)
    runner = start(SmallEngine(gate=gate))
    run = runner.submit(version.owner, version.id).id
    assert runner.submit(version.owner, version.id).id == run  # a click too many
    for done in (1, 2, 3):
        gate.release()
        until(lambda done=done: runner.progress(version.owner, run).run.done == done)
        watched = [runner.progress(version.owner, run) for _ in range(3)]
        assert {tuple(v.id for v in w.verdicts) for w in watched} == {IDS[:done]}
        assert all(w.seconds_left is not None for w in watched)
    gate.release(3)
    assert over(runner, version, run).run.status == "done"


@pytest.mark.parametrize("through", ["runner", "database"])
def test_stopping_keeps_what_was_judged_and_asking_again_judges_the_rest_only(
    store: Store, start: Start, through: str
) -> None:
    version = version_of(store, paragraphs())
    gate = threading.Semaphore(2)
    engine = SmallEngine(gate=gate)
    runner = start(engine)
    run = runner.submit(version.owner, version.id).id
    until(lambda: runner.progress(version.owner, run).run.done == 2)
    if through == "runner":
        runner.stop(version.owner, run)
    else:  # asked on another server
        store.runs.ask_to_stop(version.owner, run)
        time.sleep(0.2)
    gate.release()  # the judgement in hand
    stopped = over(runner, version, run)
    assert stopped.run.status == "stopped"
    critique = store.runs.critique(version.owner, run)
    assert critique is not None
    assert [v.status for v in critique.criteria] == ["judged"] * 3 + ["failed"] * 3
    assert "arrêté" in (critique.criteria[5].reason or "")
    gate.release(6)
    again = over(runner, version, runner.submit(version.owner, version.id).id)
    assert (again.run.status, again.run.reused) == ("done", 3)
    assert sorted(engine.asked) == sorted(IDS)


def test_a_closed_server_leaves_its_run_to_the_next_one(store: Store, start: Start) -> None:
    version = version_of(store, paragraphs())
    gate = threading.Semaphore(2)
    first = SmallEngine(gate=gate)
    runner = start(first)
    run = runner.submit(version.owner, version.id).id
    until(lambda: runner.progress(version.owner, run).run.done == 2)
    threading.Timer(0.1, gate.release).start()
    runner.close()
    assert store.runs.get(version.owner, run).status == "queued"
    committed = {v.id for v in store.runs.verdicts(version.owner, run)}
    second = SmallEngine()
    progress = over(start(second), version, run)
    assert progress.run.status == "done"
    assert [v.status for v in progress.verdicts] == ["judged"] * 6
    assert set(second.asked) == set(IDS) - committed


def test_only_the_criteria_whose_evidence_changed_are_judged_again(store: Store, start: Start) -> None:
    engine = SmallEngine()
    runner = start(engine)
    one = version_of(store, paragraphs())
    over(runner, one, runner.submit(one.owner, one.id).id)
    engine.asked.clear()
    texts = ["Un paragraphe ajouté en tête décale tout.", *paragraphs((4, "L'INSEE compte 14 points. Tout est cité."))]
    reordered = texts[1:] + texts[:1]  # the small engine pairs by rank
    two = version_of(store, reordered, one.owner, one.work)
    progress = over(runner, two, runner.submit(two.owner, two.id).id)
    assert engine.asked == [IDS[4]]
    assert (progress.run.reused, progress.run.reused_share) == (5, 5 / 6)
    critique = store.runs.latest_critique(two.owner, two.id)
    assert critique is not None
    assert [v.level for v in critique.criteria] == [1, 1, 1, 1, 3, 1]
    text = store.works.document(two.owner, two.id).text
    for verdict in critique.criteria:
        assert all(text[e.start : e.end] == e.quote for e in verdict.evidence)
        assert verdict.evidence


@pytest.mark.parametrize("change", ["model", "prompt"])
def test_another_judge_or_prompt_judges_everything_again(store: Store, start: Start, change: str) -> None:
    version = version_of(store, paragraphs())
    engine = SmallEngine()
    runner = start(engine)
    over(runner, version, runner.submit(version.owner, version.id).id)
    setattr(engine, change, "other:2")
    over(runner, version, runner.submit(version.owner, version.id).id)
    assert sorted(engine.asked) == sorted(IDS * 2)


def test_the_same_text_costs_each_learner_their_own_judgement(store: Store, start: Start) -> None:
    engine = SmallEngine()
    runner = start(engine)
    for _ in range(2):
        version = version_of(store, paragraphs())
        over(runner, version, runner.submit(version.owner, version.id).id)
    assert sorted(engine.asked) == sorted(IDS * 2)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (DraftError("Trop court.", "Avancez."), "Trop court. Avancez."),
        (ModelUnavailable("Le serveur se tait.", "Réessayez."), "Le serveur se tait. Réessayez."),
        (ZeroDivisionError("mon secret"), "Erreur inattendue (ZeroDivisionError)"),
    ],
)
def test_a_run_that_cannot_be_done_says_why_and_the_next_goes_on(
    store: Store, start: Start, fault: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    version = version_of(store, paragraphs())
    engine = SmallEngine(fault=fault)
    runner = start(engine)
    failed = over(runner, version, runner.submit(version.owner, version.id).id).run
    assert failed.status == "failed"
    assert told in failed.reason
    assert "secret" not in failed.reason + caplog.text
    engine.fault = None
    assert over(runner, version, runner.submit(version.owner, version.id).id).run.status == "done"


def test_erasing_a_learner_ends_their_run_and_writes_nothing_more(store: Store, start: Start) -> None:
    person = store.person(None)
    version = version_of(store, paragraphs(), person.id)
    gate = threading.Semaphore(1)
    engine = SmallEngine(gate=gate)
    runner = start(engine)
    run = runner.submit(person.id, version.id).id
    until(lambda: runner.progress(person.id, run).run.done == 1)
    store.erase_everything(person)
    gate.release(6)
    until(lambda: not runner._held)
    with pytest.raises(UnknownIdError):
        runner.progress(person.id, run)
    assert len(engine.asked) < 6


def test_several_learners_are_served_at_once_within_the_bound(store: Store, start: Start) -> None:
    gate = threading.Semaphore(0)
    runner = start(SmallEngine(gate=gate), workers=2)
    versions = [version_of(store, paragraphs()) for _ in range(4)]
    runs = [runner.submit(v.owner, v.id).id for v in versions]

    def statuses() -> list[str]:
        return [runner.progress(v.owner, r).run.status for v, r in zip(versions, runs, strict=True)]

    until(lambda: statuses() == ["running", "running", "queued", "queued"])
    assert runner.progress(versions[3].owner, runs[3]).ahead == 1
    gate.release(24)
    for version, run in zip(versions, runs, strict=True):
        assert over(runner, version, run).run.status == "done"


def test_the_threads_outlive_a_database_that_goes_away(store: Store, start: Start, tmp_path: Path) -> None:
    version = version_of(store, paragraphs())
    runner = start(SmallEngine())
    outside = sqlite3.connect(tmp_path / "jalon.sqlite3", timeout=15)
    outside.execute("ALTER TABLE runs RENAME TO away")
    with pytest.raises(StoreError):
        runner.submit(version.owner, version.id)
    time.sleep(0.2)  # several looks at the queue, all in vain
    outside.execute("ALTER TABLE away RENAME TO runs")
    outside.close()
    assert over(runner, version, runner.submit(version.owner, version.id).id).run.status == "done"


def test_a_database_that_goes_away_in_the_middle_costs_only_what_was_not_committed(
    store: Store, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.critique.background.SILENCE", timedelta(seconds=0.3))
    version = version_of(store, paragraphs())
    gate = threading.Semaphore(2)
    engine = SmallEngine(gate=gate)
    runner = start(engine)
    run = runner.submit(version.owner, version.id).id
    until(lambda: runner.progress(version.owner, run).run.done == 2)
    outside = sqlite3.connect(tmp_path / "jalon.sqlite3", timeout=15)
    outside.execute("ALTER TABLE runs RENAME TO away")
    gate.release()
    until(lambda: not runner._held)
    outside.execute("ALTER TABLE away RENAME TO runs")
    outside.close()
    gate.release(10)
    assert over(runner, version, run).run.status == "done"
    assert sorted(engine.asked) == sorted([*IDS, IDS[2]])


def test_advice_is_settled_by_the_next_version(store: Store, start: Start) -> None:
    runner = start(SmallEngine())
    one = version_of(store, paragraphs())
    over(runner, one, runner.submit(one.owner, one.id).id)
    first = {a.criterion: a for a in store.advice.of_work(one.owner, one.work)}
    assert set(first) == set(IDS)
    store.advice.refuse(one.owner, first[IDS[5]].id, "Pas chez nous.")
    worked = (0, "Le point 0 cite l'INSEE. Il est sourcé."), (1, "Le point 1 est traité avec 99 chiffres. Plus loin.")
    two = version_of(store, paragraphs(*worked), one.owner, one.work)
    over(runner, two, runner.submit(two.owner, two.id).id)
    ledger = store.advice.of_work(one.owner, one.work)
    settled = {a.criterion: a.state for a in ledger if a.version == one.id}
    assert settled == dict(zip(IDS, ["followed", "partly", "open", "open", "open", "refused"], strict=True))
    assert {a.criterion for a in ledger if a.version == two.id} == set(IDS[1:5])
