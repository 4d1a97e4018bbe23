"""The oracle mode: the same judge, with the labelled passages ranked before all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.label_spans import LocatedQuote

if TYPE_CHECKING:
    from assistant.critique.pipeline import CritiqueJob
    from assistant.services import Services

_FIRST = 1000.0  # above any score, so that nothing but labelled passages is close to the best


def with_given_evidence(
    job: CritiqueJob, given: Mapping[str, Sequence[LocatedQuote]], services: Services
) -> CritiqueJob:
    """The job whose evidence is what a perfect search would have brought.

    Where a label has no quote (level 0, not assessable) there is nothing to give and the retrieved evidence stays: an
    empty one would give the answer away.
    """
    from assistant.judging.gather import evidence_from
    from assistant.judging.profiles import with_standing
    from assistant.judging.ranking import DraftIndex, Ranking, rank

    counted = job.context.integrity.counting(job.context.document)
    index = DraftIndex(counted, services.embedder)
    asked = {t.criterion.id for t in job.tasks}
    profiles = with_standing([p for p in services.profiles if p.criterion in asked])
    ranking = rank(index, profiles, services.weights.ranking)
    scores = ranking.scores.copy()
    row_of = {p.criterion: row for row, p in enumerate(profiles)}
    for criterion, quotes in given.items():
        wanted = {quote.passage for quote in quotes}
        for column, passage in enumerate(index.passages):
            if passage.id in wanted:
                scores[row_of[criterion], column] += _FIRST
    evidence = evidence_from(index, profiles, Ranking(scores, ranking.resemblance), services.quality)
    return replace(job, tasks=tuple(replace(t, evidence=evidence[t.criterion.id]) for t in job.tasks))
