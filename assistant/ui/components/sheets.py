"""What is shown of a source: a criterion's sheet, a competence, a worked example, a fact card, a passage."""

from __future__ import annotations

from typing import Any

from assistant.domain.document import Document
from assistant.reporting.wording import place
from assistant.ui.house import services

Sheet = tuple[str, dict[str, Any]]
"""A template and its values."""


def criterion_sheet(criterion_id: str, *, opened: bool = False) -> dict[str, Any]:
    """Values of the template ``sheet``. Raises ``UnknownIdError``."""
    house = services()
    return {
        "criterion": house.referentiel.criterion(criterion_id),
        "guidance": house.corpus.guidance.get(criterion_id),
        "exemplars": sorted(house.corpus.exemplars.get(criterion_id, ()), key=lambda e: -e.level),
        "competences": house.referentiel.group_of(criterion_id).competences,
        "production": house.referentiel.production_of(criterion_id).title,
        "opened": opened,
    }


def source_sheet(kind: str, source_id: str, document: Document | None = None, *, opened: bool = False) -> Sheet | None:
    """How to show that source; None when nothing of that name exists."""
    house = services()
    referentiel, corpus = house.referentiel, house.corpus
    match kind:
        case "criterion" | "guidance" | "verdict" if referentiel.has_criterion(source_id):
            return "sheet", criterion_sheet(source_id, opened=opened)
        case "competence" if referentiel.has_competence(source_id):
            groups = [g for g in referentiel.groups if source_id in g.competences]
            criteria = [criterion for group in groups for criterion in group.criteria]
            return "competence", {
                "competence": referentiel.competence(source_id),
                "criteria": criteria,
                "opened": opened,
            }
        case "production" if any(p.slug == source_id for p in referentiel.productions):
            return "production", {"production": referentiel.production(source_id)}
        case "exemplar" if (found := corpus.exemplar(source_id)) is not None:
            return "exemplar", {
                "example": found,
                "wording": referentiel.criterion(found.criterion).text,
                "opened": opened,
            }
        case "card" if source_id in corpus.cards:
            return "card", {"card": corpus.cards[source_id], "opened": opened}
        case "passage" if document is not None and (passage := document.passage(source_id)) is not None:
            where = place(passage.section, passage.page, passage.turn, document.format)
            return "passage", {"text": passage.text, "where": where}
        case _:
            return None
