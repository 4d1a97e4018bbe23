"""One of the three printed documents of a scenario: seller's sheet, buyer's sheet, trainer's guide."""

from __future__ import annotations

from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Scenario
from assistant.roleplay.sheets.guide import guide_sections
from assistant.roleplay.sheets.parts import sheet_of
from assistant.roleplay.sheets.roles import buyer_sheet, seller_sheet
from assistant.roleplay.sheets.sheet import Sheet, SheetName


def build_sheet(scenario: Scenario, name: SheetName, referentiel: Referentiel) -> Sheet:
    """One of the three documents. The seller's sheet holds nothing that the learner must discover."""
    if name == "vendeur":
        return seller_sheet(scenario)
    if name == "acheteur":
        return buyer_sheet(scenario)
    warning = "Réservé au formateur : contient les secrets des deux fiches."
    return sheet_of(scenario, "guide", "Guide du formateur", warning, guide_sections(scenario, referentiel))
