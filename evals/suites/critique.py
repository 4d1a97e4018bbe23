"""Suite ``critique``: levels, evidence and priorities on labelled drafts, with baselines in the same table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.critique.admission import MIN_WORDS
from evals.records import Record
from evals.run_folder import PlannedAnswer, RunFolder
from evals.running import Job, Output, SuitePlan
from evals.scored import ScoredItem, items_of
from evals.scorers.confidence import reliability_curve
from evals.scorers.port import Scorer
from evals.scoring import CRITIQUE_SCORERS, confusion_matrix, counts_of, figures_of, split_by
from evals.suites.drafts import ReadDraft, cases_json, read_drafts
from evals.suites.unscored import unavailable
from evals.systems.port import DraftCase, DraftSystem

if TYPE_CHECKING:
    from assistant.services import Services
    from evals.suites.options import RunOptions

MAIN = "jalon"
SCHEMA = "jalon/eval-scores@1"


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:
    """The plan: Jalon (each replicate), Jalon with given evidence, and the baselines, over every draft."""
    from evals.systems import baselines, jalon

    drafts = read_drafts(data, services)
    main = jalon.JalonSystem(services)
    jobs = [job(read, main, replicate=r) for read in drafts for r in range(options.repeat)]
    if options.given:
        jobs += [job(read, main, given=True) for read in drafts]
    for system in baselines.chosen(options.baselines, services):
        jobs += [job(read, system) for read in drafts]
    return SuitePlan("critique", data.name, cases_json(drafts, services.referentiel), jobs, notes_on(drafts))


def notes_on(drafts: Sequence[ReadDraft]) -> list[str]:
    """What a reader of the scores must know of the data."""
    notes: list[str] = []
    if len(drafts) < 5:
        notes.append(f"{len(drafts)} travail(x) seulement : les intervalles par travail sont très larges ou absents.")
    short = [d.draft.name for d in drafts if d.document.words < MIN_WORDS]
    if short:
        notes.append(f"Trop courts pour être jugés : {', '.join(short)}.")
    return notes


def job(read: ReadDraft, system: DraftSystem, *, given: bool = False, replicate: int = 0) -> Job:
    """One answer of one system to one draft."""
    case = DraftCase(read.draft.name, read.document, read.draft.production, read.quotes if given else None)
    digest = hashlib.sha256(read.document.text.encode()).hexdigest()
    identity: dict[str, Any] = {"text": digest, "production": read.draft.production}
    if given:
        spans = {c: [[q.start, q.end] for q in quotes] for c, quotes in read.quotes.items()}
        identity["given"] = hashlib.sha256(json.dumps(spans, sort_keys=True).encode()).hexdigest()

    def call(earlier: Record | None) -> Output:
        answer = system.answer(case, _known(earlier))
        return answer.to_json(), answer.usage

    return Job(
        case=read.draft.name,
        system=system.name,
        identity=identity,
        input={
            "file": read.draft.path.name,
            "sha256": read.document.sha256,
            "production": read.draft.production,
            "words": read.document.words,
        },
        call=call,
        evidence="given" if given else "retrieved",
        replicate=replicate,
    )


def _known(earlier: Record | None) -> dict[str, Mapping[str, Any]]:
    """Verdicts of an incomplete answer that need not be asked again."""
    if earlier is None or earlier.output is None:
        return {}
    return {v["id"]: v for v in earlier.output["criteria"] if v["status"] != "failed"}


def score(run: RunFolder) -> dict[str, Any]:
    """``scores.json`` of contracts.md, from plan and records alone."""
    plan = run.plan()
    answers = run.planned()
    main = items(run, plan, answers, MAIN)
    scores: dict[str, Any] = {
        "schema": SCHEMA,
        "suite": plan["suite"],
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": [*plan["notes"], *unavailable(run)],
        "counts": counts_of(main) | _case_counts(run, answers),
        "overall": figures_of(main),
        "groups": {name: figures_of(some) for name, some in split_by(main, "group").items()},
        "productions": {name: figures_of(some) for name, some in split_by(main, "production").items()},
        "confusion": confusion_matrix(main),
        "reliability": reliability_curve(main),
        "criteria": _by_criterion(main),
        "usage": _usage(run, answers),
    }
    if any(a.evidence == "given" for a in answers):
        scores["given_evidence"] = _given(run, plan, answers)
    scores["baselines"] = {
        system: {"counts": counts_of(some := items(run, plan, answers, system)), "overall": figures_of(some)}
        for system in dict.fromkeys(a.system for a in answers)
        if system != MAIN
    }
    scores["noise"] = _noise(run, plan, answers)
    return scores


def items(
    run: RunFolder,
    plan: Mapping[str, Any],
    answers: Sequence[PlannedAnswer],
    system: str,
    *,
    evidence: str = "retrieved",
    replicate: int = 0,
) -> list[ScoredItem]:
    """Labelled criteria beside what one system said; a case that failed gives failed criteria with the reason."""
    cases = {case["case"]: case for case in plan["cases"]}
    found: list[ScoredItem] = []
    for answer in answers:
        if (answer.system, answer.evidence, answer.replicate) != (system, evidence, replicate):
            continue
        record = run.record(answer)
        reason = (record.failure or {}).get("message", "") if record and record.status == "failed" else ""
        found += items_of(cases[answer.case], record.output if record else None, reason)
    return found


def main_items(run: RunFolder) -> list[ScoredItem]:
    """What a comparison compares: Jalon's first answers."""
    return items(run, run.plan(), run.planned(), MAIN)


def scorers_for(found: Sequence[ScoredItem]) -> Sequence[Scorer[ScoredItem]]:  # noqa: ARG001 - the same for all
    """The scorers of a comparison."""
    return CRITIQUE_SCORERS


def _given(run: RunFolder, plan: Mapping[str, Any], answers: Sequence[PlannedAnswer]) -> dict[str, Any]:
    """Judgement with the labelled passages beside judgement with retrieved ones, on all criteria and on those that
    have something to give (labels 1 to 3)."""
    given = items(run, plan, answers, MAIN, evidence="given")
    retrieved = items(run, plan, answers, MAIN)
    return {
        "overall": figures_of(given),
        "treated_given": figures_of([i for i in given if i.wanted]),
        "treated_retrieved": figures_of([i for i in retrieved if i.wanted]),
        "counts": counts_of(given),
    }


def _noise(run: RunFolder, plan: Mapping[str, Any], answers: Sequence[PlannedAnswer]) -> dict[str, Any] | None:
    """The same run twice: agreement of the second answer with the first; None when there was no second."""
    from evals.noise import noise_between

    if not any(a.replicate == 1 for a in answers):
        return None
    return noise_between(items(run, plan, answers, MAIN), items(run, plan, answers, MAIN, replicate=1))


def _case_counts(run: RunFolder, answers: Sequence[PlannedAnswer]) -> dict[str, int]:
    main = [a for a in answers if (a.system, a.evidence, a.replicate) == (MAIN, "retrieved", 0)]
    records = [run.record(a) for a in main]
    return {
        "cases": len(main),
        "cases_failed": sum(r is not None and r.status == "failed" for r in records),
        "cases_unscored": sum(r is None or r.status == "unscored" for r in records),
    }


def _by_criterion(found: Sequence[ScoredItem]) -> dict[str, dict[str, Any]]:
    """Pairs of each criterion: enough for the picture, too few for an interval."""
    out: dict[str, dict[str, Any]] = {}
    for item in sorted(found, key=lambda i: i.criterion):
        if item.pair is not None:
            entry = out.setdefault(item.criterion, {"n": 0, "exact": 0, "gap": 0})
            entry["n"] += 1
            entry["exact"] += int(item.pair[0] == item.pair[1])
            entry["gap"] += abs(item.pair[0] - item.pair[1])
    return out


def _usage(run: RunFolder, answers: Sequence[PlannedAnswer]) -> dict[str, dict[str, Any]]:
    """Totals by system: calls, tokens, euros when known, seconds."""
    out: dict[str, dict[str, Any]] = {}
    for answer in answers:
        record = run.record(answer)
        if record is None or answer.evidence != "retrieved" or answer.replicate:
            continue
        entry = out.setdefault(
            answer.system,
            {"cases": 0, "calls": 0, "prompt_tokens": 0, "completion_tokens": 0, "cost_eur": None, "seconds": 0.0},
        )
        entry["cases"] += 1
        for name in ("calls", "prompt_tokens", "completion_tokens"):
            entry[name] += record.usage.get(name, 0)
        if record.usage.get("cost_eur") is not None:
            entry["cost_eur"] = (entry["cost_eur"] or 0.0) + record.usage["cost_eur"]
        entry["seconds"] = round(entry["seconds"] + record.seconds, 3)
    return out
