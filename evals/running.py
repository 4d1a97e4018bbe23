"""Run the answers that a plan lacks, in parallel within a limit, recording each as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from assistant.errors import JalonError
from evals.provenance import Provenance, key_of
from evals.records import Record, RunLog
from evals.run_folder import PlannedAnswer

Progress = Callable[[int, int, str], None]
Output = tuple[dict[str, Any], dict[str, Any]]
"""What was answered, and what it cost."""


def silent(done: int, total: int, label: str) -> None:
    """No progress shown."""


class NotAvailable(JalonError):
    """The part of the assistant that this case asks for does not exist here: unscored, not failed."""


@dataclass(frozen=True)
class Job:
    """One answer to get. ``call`` is given the earlier record, failed or incomplete, when there is one.

    ``identity``: what makes this input what it is (digests), part of the key. ``input``: what is recorded of it.
    """

    case: str
    system: str
    identity: Mapping[str, Any]
    input: Mapping[str, Any]
    call: Callable[[Record | None], Output]
    evidence: str = "retrieved"
    replicate: int = 0


@dataclass(frozen=True)
class SuitePlan:
    """Everything a run will ask. ``cases``: labels in JSON form, what the run is scored against."""

    suite: str
    data: str
    cases: Sequence[Mapping[str, Any]]
    jobs: Sequence[Job]
    notes: Sequence[str] = field(default_factory=list[str])


def planned(plan: SuitePlan, provenance: Provenance) -> list[tuple[PlannedAnswer, Job]]:
    """Jobs with their keys."""
    return [
        (
            PlannedAnswer(
                key=key_of(
                    provenance,
                    {
                        "suite": plan.suite,
                        "case": job.case,
                        "system": job.system,
                        "evidence": job.evidence,
                        "replicate": job.replicate,
                        **job.identity,
                    },
                ),
                case=job.case,
                system=job.system,
                evidence=job.evidence,
                replicate=job.replicate,
            ),
            job,
        )
        for job in plan.jobs
    ]


def execute(
    plan: SuitePlan, log: RunLog, provenance: Provenance, *, parallel: int = 1, progress: Progress = silent
) -> None:
    """Fill the log. What is recorded whole is not asked again; a failed or incomplete answer is."""
    todo = [(answer, job) for answer, job in planned(plan, provenance) if not _settled(log.get(answer.key))]
    total = len(plan.jobs)
    done = total - len(todo)

    def run(pair: tuple[PlannedAnswer, Job]) -> str:
        answer, job = pair
        log.append(_recorded(answer, job, log.get(answer.key), plan.suite, provenance))
        return f"{answer.case} ({answer.system})"

    if parallel <= 1:
        for pair in todo:
            done += 1
            progress(done, total, run(pair))
        return
    with ThreadPoolExecutor(max_workers=parallel, thread_name_prefix="eval") as pool:
        futures = [pool.submit(run, pair) for pair in todo]
        for future in as_completed(futures):
            done += 1
            progress(done, total, future.result())


def _settled(record: Record | None) -> bool:
    """Whether nothing is left to ask: done, without a failed criterion."""
    if record is None or record.status != "done" or record.output is None:
        return False
    return not any(v.get("status") == "failed" for v in record.output.get("criteria", ()))


def _recorded(answer: PlannedAnswer, job: Job, earlier: Record | None, suite: str, provenance: Provenance) -> Record:
    started = time.perf_counter()
    output, usage, failure, status = None, {}, None, "done"
    try:
        output, usage = job.call(earlier)
    except NotAvailable as error:
        status, failure = "unscored", _failure(error, error.sentence())
    except JalonError as error:
        status, failure = "failed", _failure(error, error.sentence())
    except Exception as error:  # a judge that dies on one case must not take the run along
        status, failure = "failed", _failure(error, f"erreur inattendue ({type(error).__name__})")
    return Record(
        key=answer.key,
        suite=suite,
        case=answer.case,
        system=answer.system,
        status=status,  # type: ignore[arg-type]
        input=dict(job.input),
        provenance=provenance.to_json(),
        output=output,
        failure=failure,
        usage=usage,
        evidence=answer.evidence,
        replicate=answer.replicate,
        seconds=round(time.perf_counter() - started, 3),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _failure(error: Exception, message: str) -> dict[str, str]:
    return {"type": type(error).__name__, "message": message}
