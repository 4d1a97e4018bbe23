"""kill -9 of the server in the middle of a critique: 0 verdict lost, 0 judged twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.store import open_store
from assistant.store.repositories import Store
from tests.contract.store.postgres_server import binaries, running_server
from tests.unit.drafts import document_of

ROOT = Path(__file__).parents[3]
SLUG = "dossier"
CRITERIA = 23
KILLS = {"sqlite": (3, 11), "postgresql": (7,)}
"""Verdicts committed when the server is killed."""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jalon.sqlite3'}"
        return
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    with running_server(folder) as server:
        yield f"{server}/postgres"


@contextmanager
def server(url: str, calls: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.contract.store.judging_server", url, str(calls), "0.03"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_critique_survives_kill_9_without_losing_or_judging_anything_twice(url: str, tmp_path: Path) -> None:
    calls = tmp_path / "calls.txt"
    store = open_store(url)
    owner = store.person(None).id
    document = document_of(*(f"Le point {rank} compte {rank} chiffres." for rank in range(CRITERIA)))
    work = store.works.create(owner, "Dossier").id
    version = store.works.add_version(owner, work, document, document.text.encode())
    run = store.runs.ask(owner, version.id, SLUG, "scripted:1").id
    acknowledged: dict[str, str] = {}
    kills = KILLS[url.partition(":")[0]]
    for threshold in kills:
        billed = len(asked_so_far(calls))
        with server(url, calls) as process:
            wait_for(store, owner, run, threshold)
            seen = committed(store, owner, run)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert acknowledged.keys().isdisjoint(asked_so_far(calls)[billed:])
        after = committed(store, owner, run)
        assert acknowledged.items() <= seen.items() <= after.items()
        assert store.runs.get(owner, run).status == "running"
        acknowledged = after
    with server(url, calls):
        wait_for(store, owner, run, CRITERIA)
        deadline = time.monotonic() + 20
        while store.runs.get(owner, run).active:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    critique = store.runs.critique(owner, run)
    assert critique is not None
    assert len(critique.criteria) == len({v.id for v in critique.criteria}) == CRITERIA
    assert {v.status for v in critique.criteria} == {"judged"}
    assert acknowledged.items() <= committed(store, owner, run).items()
    asked = asked_so_far(calls)
    # A judgement that was given but not yet committed when the server died is asked again: one a kill, at most.
    assert len(asked) - len(set(asked)) <= len(kills)
    assert set(asked) == {v.id for v in critique.criteria}
    store.close()


def asked_so_far(calls: Path) -> list[str]:
    return calls.read_text().split() if calls.exists() else []


def committed(store: Store, owner: str, run: str) -> dict[str, str]:
    return {v.id: v.model_dump_json() for v in store.runs.verdicts(owner, run)}  # type: ignore[arg-type]


def wait_for(store: Store, owner: str, run: str, number: int) -> None:
    deadline = time.monotonic() + 30
    while store.runs.get(owner, run).done < number:  # type: ignore[arg-type]
        assert time.monotonic() < deadline, "no verdict came"
        time.sleep(0.01)
