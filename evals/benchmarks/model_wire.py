"""A critique by a model whose server takes one second, or fails one time in five: time, tokens, completeness.

No language model runs: what is measured is the program around it. The obvious ways stand beside it, counted on the
same draft: one prompt a criterion holding the whole draft, and one prompt a criterion holding eight passages.
"""

from __future__ import annotations

import math
import os
import random
import statistics
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.critique.pipeline import CritiqueJob, run_critique
from assistant.critique.progress import Judged
from assistant.domain.critique import Critique
from assistant.judging.batching import BatchPolicy, Grouping
from assistant.judging.criterion_sheet import sheet
from assistant.judging.model_judge import JudgeOptions, ModelJudge
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.factory import Endpoint
from assistant.llm.tokens import count_tokens
from evals.benchmarks.judging_answers import faulty, good
from evals.benchmarks.model_server import Body, ModelServer, Reply

SLOTS, SECONDS, FAULTS, RUNS = 8, 1.0, 0.2, 200
POLICIES: tuple[tuple[Grouping, int], ...] = (("criterion", 1), ("heading", 3), ("heading", 6), ("production", 23))


def measure(folder: Path) -> dict[str, Any]:
    """Figures on the bundled dossier."""
    job = _job(folder)
    return {
        "criteria": len(job.tasks),
        "draft_tokens": count_tokens(job.context.document.text),
        "fixed_second": {f"{grouping}/{limit}": _fixed(job, grouping, limit) for grouping, limit in POLICIES},
        "obvious": _obvious(job),
        "faults": _faults(job),
    }


def _job(folder: Path) -> CritiqueJob:
    os.environ.setdefault("JALON_HOME", str(folder / "home"))
    from assistant.corpus.location import corpus_folder
    from assistant.services import Services

    services = Services()
    return services.prepare(services.read(corpus_folder() / "samples" / "dossier.docx"), "dossier")


def _critique(job: CritiqueJob, endpoint: Endpoint, policy: BatchPolicy) -> tuple[Critique, list[str], float, float]:
    """(critique, ids as they arrived, seconds to the first, seconds in all)."""
    ledger = endpoint.ledger()
    options = JudgeOptions(window=128_000, parallel=SLOTS, policy=policy, ceiling=24_000)
    judge = ModelJudge(endpoint.model(ledger), options, lambda: ledger.usage)
    started, first, arrived = time.perf_counter(), math.inf, list[str]()
    critique: Critique | None = None
    for event in run_critique(job, judge):
        if isinstance(event, Judged):
            first = min(first, time.perf_counter() - started)
            arrived.append(event.verdict.id)
        else:
            critique = event.critique
    assert critique is not None
    return critique, arrived, first, time.perf_counter() - started


def _fixed(job: CritiqueJob, grouping: Grouping, limit: int) -> dict[str, Any]:
    """Median of three runs against a server that answers in one second; the ideal is whole waves of slots."""
    policy = BatchPolicy(grouping, limit)
    walls: list[float] = []
    firsts: list[float] = []
    judged = 0
    with ModelServer(lambda body, _rank: good(body, before=SECONDS)).running() as server:
        endpoint = Endpoint(ModelSettings("generic:bench", server.url, "key", slots=SLOTS))
        endpoint.warm()
        for _ in range(3):
            server.requests.clear()
            critique, _, first, wall = _critique(job, endpoint, policy)
            walls.append(wall)
            judged = sum(v.status == "judged" for v in critique.criteria)
            firsts.append(first)
        endpoint.close()
        calls = len(server.requests)
        prompt = sum(_tokens(body) for body in server.requests)
    ideal = math.ceil(calls / SLOTS) * SECONDS
    wall = statistics.median(walls)
    return {
        "calls": calls,
        "wall_s": round(wall, 3),
        "ideal_s": ideal,
        "ratio": round(wall / ideal, 3),
        "first_result_s": round(statistics.median(firsts), 3),
        "peak_at_once": server.peak,
        "prompt_tokens": prompt,
        "judged": judged,
    }


def _tokens(body: Body) -> int:
    return sum(count_tokens(m["content"]) for m in body["messages"])


def _obvious(job: CritiqueJob) -> dict[str, int]:
    """Prompt tokens of the two usual ways, without any instruction around: less than anybody would really send."""
    draft = count_tokens(job.context.document.text)
    sheets = [count_tokens(sheet(task)) for task in job.tasks]
    passages = 0
    for task in job.tasks:
        found = [job.context.document.passage(c.passage) for c in task.evidence.candidates[:8]]
        passages += sum(count_tokens(p.searchable) for p in found if p is not None)
    return {"whole_draft_each": len(sheets) * draft + sum(sheets), "eight_passages_each": passages + sum(sheets)}


def _faults(job: CritiqueJob) -> dict[str, Any]:
    """Runs under faults drawn at random: every criterion once, and how many were judged in the end."""
    chance, lock = random.Random(4), threading.Lock()

    def answer(body: Body, _rank: int) -> Reply:
        with lock:
            return faulty(chance, body) if chance.random() < FAULTS else good(body)

    wanted = [task.criterion.id for task in job.tasks]
    outcomes: Counter[str] = Counter()
    complete = calls = 0
    with ModelServer(answer).running() as server:
        endpoint = Endpoint(ModelSettings("generic:bench", server.url, "key", slots=SLOTS), backoff=0.002)
        endpoint.warm()
        for _ in range(RUNS):
            critique, arrived, _, _ = _critique(job, endpoint, BatchPolicy())
            once = sorted(arrived) == sorted(wanted) and [v.id for v in critique.criteria] == wanted
            complete += once
            outcomes.update(v.status for v in critique.criteria)
            calls += critique.usage.calls
        endpoint.close()
    return {
        "runs": RUNS,
        "fault_rate": FAULTS,
        "complete_runs": complete,
        "calls_a_run": round(calls / RUNS, 1),
        "judged_share": round(outcomes["judged"] / outcomes.total(), 4),
        "failed": outcomes["failed"],
        "not_assessable": outcomes["not_assessable"],
    }
