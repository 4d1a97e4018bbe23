"""Everything between a draft and its judging: admission, production, integrity, evidence for every criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.critique.admission import admit, notices_for
from assistant.critique.detection import detect_production
from assistant.critique.pipeline import CritiqueJob
from assistant.domain.document import Document
from assistant.domain.guidance import Corpus
from assistant.domain.judgement import CriterionEvidence, Verdict
from assistant.domain.referentiel import Production, Referentiel
from assistant.judging.arithmetic import audit
from assistant.judging.gather import gather_evidence
from assistant.judging.integrity import examine
from assistant.judging.ports import DraftContext, JudgingTask
from assistant.judging.profiles import CriterionProfile, with_standing
from assistant.judging.quality import QualityScale
from assistant.judging.ranking import DraftIndex
from assistant.retrieval.embedding import Embedder

SHOWN = 5
"""Contradictions between figures shown at once; more would drown the critique."""


def prepare(
    document: Document,
    referentiel: Referentiel,
    corpus: Corpus,
    profiles: Sequence[CriterionProfile],
    embedder: Embedder,
    weights: Mapping[str, float],
    quality: QualityScale,
    *,
    slug: str | None = None,
    known: Mapping[str, Verdict] | None = None,
    notice: str = "",
) -> CritiqueJob:
    """A job ready to run. ``slug`` None: the production is detected. ``profiles``: of every criterion of the
    référentiel. ``weights``: of the ranking of passages. ``quality``: fitted on the authored examples.

    Raises ``DraftError`` when the draft must not be judged, ``UnknownIdError`` for an unknown production.
    """
    asked = referentiel.production(slug) if slug else None
    admit(document)
    integrity = examine(document, official_wordings(referentiel))
    index = DraftIndex(integrity.counting(document), embedder)
    likely = detect_production(document, referentiel, index, profiles).production
    production = asked or likely
    assessed = {c.id for c in referentiel.criteria_of(production.slug)}
    evidence = gather_evidence(index, with_standing([p for p in profiles if p.criterion in assessed]), weights, quality)
    notices = notices_for(document, production, likely, integrity, detected=asked is None)
    notices += tuple(discrepancy.sentence for discrepancy in audit(document)[:SHOWN])
    return CritiqueJob(
        context=DraftContext(document, production.title, referentiel.title, integrity),
        production=production,
        detected=asked is None,
        referentiel=referentiel,
        corpus=corpus,
        tasks=_tasks(production, referentiel, corpus, evidence),
        notices=(notice, *notices) if notice else notices,
        known=known or {},
    )


def official_wordings(referentiel: Referentiel) -> list[str]:
    """The texts that a draft may not pass off as its own: criteria and competences."""
    return [c.text for c in referentiel.criteria()] + [c.text for b in referentiel.blocks for c in b.competences]


def _tasks(
    production: Production, referentiel: Referentiel, corpus: Corpus, evidence: Mapping[str, CriterionEvidence]
) -> tuple[JudgingTask, ...]:
    return tuple(
        JudgingTask(
            criterion=criterion,
            heading=referentiel.heading_of(criterion.id),
            guidance=corpus.guidance.get(criterion.id),
            exemplars=corpus.exemplars.get(criterion.id, ()),
            evidence=evidence[criterion.id],
        )
        for criterion in referentiel.criteria_of(production.slug)
    )
