"""Suite ``retrieval``: questions to ids (``chat.jsonl``), or labelled drafts to passages before any judging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.question_sets import FILE, Question, load_questions
from evals.records import Record
from evals.run_folder import RunFolder
from evals.running import Job, Output, SuitePlan
from evals.scored import ScoredItem, by_case, items_of
from evals.scorers.candidates import RetrievedEvidence
from evals.scorers.port import Scorer
from evals.scorers.questions import QuestionCoverage, QuestionRanking, RankedQuestion
from evals.scoring import MIN_DRAFTS, figures_from
from evals.suites.critique import MAIN, SCHEMA, notes_on
from evals.suites.drafts import ReadDraft, cases_json, read_drafts

if TYPE_CHECKING:
    from assistant.services import Services
    from evals.suites.options import RunOptions
    from evals.systems.question_search import QuestionSystem

QUESTION_SCORERS = (QuestionRanking(), QuestionCoverage())
DRAFT_SCORERS = (RetrievedEvidence(),)


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:
    """The plan for that folder, by what it holds."""
    return _questions(data, services, options) if (data / FILE).is_file() else _drafts(data, services, options)


def _questions(data: Path, services: Services, options: RunOptions) -> SuitePlan:
    from evals.systems.question_search import JalonSearch, KeywordQuestions, WordingSearch

    questions = load_questions(data, services.referentiel, services.corpus)
    asked = [q for q in questions if q.expected]
    systems: list[QuestionSystem] = [JalonSearch(services)]
    if options.baselines != "none":
        systems += [KeywordQuestions(services.referentiel), WordingSearch(services.referentiel, services.embedder)]
    left = len(questions) - len(asked)
    notes = [f"{left} questions sans identifiant attendu : non notées ici."] if left else []
    cases = [
        {
            "case": q.name,
            "kind": q.kind,
            "block": _block(q, services),
            "expected": list(q.expected),
            "question": q.text,
        }
        for q in asked
    ]
    return SuitePlan("retrieval", data.name, cases, [_question_job(q, s) for q in asked for s in systems], notes)


def _block(question: Question, services: Services) -> str:
    first = question.expected[0]
    if services.referentiel.has_criterion(first):
        return f"Bloc {services.referentiel.group_of(first).block}"
    return "autres"


def _question_job(question: Question, system: QuestionSystem) -> Job:
    criteria_only = all(i.startswith("CR.") for i in question.expected)

    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - nothing is kept of an incomplete answer
        return {"found": system.rank(question.text, criteria_only=criteria_only)}, {}

    return Job(
        case=question.name,
        system=system.name,
        identity={"question": question.text, "criteria_only": criteria_only},
        input={"question": question.text, "kind": question.kind},
        call=call,
    )


def _drafts(data: Path, services: Services, options: RunOptions) -> SuitePlan:
    from evals.systems.wording import KeywordSearch, WordingOnly

    drafts = read_drafts(data, services)
    jobs = [_draft_job(read, services) for read in drafts]
    if options.baselines != "none":
        for system in (KeywordSearch(services.referentiel), WordingOnly(services.referentiel, services.embedder)):
            jobs += [_ranked_job(read, system, services) for read in drafts]
    return SuitePlan("retrieval", data.name, cases_json(drafts, services.referentiel), jobs, notes_on(drafts))


def _draft_job(read: ReadDraft, services: Services) -> Job:
    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - nothing is kept of an incomplete answer
        job = services.prepare(read.document, read.draft.production)
        return _candidates({t.criterion.id: [c.passage for c in t.evidence.candidates] for t in job.tasks}), {}

    return _draft_case(read, MAIN, call)


def _ranked_job(read: ReadDraft, system: Any, services: Services) -> Job:
    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - nothing is kept of an incomplete answer
        ranked = system.rank(read.document, services.referentiel.criteria_of(read.draft.production))
        return _candidates({c: [passage for passage, _ in found] for c, found in ranked.items()}), {}

    return _draft_case(read, system.name, call)


def _draft_case(read: ReadDraft, system: str, call: Any) -> Job:
    return Job(
        case=read.draft.name,
        system=system,
        identity={"text": read.document.text, "production": read.draft.production},
        input={"file": read.draft.path.name, "sha256": read.document.sha256, "production": read.draft.production},
        call=call,
    )


def _candidates(found: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Nothing is judged here: every criterion is « unscored », with its candidates."""
    return {
        "criteria": [{"id": c, "status": "unscored", "level": None, "evidence": []} for c in found],
        "candidates": {c: [[passage] for passage in passages] for c, passages in found.items()},
    }


def score(run: RunFolder) -> dict[str, Any]:
    """Figures by system; by kind and block for questions, by group and production for drafts."""
    plan = run.plan()
    systems = list(dict.fromkeys(a.system for a in run.planned()))
    return {
        "schema": SCHEMA,
        "suite": "retrieval",
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": plan["notes"],
        "counts": _counts(run),
        "overall": figures(main_items(run)),
        **_splits(main_items(run)),
        "baselines": {s: {"overall": figures(_items(run, s))} for s in systems if s != MAIN},
        "missed": [
            {"question": i.text, "expected": list(i.expected), "found": list(i.found or ())[:5]}
            for i in main_items(run)
            if isinstance(i, RankedQuestion) and i.found is not None and not set(i.found[:5]) & set(i.expected)
        ],
    }


def figures(items: Sequence[RankedQuestion | ScoredItem]) -> dict[str, Any]:
    """Metrics with intervals by question, or by draft."""
    questions = [i for i in items if isinstance(i, RankedQuestion)]
    if questions:
        return {"n": len(questions), **figures_from([[q] for q in questions], QUESTION_SCORERS)}
    drafts = [i for i in items if isinstance(i, ScoredItem)]
    grouped = list(by_case(drafts).values())
    units = grouped if len(grouped) >= MIN_DRAFTS else [[i] for i in drafts]
    return {"n": len(drafts), "drafts": len(grouped), **figures_from(units, DRAFT_SCORERS)}


def main_items(run: RunFolder) -> list[RankedQuestion] | list[ScoredItem]:
    """What a comparison compares."""
    return _items(run, MAIN)


def scorers_for(items: Sequence[RankedQuestion | ScoredItem]) -> Sequence[Scorer[Any]]:
    """The scorers of a comparison."""
    return QUESTION_SCORERS if isinstance(items[0], RankedQuestion) else DRAFT_SCORERS


def _items(run: RunFolder, system: str) -> list[RankedQuestion] | list[ScoredItem]:
    cases = {case["case"]: case for case in run.plan()["cases"]}
    answers = [a for a in run.planned() if a.system == system]
    if any("question" in case for case in cases.values()):
        return [_ranked(cases[a.case], run.record(a)) for a in answers]
    found: list[ScoredItem] = []
    for answer in answers:
        record = run.record(answer)
        reason = (record.failure or {}).get("message", "") if record else ""
        found += items_of(cases[answer.case], record.output if record else None, reason)
    return found


def _ranked(case: Mapping[str, Any], record: Record | None) -> RankedQuestion:
    output = record.output if record else None
    return RankedQuestion(
        case=case["case"],
        kind=case["kind"],
        block=case["block"],
        expected=tuple(case["expected"]),
        found=None if output is None else tuple(output["found"]),
        failed=record is not None and record.status == "failed",
        text=case["question"],
    )


def _splits(items: Sequence[RankedQuestion | ScoredItem]) -> dict[str, Any]:
    names = ("kind", "block") if items and isinstance(items[0], RankedQuestion) else ("group", "production")
    out: dict[str, Any] = {}
    for name in names:
        parts: dict[str, list[Any]] = {}
        for item in sorted(items, key=lambda i: str(getattr(i, name))):
            parts.setdefault(str(getattr(item, name)), []).append(item)
        out[f"{name}s"] = {value: figures(some) for value, some in parts.items()}
    return out


def _counts(run: RunFolder) -> dict[str, int]:
    records = [run.record(a) for a in run.planned() if a.system == MAIN]
    return {
        "cases": len(records),
        "cases_failed": sum(r is not None and r.status == "failed" for r in records),
        "cases_unscored": sum(r is None or r.status == "unscored" for r in records),
    }
