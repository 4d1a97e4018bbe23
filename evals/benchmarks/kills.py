"""``kill -9`` in the middle of critiques by a model, each taken up again by the same command until it is whole.

Counted: verdicts committed and then lost, criteria asked again though their verdict was committed, criteria missing
at the end. The model is a server that gives scripted answers after a short random while.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any

from assistant.corpus.location import corpus_folder
from assistant.store.kept_verdicts import KeptVerdicts
from evals.benchmarks.forked_commands import Forker, forker
from evals.benchmarks.judging_answers import asked_ids, good
from evals.benchmarks.model_server import Body, ModelServer, Reply
from evals.benchmarks.processes import percentile

KILLS = 50
SHORTEST, LONGEST = 0.05, 0.4
"""Seconds of an answer."""
SPREAD = 0.7
"""A process is killed at most so many seconds after its first question to the model; some end before."""
CHAINS = 2
MODEL, PRODUCTION = "generic:bench", "dossier"


@dataclass
class _Tally:
    kills: int = 0
    critiques: int = 0
    lost: int = 0
    twice: int = 0
    missing: int = 0
    changed: int = 0
    committed: list[int] = field(default_factory=list[int])


@dataclass
class _Desk:
    """The server's side: who was asked since the last run began, and when the first question of the run came."""

    chance: random.Random
    asked: list[str] = field(default_factory=list[str])
    begun: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, body: Body, _rank: int) -> Reply:
        with self.lock:
            self.asked += asked_ids(body)
            pause = self.chance.uniform(SHORTEST, LONGEST)
        self.begun.set()
        return good(body, before=pause)

    def next_run(self) -> None:
        with self.lock:
            self.asked.clear()
        self.begun.clear()


def measure(folder: Path, kills: int = KILLS, chains: int = CHAINS) -> dict[str, Any]:
    """So many kills, on as many critiques as it takes, in ``chains`` at once."""
    started = time.perf_counter()
    os.environ["JALON_HOME"] = str(folder / "home")
    from assistant.services import Services

    Services().ensure_index()
    shares = [len(range(rank, kills, chains)) for rank in range(chains)]
    with ThreadPoolExecutor(chains) as pool:
        tallies = list(pool.map(_chain, repeat(folder), range(chains), shares))
    committed = [count for tally in tallies for count in tally.committed]
    return {
        "kills": sum(t.kills for t in tallies),
        "critiques_completed": sum(t.critiques for t in tallies),
        "committed_verdicts_lost": sum(t.lost for t in tallies),
        "judged_twice": sum(t.twice for t in tallies),
        "missing_at_the_end": sum(t.missing for t in tallies),
        "committed_then_different_in_the_critique": sum(t.changed for t in tallies),
        "committed_when_killed": {q: percentile(committed, int(q) / 100) for q in ("0", "25", "50", "75", "100")},
        "seconds": round(time.perf_counter() - started, 1),
    }


def _chain(folder: Path, rank: int, kills: int) -> _Tally:
    """Critiques one after the other, in a home of their own on the shared index."""
    home = folder / f"home-{rank}"
    home.mkdir(exist_ok=True)
    if not (home / "index").exists():
        (home / "index").symlink_to(folder / "home" / "index")
    chance, tally = random.Random(rank), _Tally()
    desk = _Desk(random.Random(100 + rank))
    with ModelServer(desk.answer).running() as server:
        environment = {"JALON_HOME": str(home), "JALON_BASE_URL": server.url}
        with forker(_file(), MODEL, environment, home / "errors.txt") as start:
            while tally.kills < kills:
                _one_critique(home, start, desk, chance, tally, kills)
    return tally


def _one_critique(home: Path, start: Forker, desk: _Desk, chance: random.Random, tally: _Tally, kills: int) -> None:
    """A critique from nothing, killed again and again, until a run reaches its end."""
    path, output = home / "verdicts.sqlite3", home / "critique.json"
    KeptVerdicts(path).forget_all()
    argv = ["critique", str(_file()), "--production", PRODUCTION, "--model", MODEL, "--json"]
    before: dict[str, str] = {}
    while True:
        desk.next_run()
        running = start.start(argv, output)
        while not desk.begun.wait(0.02) and running.alive():
            pass
        seen = before
        if tally.kills < kills:
            time.sleep(chance.uniform(0, SPREAD))
            seen = _committed(path)
            with suppress(ProcessLookupError):  # it ended first
                os.kill(running.number, signal.SIGKILL)
        code = running.wait()
        after = _committed(path)
        tally.lost += len(seen.items() - after.items()) + len(before.items() - after.items())
        tally.twice += len(before.keys() & set(desk.asked)) + len(desk.asked) - len(set(desk.asked))
        before = after
        if code == 0:
            break
        if code != -signal.SIGKILL:
            raise RuntimeError(f"exit {code}: {start.errors.read_text(encoding='utf-8')[-500:]}")
        tally.kills += 1
        tally.committed.append(len(after))
    critique = json.loads(output.read_text(encoding="utf-8"))
    tally.critiques += 1
    tally.missing += 23 - sum(c["status"] == "judged" for c in critique["criteria"])
    shown = {c["id"]: json.dumps(c, sort_keys=True) for c in critique["criteria"]}
    tally.changed += len(before.items() - shown.items())


def _file() -> Path:
    return corpus_folder() / "samples" / "dossier.docx"


def _committed(path: Path) -> dict[str, str]:
    """Criterion -> verdict, as another process reads them in the file; nothing while there is no file yet."""
    if not path.is_file():
        return {}
    with closing(sqlite3.connect(path, timeout=15)) as connection:
        if connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'verdicts'").fetchone()[0] == 0:
            return {}
        rows = connection.execute("SELECT criterion, verdict FROM verdicts").fetchall()
    return {criterion: json.dumps(json.loads(text), sort_keys=True) for criterion, text in rows}
