"""Everything between a draft and its judging: admission, production, integrity, evidence for every criterion."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.critique.admission import admit, notices_for
from assistant.critique.detection import detect_production
from assistant.critique.pipeline import CritiqueJob
from assistant.domain.document import Document
from assistant.domain.guidance import Corpus
from assistant.domain.judgement import Verdict
from assistant.domain.referentiel import Referentiel
from assistant.judging.gather import gather_evidence
from assistant.judging.integrity import examine
from assistant.judging.ports import DraftContext, JudgingTask
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.passages import PassageIndex
from assistant.retrieval.vectors import CorpusVectors


def prepare(
    document: Document,
    referentiel: Referentiel,
    corpus: Corpus,
    vectors: CorpusVectors,
    embedder: Embedder,
    *,
    slug: str | None = None,
    known: Mapping[str, Verdict] | None = None,
    notice: str = "",
) -> CritiqueJob:
    """A job ready to run. ``slug`` None: the production is detected.

    Raises ``DraftError`` when the draft must not be judged, ``UnknownIdError`` for an unknown production.
    """
    asked = referentiel.production(slug) if slug else None
    admit(document)
    index = PassageIndex(document.passages, embedder)
    owners = [entry.criterion for entry in vectors.entries]
    likely = detect_production(document, referentiel, index.vectors, vectors.matrix, owners).production
    production = asked or likely
    criteria = referentiel.criteria_of(production.slug)
    official = [c.text for c in referentiel.criteria()]
    official += [c.text for b in referentiel.blocks for c in b.competences]
    integrity = examine(document, official)
    probes = {entry.text: vector for c in criteria for entry, vector in vectors.of_criterion(c.id)}
    evidence = gather_evidence(index, criteria, corpus.guidance, corpus.exemplars, probes, integrity)
    tasks = tuple(
        JudgingTask(
            criterion=criterion,
            heading=referentiel.heading_of(criterion.id),
            guidance=corpus.guidance.get(criterion.id),
            exemplars=corpus.exemplars.get(criterion.id, ()),
            evidence=evidence[criterion.id],
        )
        for criterion in criteria
    )
    notices = notices_for(document, production, likely, integrity, detected=asked is None)
    return CritiqueJob(
        context=DraftContext(document, production.title, referentiel.title, integrity),
        production=production,
        detected=asked is None,
        referentiel=referentiel,
        corpus=corpus,
        tasks=tasks,
        notices=(notice, *notices) if notice else notices,
        known=known or {},
    )
