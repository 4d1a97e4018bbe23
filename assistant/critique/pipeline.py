"""Run a critique: judge every criterion with a bounded pool, verify each proposal, give verdicts as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from assistant.critique.priorities import choose_priorities
from assistant.critique.progress import Event, Finished, Judged
from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally
from assistant.domain.guidance import Corpus
from assistant.domain.judgement import Verdict
from assistant.domain.referentiel import Production, Referentiel
from assistant.errors import JalonError
from assistant.judging.feedback import complete_feedback
from assistant.judging.ports import DraftContext, Judge, JudgingTask, Proposal
from assistant.judging.verification import JudgingFailure, Verifier

STOPPED = "vous avez arrêté la critique avant ce critère ; relancez-la pour le compléter"
SILENT = "le modèle n'a rien rendu pour ce critère ; relancez la critique pour le compléter"


@dataclass(frozen=True)
class CritiqueJob:
    """All that a critique needs. ``known``: verdicts already committed, which are not judged again."""

    context: DraftContext
    production: Production
    detected: bool
    referentiel: Referentiel
    corpus: Corpus
    tasks: tuple[JudgingTask, ...]
    notices: tuple[str, ...] = ()
    known: Mapping[str, Verdict] = field(default_factory=dict[str, Verdict])


def run_critique(job: CritiqueJob, judge: Judge, *, stopped: Callable[[], bool] = lambda: False) -> Iterator[Event]:
    """Verdicts in the order of their arrival, then the whole critique with every criterion exactly once."""
    started = time.perf_counter()
    verifier = Verifier(job.context.document)
    verdicts: dict[str, Verdict] = {}
    total = len(job.tasks)

    def arrived(verdict: Verdict) -> Judged:
        verdicts[verdict.id] = verdict
        return Judged(verdict, done=len(verdicts), total=total)

    todo: list[JudgingTask] = []
    for task in job.tasks:
        settled = job.known.get(task.criterion.id) or _unassessable(task, job)
        if settled is not None:
            yield arrived(settled)
        else:
            todo.append(task)
    looked = {t.criterion.id: _looked_at(t, job.context) for t in todo}
    tasks = {t.criterion.id: t for t in todo}
    for proposal in _proposals(todo, job.context, judge, stopped):
        if proposal.criterion in tasks and proposal.criterion not in verdicts:
            completed = complete_feedback(proposal, tasks[proposal.criterion])
            verdict = verifier.check(completed, looked[proposal.criterion])
            yield arrived(_with_exemplar(verdict, tasks[proposal.criterion]))
    for task in todo:
        if task.criterion.id not in verdicts:
            reason = STOPPED if stopped() else SILENT
            yield arrived(verifier.check(JudgingFailure(task.criterion.id, reason)))
    yield Finished(_assemble(job, judge, verdicts, time.perf_counter() - started))


def _proposals(
    todo: Sequence[JudgingTask], context: DraftContext, judge: Judge, stopped: Callable[[], bool]
) -> Iterator[Proposal]:
    """Proposals as batches finish; a batch that dies becomes failures with its reason."""
    batches = judge.batches(todo)
    if judge.parallel <= 1:
        for batch in batches:
            if stopped():
                return
            yield from _judged(batch, context, judge, stopped)
        return
    with ThreadPoolExecutor(max_workers=judge.parallel, thread_name_prefix="judge") as pool:
        running: set[Future[list[Proposal]]] = {pool.submit(_judged, b, context, judge, stopped) for b in batches}
        while running:
            done, running = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
            for future in done:
                yield from future.result()
            if stopped():
                for future in running:
                    future.cancel()
                running = {f for f in running if not f.cancelled()}


def _judged(
    batch: Sequence[JudgingTask], context: DraftContext, judge: Judge, stopped: Callable[[], bool]
) -> list[Proposal]:
    if stopped():
        return []
    try:
        return judge.judge(batch, context)
    except JalonError as error:
        return [JudgingFailure(task.criterion.id, error.sentence()) for task in batch]
    except Exception as error:  # one criterion that breaks must not take the other twenty-two along
        reason = f"erreur inattendue ({type(error).__name__}) ; relancez la critique"
        return [JudgingFailure(task.criterion.id, reason) for task in batch]


def _unassessable(task: JudgingTask, job: CritiqueJob) -> Verdict | None:
    """A criterion that this kind of document cannot show is not sent to any judge."""
    document = job.context.document
    if task.guidance is None or not document.shows <= set(task.guidance.not_assessable_in):
        return None
    return Verdict(
        id=task.criterion.id,
        status="not_assessable",
        level=None,
        expectation=task.guidance.expectation,
        finding=f"{_KINDS[document.kind]} ne permet pas de montrer ce critère : il se juge sur un autre support.",
        question=task.guidance.questions[0],
    )


_KINDS = {
    "ecrit": "Un écrit",
    "transcription": "Une transcription",
    "diaporama": "Un diaporama",
    "tableur": "Un tableur",
}


def _looked_at(task: JudgingTask, context: DraftContext) -> tuple[str, ...]:
    """Sections of the passages that came closest, for « non abordé »."""
    sections: list[str] = []
    for candidate in task.evidence.candidates:
        passage = context.document.passage(candidate.passage)
        if passage is not None and passage.section and passage.section not in sections:
            sections.append(passage.section)
    return tuple(sections[:3])


def _with_exemplar(verdict: Verdict, task: JudgingTask) -> Verdict:
    """Point to a worked example one level above, on another company."""
    if verdict.level is None or not task.exemplars:
        return verdict
    wanted = min(3, verdict.level + 1) if verdict.level else 2
    chosen = next((e for e in task.exemplars if e.level == wanted), None)
    return verdict.model_copy(update={"exemplar": chosen.id}) if chosen else verdict


def _assemble(job: CritiqueJob, judge: Judge, verdicts: Mapping[str, Verdict], seconds: float) -> Critique:
    document = job.context.document
    ordered = tuple(verdicts[t.criterion.id] for t in job.tasks)
    proposed = sum(v.proposed for v in ordered)
    dropped = sum(v.dropped for v in ordered)
    return Critique(
        draft=DraftSummary(
            name=document.name,
            sha256=document.sha256,
            words=document.words,
            passages=len(document.passages),
            hidden_text=document.hidden_text,
        ),
        production=ProductionChoice(slug=job.production.slug, title=job.production.title, detected=job.detected),
        model=judge.name,
        referentiel=job.referentiel.key,
        criteria=ordered,
        priorities=choose_priorities(ordered, job.referentiel, job.corpus.guidance),
        quotes=QuoteTally(proposed=proposed, verified=proposed - dropped, dropped=dropped),
        usage=judge.usage().model_copy(update={"seconds": round(seconds, 3)}),
        notices=tuple(n for n in (*job.notices, judge.notice(job.context)) if n),
    )
