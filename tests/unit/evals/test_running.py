from __future__ import annotations

from pathlib import Path

from assistant.errors import ModelUnavailable
from evals.provenance import Provenance
from evals.records import Record, RunLog
from evals.running import Job, NotAvailable, Output, SuitePlan, execute, planned

PROVENANCE = Provenance("embedded", "rdc@1", "c", "e", "v", "d", 1)


class Asked:
    """A system whose answers are scripted, and that counts its calls."""

    def __init__(self, *answers: Output | Exception) -> None:
        self.answers = list(answers)
        self.earlier: list[Record | None] = []

    def __call__(self, earlier: Record | None) -> Output:
        self.earlier.append(earlier)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def plan(*calls: Asked) -> SuitePlan:
    jobs = [Job(f"c{n}", "jalon", {"text": str(n)}, {"file": f"c{n}.md"}, call) for n, call in enumerate(calls)]
    return SuitePlan("critique", "d", [], jobs)


def run(log: RunLog, *calls: Asked, parallel: int = 1) -> list[Record]:
    wanted = plan(*calls)
    execute(wanted, log, PROVENANCE, parallel=parallel)
    return [record for answer, _ in planned(wanted, PROVENANCE) if (record := log.get(answer.key)) is not None]


def good(status: str = "judged") -> Output:
    return {"criteria": [{"id": "CR", "status": status}]}, {"calls": 1}


def test_what_is_recorded_is_not_asked_again(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    first = run(log, Asked(good()), Asked(good()))
    silent = Asked()
    again = run(RunLog(log.path), silent, silent)
    assert silent.earlier == []
    assert [r.case for r in again] == [r.case for r in first] == ["c0", "c1"]
    assert first[0].usage == {"calls": 1}


def test_a_judge_that_dies_is_a_failure_with_its_reason_and_the_others_are_kept(tmp_path: Path) -> None:
    dead = Asked(ModelUnavailable("Le modèle ne répond pas.", "Réessayez."), good())
    broken = Asked(RuntimeError("secret du travail"), good())
    log = RunLog(tmp_path / "run.jsonl")
    records = run(log, dead, Asked(good()), broken)
    assert [r.status for r in records] == ["failed", "done", "failed"]
    assert records[0].failure == {"type": "ModelUnavailable", "message": "Le modèle ne répond pas. Réessayez."}
    assert "secret" not in str(records[2].failure)
    assert [r.status for r in run(log, dead, Asked(), broken)] == ["done", "done", "done"]


def test_an_incomplete_answer_is_completed_from_what_is_known(tmp_path: Path) -> None:
    partial = Asked(good("failed"), good())
    log = RunLog(tmp_path / "run.jsonl")
    run(log, partial)
    run(log, partial)
    assert partial.earlier[0] is None
    assert partial.earlier[1] is not None
    assert partial.earlier[1].output == good("failed")[0]


def test_what_does_not_exist_is_unscored_not_failed(tmp_path: Path) -> None:
    (record,) = run(RunLog(tmp_path / "r.jsonl"), Asked(NotAvailable("Pas encore.")))
    assert (record.status, record.output) == ("unscored", None)


def test_a_changed_model_never_takes_up_old_records(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    run(log, Asked(good()))
    other = Asked(good())
    execute(plan(other), log, Provenance("openai:x", "rdc@1", "c", "e", "v", "d", 1))
    assert len(other.earlier) == 1
    assert other.earlier == [None]


def test_parallel_runs_record_every_case_once(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    records = run(log, *[Asked(good()) for _ in range(20)], parallel=4)
    assert len(records) == 20
    assert len(log.path.read_text().splitlines()) == 20
