"""Take a critique up again: what was judged on this draft, or on the same evidence in another version, is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.critique.pipeline import CritiqueJob, run_critique
from assistant.critique.progress import Event, Judged
from assistant.critique.reuse import evidence_digest, still_valid
from assistant.domain.judgement import Verdict
from assistant.errors import StoreError
from assistant.judging.ports import Judge, JudgingTask

if TYPE_CHECKING:
    from assistant.store.kept_verdicts import JudgedWith, KeptVerdicts

Notify = Callable[[str], None]


@dataclass(frozen=True)
class Savings:
    """Criteria that need not be judged, of ``total``: ``here`` on these bytes, ``carried`` from another version."""

    here: int
    carried: int
    total: int

    @property
    def sentence(self) -> str:
        """For the learner, in French; empty when nothing is saved."""
        saved = self.here + self.carried
        if not saved:
            return ""
        parts: list[str] = []
        if self.here:
            judged = "jugés" if self.here > 1 else "jugé"
            parts.append(f"{_criteria(self.here)} sur {self.total} déjà {judged} sur ce fichier")
        if self.carried:
            parts.append(
                f"{_criteria(self.carried)} sur {self.total} repris d'une version précédente, "
                "leurs preuves n'ayant pas changé"
            )
        left = self.total - saved
        rest = f"{_criteria(left)} à juger" if left else "rien à juger"
        share = round(100 * saved / self.total)
        return f"{' ; '.join(parts)} : {share} % épargnés, {rest}. Tout rejuger : --fresh."


class ResumableCritique:
    """One critique whose verdicts are kept as they arrive. ``savings`` is known before any call.

    The file of verdicts is an economy, never a condition: when it fails, ``notify`` is told once and the critique
    goes on.
    """

    def __init__(
        self, job: CritiqueJob, judge: Judge, kept: KeptVerdicts, *, fresh: bool = False, notify: Notify = print
    ) -> None:
        """``fresh``: judge everything again, and keep that instead."""
        self._judge, self._kept, self._notify = judge, kept, notify
        self._keeping = True
        self._asked = [task for task in job.tasks if _reaches_a_judge(task, job)]
        self._digests = {t.criterion.id: evidence_digest(t, job.context.document) for t in self._asked}
        here, carried = ({}, {}) if fresh else self._known(job)
        self._carried = carried
        self._job = replace(job, known={**job.known, **carried, **here})
        self.savings = Savings(len(here), len(carried.keys() - here.keys()), len(self._asked))

    def events(self) -> Iterator[Event]:
        """As ``run_critique``; each verdict is committed before it is given."""
        for event in run_critique(self._job, self._judge):
            if isinstance(event, Judged):
                self._commit(event.verdict)
            yield event

    def _known(self, job: CritiqueJob) -> tuple[Mapping[str, Verdict], Mapping[str, Verdict]]:
        with_ = self._with(job)
        try:
            found = self._kept.of_draft(with_, job.context.document.sha256)
            elsewhere = self._kept.of_evidence(with_, self._digests.values())
        except StoreError as error:
            self._give_up(error)
            return {}, {}
        here = {criterion: verdict for criterion, verdict in found.items() if criterion in self._digests}
        before = {c: (verdict, digest) for (c, digest), verdict in elsewhere.items() if digest == self._digests.get(c)}
        missing = [task for task in self._asked if task.criterion.id not in here]
        return here, still_valid(missing, self._digests, before, job.context.document)

    def _with(self, job: CritiqueJob) -> JudgedWith:
        from assistant.store.kept_verdicts import JudgedWith

        return JudgedWith(job.referentiel.key, job.corpus.digest, self._judge.version, self._judge.name)

    def _commit(self, verdict: Verdict) -> None:
        known = verdict.id in self._job.known and verdict.id not in self._carried
        if not self._keeping or known or verdict.status == "failed" or verdict.id not in self._digests:
            return
        try:
            sha256, digest = self._job.context.document.sha256, self._digests[verdict.id]
            self._kept.keep(self._with(self._job), sha256, digest, verdict)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._keeping = False
        self._notify(f"{error.sentence()} La critique continue sans rien garder.")


def _reaches_a_judge(task: JudgingTask, job: CritiqueJob) -> bool:
    """What this kind of document cannot show is settled by the program, for nothing."""
    return task.guidance is None or not job.context.document.shows <= set(task.guidance.not_assessable_in)


def _criteria(count: int) -> str:
    return f"{count} critère{'s' if count > 1 else ''}"
