from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from assistant.corpus.referentiel_file import load_referentiel
from assistant.critique.pipeline import SILENT, STOPPED, CritiqueJob, run_critique
from assistant.critique.progress import Finished, Judged
from assistant.domain.critique import Critique, Usage
from assistant.domain.guidance import Corpus, Exemplar, Guidance, Indicator
from assistant.domain.judgement import Candidate, CriterionEvidence, Judgement, ProposedQuote, Verdict
from assistant.errors import ModelUnavailable
from assistant.judging.integrity import Integrity
from assistant.judging.ports import DraftContext, JudgingTask, Proposal
from assistant.judging.verification import UNSUPPORTED, JudgingFailure
from tests.unit.drafts import document_of

REF = load_referentiel()
DRAFT = document_of("Nous avons interrogé 120 clients en mars 2024.", "Le panier moyen est de 42 €, contre 38 € hier.")
CRITERIA = REF.criteria_of("analyse") + REF.criteria_of("bilan")
IDS = [c.id for c in CRITERIA]
Answer = Callable[[JudgingTask], Proposal | None]


class ScriptedJudge:
    """A judge whose answers are given by the test."""

    name = "scripted"
    version = "scripted@1"

    def __init__(self, answer: Answer, *, parallel: int = 1, size: int = 1) -> None:
        self.answer, self.parallel, self.size = answer, parallel, size
        self.asked: list[str] = []

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        return [tuple(tasks[i : i + self.size]) for i in range(0, len(tasks), self.size)]

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        self.asked += [t.criterion.id for t in batch]
        return [p for t in batch if (p := self.answer(t)) is not None]

    def notice(self, context: DraftContext) -> str:
        return "Lu par extraits."

    def usage(self) -> Usage:
        return Usage(calls=len(self.asked))


def good(task: JudgingTask, level: int = 2) -> Judgement:
    quote = ProposedQuote(passage=DRAFT.passages[1].id, text="Le panier moyen est de 42 €")
    return Judgement(criterion=task.criterion.id, level=level, quotes=(quote,), finding="constat")  # type: ignore[arg-type]


def job_of(known: dict[str, Verdict] | None = None, guidance: dict[str, Guidance] | None = None) -> CritiqueJob:
    corpus = Corpus(guidance=guidance or {})
    tasks = tuple(
        JudgingTask(
            criterion=c,
            heading=REF.heading_of(c.id),
            guidance=corpus.guidance.get(c.id),
            exemplars=(
                Exemplar(
                    id=f"EX.{c.id}.1", criterion=c.id, level=3, sector="s", company="c", text="t", why="w", lift="l"
                ),
            ),
            evidence=CriterionEvidence(
                criterion=c.id, candidates=(Candidate(passage=DRAFT.passages[0].id, score=1.0),), searched=2
            ),
        )
        for c in CRITERIA
    )
    return CritiqueJob(
        context=DraftContext(DRAFT, "Analyse", "rdc", Integrity()),
        production=REF.production("analyse"),
        detected=True,
        referentiel=REF,
        corpus=corpus,
        tasks=tasks,
        known=known or {},
    )


def finished(judge: ScriptedJudge, job: CritiqueJob | None = None, **options) -> Critique:
    events = list(run_critique(job or job_of(), judge, **options))
    assert isinstance(events[-1], Finished)
    arrived = [e for e in events if isinstance(e, Judged)]
    assert [e.done for e in arrived] == list(range(1, len(IDS) + 1))
    assert sorted(e.verdict.id for e in arrived) == sorted(IDS)
    critique = events[-1].critique
    assert [v.id for v in critique.criteria] == IDS
    return critique


@pytest.mark.parametrize(("parallel", "size"), [(1, 1), (1, 3), (4, 1), (4, 3)])
def test_every_criterion_once_in_the_official_order(parallel: int, size: int) -> None:
    critique = finished(ScriptedJudge(good, parallel=parallel, size=size))
    assert {v.status for v in critique.criteria} == {"judged"}
    assert critique.quotes.model_dump() == {"proposed": 8, "verified": 8, "dropped": 0}
    assert critique.usage.calls == 8
    assert critique.notices == ("Lu par extraits.",)


def test_a_batch_that_dies_becomes_failures_with_the_reason_and_the_rest_is_kept() -> None:
    def answer(task: JudgingTask) -> Proposal:
        if task.criterion.id == IDS[2]:
            raise ModelUnavailable("Le serveur a coupé.", "Relancez.")
        if task.criterion.id == IDS[3]:
            raise ZeroDivisionError
        return good(task)

    critique = finished(ScriptedJudge(answer, parallel=3))
    assert [v.status for v in critique.criteria].count("failed") == 2
    assert critique.verdict(IDS[2]).reason == "Le serveur a coupé. Relancez."  # type: ignore[union-attr]
    assert "ZeroDivisionError" in (critique.verdict(IDS[3]).reason or "")  # type: ignore[union-attr]
    assert critique.verdict(IDS[2]).level is None  # type: ignore[union-attr]


def test_missing_duplicate_and_unknown_answers_change_nothing_for_the_others() -> None:
    class Confused(ScriptedJudge):
        def judge(self, batch, context):  # type: ignore[no-untyped-def]
            out = super().judge(batch, context)
            stray = Judgement(criterion="CR.9.9.99", level=3, finding="x")
            again = [p.model_copy(update={"level": 3}) for p in out if isinstance(p, Judgement)]
            return [stray, *out, *again]

    critique = finished(Confused(lambda t: None if t.criterion.id == IDS[0] else good(t, 1), size=4))
    assert critique.criteria[0].reason == SILENT
    assert {v.level for v in critique.criteria[1:]} == {1}


def test_an_invented_quote_never_reaches_the_learner() -> None:
    def answer(task: JudgingTask) -> Proposal:
        quote = ProposedQuote(passage=DRAFT.passages[0].id, text="Nous avons interrogé 5 000 clients")
        return Judgement(criterion=task.criterion.id, level=3, quotes=(quote,), finding="x")

    critique = finished(ScriptedJudge(answer))
    assert {v.reason for v in critique.criteria} == {UNSUPPORTED}
    assert critique.quotes.dropped == critique.quotes.proposed == 8
    assert critique.priorities == ()


def test_known_verdicts_are_not_judged_again() -> None:
    judge = ScriptedJudge(good)
    known = {IDS[1]: Verdict(id=IDS[1], status="judged", level=3, finding="déjà")}
    critique = finished(judge, job_of(known))
    assert IDS[1] not in judge.asked
    assert critique.verdict(IDS[1]).finding == "déjà"  # type: ignore[union-attr]


@pytest.mark.parametrize("parallel", [1, 2])
def test_stopping_keeps_what_is_judged_and_names_the_rest(parallel: int) -> None:
    stop = threading.Event()

    def answer(task: JudgingTask) -> Proposal:
        if task.criterion.id == IDS[1]:
            stop.set()
        time.sleep(0.01)
        return good(task)

    critique = finished(ScriptedJudge(answer, parallel=parallel), stopped=stop.is_set)
    assert critique.criteria[0].status == "judged"
    left = [v for v in critique.criteria if v.status == "failed"]
    assert left
    assert {v.reason for v in left} == {STOPPED}


def guidance_of(criterion: str, **changes: object) -> Guidance:
    return Guidance(
        **{
            "criterion": criterion,
            "expectation": "Le jury attend des faits.",
            "indicators": (Indicator(text="Des faits", phrases=("On a compté.",)),),
            "level_descriptors": {1: "a", 2: "b", 3: "c"},
            "pitfalls": ("p",),
            "questions": ("Q0 ?", "Q1 ?"),
            "next_step": {0: "étape 0", 1: "étape 1", 2: "étape 2", 3: "étape 3"},
            "synonyms": ("s",),
            **changes,
        }  # type: ignore[arg-type]
    )


def test_what_the_document_cannot_show_is_not_asked() -> None:
    judge = ScriptedJudge(good)
    critique = finished(judge, job_of(guidance={IDS[0]: guidance_of(IDS[0], not_assessable_in=("ecrit",))}))
    assert IDS[0] not in judge.asked
    verdict = critique.criteria[0]
    assert (verdict.status, verdict.level) == ("not_assessable", None)
    assert "Un écrit ne permet pas" in verdict.finding


def test_guidance_fills_in_what_the_judge_leaves_silent() -> None:
    critique = finished(ScriptedJudge(good), job_of(guidance={IDS[0]: guidance_of(IDS[0])}))
    first, second = critique.criteria[0], critique.criteria[1]
    assert (first.expectation, first.question, first.next_step) == ("Le jury attend des faits.", "Q1 ?", "étape 2")
    assert REF.criterion(IDS[1]).text in second.expectation
    assert second.question.endswith("?")
    assert first.exemplar == f"EX.{IDS[0]}.1"


def test_level_zero_says_where_one_looked() -> None:
    critique = finished(ScriptedJudge(lambda t: Judgement(criterion=t.criterion.id, level=0, finding="rien")))
    assert {v.looked_at for v in critique.criteria} == {("1. Marché",)}


def test_a_failure_returned_is_shown_as_such() -> None:
    critique = finished(ScriptedJudge(lambda t: JudgingFailure(t.criterion.id, "clé révoquée")))
    assert {(v.status, v.reason) for v in critique.criteria} == {("failed", "clé révoquée")}
