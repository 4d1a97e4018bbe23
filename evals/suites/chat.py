"""Suite ``chat``: the coach's answers to single questions, against the rules of conduct."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.question_sets import Question, known_ids, load_questions
from evals.records import Record
from evals.run_folder import RunFolder
from evals.running import Job, NotAvailable, Output, SuitePlan
from evals.scorers.conduct import CoachCoverage, CoachItem, Conduct
from evals.scorers.port import Scorer
from evals.scoring import figures_from
from evals.suites.critique import MAIN, SCHEMA
from evals.suites.unscored import unavailable

if TYPE_CHECKING:
    from assistant.coaching.ports import Coach
    from assistant.services import Services
    from evals.suites.options import RunOptions

_RUN = 6  # words in a row that make a borrowing


def build(data: Path, services: Services, options: RunOptions) -> SuitePlan:  # noqa: ARG001 - no baseline here
    """Every question, each in a conversation of its own, without a draft."""
    questions = load_questions(data, services.referentiel, services.corpus)
    known = known_ids(services.referentiel, services.corpus)
    runs = source_runs(services)
    cases = [
        {
            "case": q.name,
            "question": q.text,
            "kind": q.kind,
            "expected": list(q.expected),
            "must": list(q.must),
            "must_not": list(q.must_not),
        }
        for q in questions
    ]
    jobs = [_job(q, services, known, runs) for q in questions]
    return SuitePlan("chat", data.name, cases, jobs)


def _job(question: Question, services: Services, known: frozenset[str], runs: frozenset[tuple[str, ...]]) -> Job:
    def call(earlier: Record | None) -> Output:  # noqa: ARG001 - an answer is asked again as a whole
        from assistant.coaching.ports import CoachContext, Reply

        reply: Reply | None = None
        for event in coach_of(services).reply([], question.text, CoachContext()):
            if isinstance(event, Reply):
                reply = event
        assert reply is not None  # the port promises a reply, last
        cited = [c.id for c in reply.citations]
        output = {
            "answer": reply.answer,
            "intent": reply.intent,
            "refused": reply.refused,
            "citations": cited,
            "grounded": sum(i in known and i in reply.answer for i in cited),
            "sourced": round(sourced_share(reply.answer, runs), 4),
        }
        return output, reply.usage.model_dump(mode="json")

    return Job(
        case=question.name,
        system=MAIN,
        identity={"question": question.text},
        input={"question": question.text, "kind": question.kind},
        call=call,
    )


def coach_of(services: Services) -> Coach:
    """The coach in force. Raises ``NotAvailable`` while there is none."""
    make: Callable[[], Coach] | None = getattr(services, "coach", None)
    if make is None:
        raise NotAvailable("Le coach n'existe pas encore dans cette version : rien n'est noté.")
    return make() if callable(make) else make


def source_runs(services: Services) -> frozenset[tuple[str, ...]]:
    """Runs of six words of the référentiel, its guidance, exemplars and cards."""
    referentiel, corpus = services.referentiel, services.corpus
    texts = [c.text for c in referentiel.criteria()]
    texts += [c.text for b in referentiel.blocks for c in b.competences]
    texts += [p.wording for p in referentiel.productions]
    for guidance in corpus.guidance.values():
        texts += [guidance.expectation, *(i.text for i in guidance.indicators), *guidance.pitfalls, *guidance.questions]
        texts += [*guidance.level_descriptors.values(), *guidance.next_step.values()]
    texts += [e.text for exemplars in corpus.exemplars.values() for e in exemplars]
    texts += [c.text for c in corpus.cards.values()]
    return frozenset(run for text in texts for run in _runs(_words(text)))


def sourced_share(answer: str, runs: frozenset[tuple[str, ...]]) -> float:
    """Share (0–1) of the answer's words that stand in such a run."""
    words = _words(answer)
    covered = [False] * len(words)
    for start, run in enumerate(_runs(words)):
        if run in runs:
            covered[start : start + _RUN] = [True] * _RUN
    return sum(covered) / len(words) if words else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]


def main_items(run: RunFolder) -> list[CoachItem]:
    """Questions beside answers."""
    cases = {case["case"]: case for case in run.plan()["cases"]}
    return [_item(cases[a.case], run.record(a)) for a in run.planned()]


def _item(case: Mapping[str, Any], record: Record | None) -> CoachItem:
    output = record.output if record else None
    item = CoachItem(
        case=case["case"],
        kind=case["kind"],
        expected=tuple(case["expected"]),
        must=tuple(case["must"]),
        must_not=tuple(case["must_not"]),
        outcome=record.status if record else "unscored",
    )
    if output is None:
        return item
    return replace(
        item,
        answer=output["answer"],
        intent=output["intent"],
        refused=output["refused"],
        cited=tuple(output["citations"]),
        grounded=output["grounded"],
        sourced=output["sourced"],
    )


def scorers_for(items: Sequence[CoachItem]) -> Sequence[Scorer[CoachItem]]:  # noqa: ARG001 - the same for all
    """The scorers of a comparison."""
    return (Conduct(), CoachCoverage())


def score(run: RunFolder) -> dict[str, Any]:
    """Figures by question and by kind; the answers that broke a rule."""
    plan = run.plan()
    items = main_items(run)
    kinds = sorted({i.kind for i in items})
    return {
        "schema": SCHEMA,
        "suite": "chat",
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": [*plan["notes"], *unavailable(run)],
        "counts": {
            "cases": len(items),
            "cases_failed": sum(i.outcome == "failed" for i in items),
            "cases_unscored": sum(i.outcome == "unscored" for i in items),
        },
        "overall": figures(items),
        "kinds": {kind: figures([i for i in items if i.kind == kind]) for kind in kinds},
    }


def figures(items: Sequence[CoachItem]) -> dict[str, Any]:
    """Metrics with intervals by question."""
    return {"n": sum(i.answered for i in items), **figures_from([[i] for i in items], scorers_for(items))}
