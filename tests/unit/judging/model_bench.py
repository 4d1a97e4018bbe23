"""Drafts, tasks and answers for the tests of the model judge."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.document import Document
from assistant.domain.guidance import Guidance, Indicator
from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.judging.integrity import Integrity, examine
from assistant.judging.ports import DraftContext, JudgingTask
from assistant.llm.ports import ChatRequest
from tests.unit.drafts import document_of

REF = load_referentiel()
DRAFT = document_of(
    "Nous avons interrogé 120 clients en mars 2024, « en magasin ».",
    "Mme Delorme a relancé 45 prospects, dont 12 ont accepté un rendez-vous.",
    "Le panier moyen est de 42 €, contre 38 € l’an passé.",
)
TRUE_QUOTE = ("1", "interrogé 120 clients en mars 2024")
OFFICIAL = [c.text for c in REF.criteria()]


def context_of(document: Document = DRAFT) -> DraftContext:
    return DraftContext(document, "Analyse des résultats", "RDC", examine(document, OFFICIAL))


def bare_context(document: Document = DRAFT) -> DraftContext:
    return DraftContext(document, "Analyse des résultats", "RDC", Integrity())


def tasks_of(slug: str = "analyse", document: Document = DRAFT, guided: bool = True) -> tuple[JudgingTask, ...]:
    return tuple(
        JudgingTask(
            criterion=c,
            heading=REF.heading_of(c.id),
            guidance=guidance(c.id) if guided else None,
            exemplars=(),
            evidence=CriterionEvidence(
                criterion=c.id,
                candidates=tuple(Candidate(passage=p.id, score=1.0) for p in document.passages[:3]),
                searched=len(document.passages),
            ),
        )
        for c in REF.criteria_of(slug)
    )


def guidance(criterion: str) -> Guidance:
    return Guidance(
        criterion=criterion,
        expectation="Le jury attend des chiffres.",
        indicators=(Indicator(text="Un chiffre est donné.", phrases=("42 €",)),),
        level_descriptors={1: "rien de précis", 2: "des chiffres", 3: "des chiffres comparés"},
        pitfalls=("Oublier la date.",),
        questions=("Quel chiffre ?",),
        next_step={0: "Chercher.", 1: "Compter.", 2: "Comparer.", 3: "Garder."},
        synonyms=(),
    )


def asked_ids(request: ChatRequest) -> list[str]:
    """Ids of the criteria that a request is about."""
    last = request.messages[-1].content
    return re.findall(r"CR\.[\w.-]+\.\d\d", last.rsplit("dans cet ordre :", 1)[-1])


def answer(
    criterion: str, level: int | None = 2, quotes: Sequence[tuple[str, str]] = (TRUE_QUOTE,), **more: object
) -> dict[str, object]:
    return {
        "id": criterion,
        "reasoning": "Le texte donne un chiffre.",
        "quotes": [{"passage": p, "text": t} for p, t in quotes],
        "level": level,
        "borderline": False,
        "expectation": "",
        "finding": "Vous donnez un chiffre et sa date.",
        "gap": "La comparaison manque.",
        "question": "À quoi comparez-vous ce chiffre ?",
        "next_step": "Chercher le chiffre de l'an passé.",
        **more,
    }


def sheet(*answers: dict[str, object]) -> str:
    return json.dumps({"criteria": list(answers)}, ensure_ascii=False)
