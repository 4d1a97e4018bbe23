"""The embedded judge's mean level, finer than the level it gives: for the area under the curve of level 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.critique import Critique

if TYPE_CHECKING:
    from assistant.critique.pipeline import CritiqueJob
    from assistant.services import Services


def expected_levels(job: CritiqueJob, critique: Critique, services: Services) -> dict[str, float]:
    """Mean level (0–3) under the judge's own chances, by judged criterion; empty for another judge."""
    from assistant.judging.embedded import EmbeddedJudge
    from assistant.judging.features import features_of

    if critique.model != EmbeddedJudge.name:
        return {}
    model = services.weights.levels
    judged = {v.id for v in critique.criteria if v.status == "judged"}
    return {
        t.criterion.id: round(
            sum(k * chance for k, chance in enumerate(model.probabilities(features_of(t.evidence)))), 4
        )
        for t in job.tasks
        if t.criterion.id in judged
    }
