"""Suite ``roleplay``: not available until the role-play engine is; its cases are unscored, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError
from evals.records import Record
from evals.run_folder import RunFolder
from evals.running import Job, NotAvailable, Output, SuitePlan
from evals.strict_json import read_json
from evals.suites.critique import MAIN, SCHEMA
from evals.suites.unscored import unavailable

if TYPE_CHECKING:
    from assistant.services import Services
    from evals.suites.options import RunOptions


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:  # noqa: ARG001 - the port of every suite
    """One case a scenario file (``*.json``, schema ``jalon/scenario@1``) of the folder."""
    files = sorted(data.glob("*.json")) if data.is_dir() else []
    if not files:
        raise DatasetError(f"Aucun scénario (*.json) dans « {data.name} ».", "Créez-en avec : jalon scenario new.")
    for path in files:
        read_json(path)
    jobs = [Job(p.stem, MAIN, {"file": p.read_text(encoding="utf-8")}, {"file": p.name}, _play) for p in files]
    return SuitePlan("roleplay", data.name, [{"case": p.stem} for p in files], jobs)


def _play(earlier: Record | None) -> Output:  # noqa: ARG001 - the port of every job
    engine = "présent mais pas encore relié à cette suite" if find_spec("assistant.roleplay.engine") else "absent"
    raise NotAvailable(f"Le moteur de jeu de rôle est {engine} : rien n'est noté.")


def main_items(run: RunFolder) -> list[Any]:  # noqa: ARG001 - the port of every suite
    """Nothing to compare yet."""
    raise DatasetError("La suite roleplay n'est pas encore notée.", "Comparez une autre suite.")


def scorers_for(items: Sequence[Any]) -> Sequence[Any]:  # noqa: ARG001 - the port of every suite
    """None yet."""
    return ()


def score(run: RunFolder) -> dict[str, Any]:
    """Counts only: nothing is scored."""
    plan = run.plan()
    records = [run.record(a) for a in run.planned()]
    return {
        "schema": SCHEMA,
        "suite": "roleplay",
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": [*plan["notes"], *unavailable(run)],
        "counts": {
            "cases": len(records),
            "cases_failed": sum(r is not None and r.status == "failed" for r in records),
            "cases_unscored": sum(r is None or r.status == "unscored" for r in records),
        },
        "overall": {"n": 0},
    }
