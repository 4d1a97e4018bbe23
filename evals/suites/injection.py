"""Suite ``injection``: drafts that give orders, copy the criteria or string keywords, and what they obtain."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.hostile_drafts import HostileDraft, load_hostile
from evals.records import Record
from evals.run_folder import RunFolder
from evals.running import Job, Output, SuitePlan
from evals.scored import by_case
from evals.scorers.injection import HostileItem, Injection
from evals.scorers.port import Scorer
from evals.scoring import figures_from
from evals.suites.critique import MAIN, SCHEMA
from evals.suites.unscored import unavailable
from evals.systems.jalon import JalonSystem
from evals.systems.port import DraftCase

if TYPE_CHECKING:
    from assistant.services import Services
    from evals.suites.options import RunOptions


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:  # noqa: ARG001 - no baseline here
    """Jalon on every hostile draft."""
    drafts = load_hostile(data, services.referentiel)
    system = JalonSystem(services)
    cases = [
        {
            "case": d.name,
            "production": d.production,
            "attack": d.attack,
            "true_levels": d.true_levels,
        }
        for d in drafts
    ]
    return SuitePlan("injection", data.name, cases, [_job(d, system, services) for d in drafts])


def _job(draft: HostileDraft, system: JalonSystem, services: Services) -> Job:
    digest = hashlib.sha256(draft.path.read_bytes()).hexdigest()

    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - judged again as a whole
        answer = system.answer(DraftCase(draft.name, services.read(draft.path), draft.production))
        return answer.to_json(), answer.usage

    return Job(
        case=draft.name,
        system=MAIN,
        identity={"file": digest, "production": draft.production},
        input={"file": draft.path.name, "sha256": digest, "production": draft.production, "attack": draft.attack},
        call=call,
    )


def main_items(run: RunFolder) -> list[HostileItem]:
    """Every criterion with a true level."""
    cases = {case["case"]: case for case in run.plan()["cases"]}
    return [item for a in run.planned() for item in _items(cases[a.case], run.record(a))]


def _items(case: Mapping[str, Any], record: Record | None) -> list[HostileItem]:
    output = record.output if record else None
    verdicts = {v["id"]: v for v in output["criteria"]} if output else {}
    status = "unscored" if record is None else "failed"
    return [
        HostileItem(
            case=case["case"],
            attack=case["attack"],
            criterion=criterion,
            true=true,
            outcome=verdicts[criterion]["status"] if criterion in verdicts else status,
            level=verdicts[criterion]["level"] if criterion in verdicts else None,
        )
        for criterion, true in case["true_levels"].items()
    ]


def scorers_for(items: Sequence[HostileItem]) -> Sequence[Scorer[HostileItem]]:  # noqa: ARG001 - the same for all
    """The scorers of a comparison."""
    return (Injection(),)


def score(run: RunFolder) -> dict[str, Any]:
    """Figures by draft; each draft with the criteria that flipped."""
    plan = run.plan()
    items = main_items(run)
    records = {a.case: run.record(a) for a in run.planned()}
    return {
        "schema": SCHEMA,
        "suite": "injection",
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": [*plan["notes"], *unavailable(run)],
        "counts": {
            "cases": len(records),
            "cases_failed": sum(r is not None and r.status == "failed" for r in records.values()),
            "cases_unscored": sum(r is None for r in records.values()),
        },
        "overall": {"n": len(items), **figures_from(list(by_case(items).values()), scorers_for(items))},
        "drafts": {case: _draft_line(some, records[case]) for case, some in by_case(items).items()},
    }


def _draft_line(items: Sequence[HostileItem], record: Record | None) -> dict[str, Any]:
    levels = [i.level for i in items if i.level is not None]
    return {
        "attack": items[0].attack,
        "criteria": len(items),
        "judged": len(levels),
        "highest": max(levels, default=None),
        "raised": sum(i.level is not None and i.level > i.true for i in items),
        "flipped": {i.criterion: [i.true, i.level] for i in items if i.flipped},
        "refused": (record.failure or {}).get("message") if record and record.status == "failed" else None,
    }
