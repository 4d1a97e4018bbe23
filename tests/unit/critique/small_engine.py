"""An engine small enough to follow: each criterion is served by one paragraph of the draft, and quoted from it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from assistant.corpus.referentiel_file import load_referentiel
from assistant.critique.pipeline import CritiqueJob
from assistant.domain.critique import Usage
from assistant.domain.document import Document
from assistant.domain.guidance import Corpus
from assistant.domain.judgement import Candidate, CriterionEvidence, Judgement, ProposedQuote
from assistant.domain.levels import Level
from assistant.judging.integrity import Integrity
from assistant.judging.ports import DraftContext, Judge, JudgingTask, Proposal

REF = load_referentiel()
SLUG = "outils"
IDS = tuple(c.id for c in REF.criteria_of(SLUG))
LevelOf = Callable[[str], Level]


def paragraphs(*changes: tuple[int, str]) -> list[str]:
    """A paragraph of two sentences for each criterion, some of them replaced."""
    texts = [f"Le point {rank} est traité avec {10 + rank} chiffres. Il est sourcé, ligne {rank}." for rank in range(6)]
    for rank, text in changes:
        texts[rank] = text
    return texts


class SmallJudge:
    """Gives 3 to a passage that cites the INSEE, else 1. ``asked`` is shared by all the judges of an engine."""

    def __init__(self, engine: SmallEngine) -> None:
        self._engine = engine
        self.name, self.parallel, self.version = engine.model, engine.parallel, engine.prompt

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        return [(task,) for task in tasks]

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        return [self._one(task, context.document) for task in batch]

    def notice(self, context: DraftContext) -> str:
        return ""

    def usage(self) -> Usage:
        return Usage(calls=len(self._engine.asked))

    def _one(self, task: JudgingTask, document: Document) -> Proposal:
        self._engine.before(task.criterion.id)
        passage = document.passage(task.evidence.candidates[0].passage)
        assert passage is not None
        return Judgement(
            criterion=task.criterion.id,
            level=3 if "INSEE" in passage.text else 1,
            quotes=(ProposedQuote(passage=passage.id, text=passage.text[:40]),),
            finding=f"constat de {task.criterion.id}",
            next_step="Citez une source publique.",
        )


class SmallEngine:
    """Implements ``critique.background.Engine``. ``gate``: when given, each judgement waits for a permit."""

    def __init__(
        self,
        *,
        model: str = "scripted:1",
        parallel: int = 1,
        delay: float = 0.0,
        gate: threading.Semaphore | None = None,
        fault: Exception | None = None,
    ) -> None:
        self.model, self.parallel, self.delay, self.gate, self.fault = model, parallel, delay, gate, fault
        self.asked: list[str] = []
        self.prompt = "judge@1"

    def before(self, criterion: str) -> None:
        if self.gate is not None:
            self.gate.acquire()
        time.sleep(self.delay)
        self.asked.append(criterion)

    def judge(self) -> Judge:
        return SmallJudge(self)

    def prepare(self, document: Document, production: str | None) -> CritiqueJob:
        if self.fault is not None:
            raise self.fault
        chosen = REF.production(production or SLUG)
        tasks = tuple(
            JudgingTask(
                criterion=criterion,
                heading=REF.heading_of(criterion.id),
                guidance=None,
                exemplars=(),
                evidence=CriterionEvidence(
                    criterion=criterion.id,
                    candidates=(Candidate(passage=document.passages[rank % len(document.passages)].id, score=1.0),),
                    searched=len(document.passages),
                ),
            )
            for rank, criterion in enumerate(REF.criteria_of(chosen.slug))
        )
        context = DraftContext(document, chosen.title, REF.title, Integrity())
        return CritiqueJob(context, chosen, production is None, REF, Corpus(digest="g" * 64), tasks)
