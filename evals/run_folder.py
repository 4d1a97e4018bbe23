"""A run's folder: the plan (cases, labels, keys), the append-only records and the scores made from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.errors import DatasetError
from evals.records import Record, RunLog
from evals.strict_json import read_json
from evals.whole_file import write_whole

PLAN_SCHEMA = "jalon/eval-plan@1"


@dataclass(frozen=True)
class PlannedAnswer:
    """One answer expected of the run."""

    key: str
    case: str
    system: str
    evidence: str
    replicate: int


class RunFolder:
    """``plan.json``, ``run.jsonl`` and ``scores.json`` in one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def log(self) -> RunLog:
        """The records."""
        return RunLog(self.path / "run.jsonl")

    def write_plan(self, plan: Mapping[str, Any]) -> None:
        """What the latest ``run`` asked for: suite, provenance, cases with their labels, keys."""
        write_whole(self.path / "plan.json", pretty({"schema": PLAN_SCHEMA, **plan}))

    def plan(self) -> dict[str, Any]:
        """The plan. Raises ``DatasetError`` when this is not the folder of a run."""
        if not (self.path / "plan.json").is_file():
            raise DatasetError(
                f"« {self.path} » n'est pas le dossier d'une évaluation (plan.json manque).",
                "Donnez le dossier passé à --out, ou lancez : jalon eval run SUITE --data DOSSIER.",
            )
        plan = read_json(self.path / "plan.json")
        if not isinstance(plan, dict) or plan.get("schema") != PLAN_SCHEMA:
            raise DatasetError(f"« {self.path / 'plan.json'} » n'a pas la forme attendue.", "Relancez l'évaluation.")
        return plan

    def planned(self) -> list[PlannedAnswer]:
        """Every answer of the plan."""
        return [PlannedAnswer(**entry) for entry in self.plan()["answers"]]

    def record(self, answer: PlannedAnswer) -> Record | None:
        """What was recorded for it, None when the run has not come to it."""
        return self.log.get(answer.key)

    def write_scores(self, scores: Mapping[str, Any]) -> Path:
        """Write ``scores.json`` whole or not at all; its path."""
        return write_whole(self.path / "scores.json", pretty(scores))

    def scores(self) -> dict[str, Any]:
        """The scores. Raises ``DatasetError`` when they are not there."""
        if not (self.path / "scores.json").is_file():
            raise DatasetError(
                f"« {self.path} » n'a pas de scores.", f"Calculez-les d'abord : jalon eval score {self.path}."
            )
        return dict(read_json(self.path / "scores.json"))


def pretty(value: Mapping[str, Any]) -> str:
    """JSON for people and programs. A NaN raises ``ValueError``."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
