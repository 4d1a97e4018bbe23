"""Jalon itself as a system under evaluation: its own evidence and judge, or its judge with given evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.domain.critique import Critique
from assistant.domain.judgement import CriterionEvidence, Verdict
from evals.running import NotAvailable
from evals.systems.embedded_levels import expected_levels
from evals.systems.given_evidence import with_given_evidence
from evals.systems.port import Answer, DraftCase

if TYPE_CHECKING:
    from assistant.services import Services


class JalonSystem:
    """``Services.prepare`` then ``run_critique``, exactly what a learner gets."""

    name = "jalon"

    def __init__(self, services: Services) -> None:
        self._services = services

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:
        """The whole critique. Raises ``DraftError`` for a draft that must not be judged, ``NotAvailable`` when another
        judge than the one asked for would answer."""
        from assistant.critique.pipeline import run_critique
        from assistant.critique.progress import Finished

        judge = self._services.judge()
        if judge.name != self._services.settings.model:
            raise NotAvailable(
                f"Le juge en service est « {judge.name} », pas « {self._services.settings.model} » : rien n'est noté."
            )
        done = {identifier: Verdict.model_validate(value) for identifier, value in (known or {}).items()}
        job = self._services.prepare(case.document, case.production, done)
        candidates = {t.criterion.id: _places(t.evidence, case) for t in job.tasks}
        if case.given is not None:
            job = with_given_evidence(job, case.given, self._services)
        critique: Critique | None = None
        for event in run_critique(job, judge):
            if isinstance(event, Finished):
                critique = event.critique
        assert critique is not None  # run_critique always ends with Finished
        return Answer(
            criteria=[v.model_dump(mode="json") for v in critique.criteria],
            priorities=list(critique.priorities),
            candidates=candidates,
            expected=expected_levels(job, critique, self._services),
            usage=critique.usage.model_dump(mode="json"),
        )


def _places(evidence: CriterionEvidence, case: DraftCase) -> list[tuple[str, int, int]]:
    passages = (case.document.passage(c.passage) for c in evidence.candidates)
    return [(p.id, p.start, p.end) for p in passages if p is not None]
