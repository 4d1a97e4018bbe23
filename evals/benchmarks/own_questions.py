"""The coach in force over our own question sets: right criterion cited, refusals right and wrong, time of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.benchmarks.chats import prepare_home
from evals.benchmarks.processes import now, percentile
from evals.question_sets import Question, load_questions
from evals.scorers.conduct import CoachItem, Conduct

if TYPE_CHECKING:
    from assistant.coaching.ports import Reply
    from assistant.services import Services

DATASETS = Path(__file__).resolve().parents[1] / "datasets" / "chat"
SETS = ("dev", "test")


def measure(folder: Path) -> dict[str, Any]:
    """Shares (0-1) by the scorer of the suite ``chat``; answer times in milliseconds, engines warm."""
    from assistant.services import Services
    from assistant.settings import Settings

    prepare_home(folder / "home")
    services = Services(Settings(home=folder / "home"))
    sets = {name: load_questions(DATASETS / name, services.referentiel, services.corpus) for name in SETS}
    _ask(services, "Que demande le jury pour le critère CR.1.1.03 ?")
    return {name: _figures(services, questions) for name, questions in sets.items()}


def _figures(services: Services, questions: Sequence[Question]) -> dict[str, Any]:
    items: list[CoachItem] = []
    times: list[float] = []
    for question in questions:
        start = now()
        reply = _ask(services, question.text)
        times.append(1000 * (now() - start))
        items.append(
            CoachItem(
                case=question.name,
                kind=question.kind,
                expected=question.expected,
                must=question.must,
                must_not=question.must_not,
                outcome="done",
                answer=reply.answer,
                intent=reply.intent,
                refused=reply.refused,
                cited=tuple(citation.id for citation in reply.citations),
            )
        )
    counts = Conduct().tally(items)
    return {
        "questions": len(items),
        "right_criterion_cited_first": _share(counts["first_cited"], counts["expecting"]),
        "right_criterion_cited": _share(counts["expected_cited"], counts["expecting"]),
        "of_questions_with_a_criterion": int(counts["expecting"]),
        "right_refusals": int(counts["refusals_right"]),
        "to_refuse": int(counts["must_refuse"]),
        "wrong_refusals": int(counts["refusals_wrong"]),
        "to_answer": int(counts["must_answer"]),
        "answer_median_ms": round(percentile(times, 0.5), 1),
        "answer_p95_ms": round(percentile(times, 0.95), 1),
    }


def _ask(services: Services, question: str) -> Reply:
    """One question in a conversation of its own, without a draft."""
    from assistant.coaching.ports import CoachContext, Reply

    reply = None
    for event in services.coach().reply([], question, CoachContext()):
        if isinstance(event, Reply):
            reply = event
    assert reply is not None  # the port promises a reply, last
    return reply


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 3) if whole else None
