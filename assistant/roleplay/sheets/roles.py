"""The sheets of the two people who play a scenario: the seller's, and the buyer's with its secrets."""

from __future__ import annotations

from assistant.domain.economics import Economics
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.filling import capital, lower_first
from assistant.roleplay.sheets.parts import sheet_of, signed, situation, voiced
from assistant.roleplay.sheets.sheet import Section, Sheet, Table

_ROLES = {
    "negociation": ("Fiche vendeur", "Fiche acheteur"),
    "decouverte": ("Fiche vendeur", "Fiche client"),
    "prospection": ("Fiche vendeur", "Fiche prospect"),
    "reunion": ("Fiche animateur", "Fiche participants"),
}
_READERS = {
    "negociation": ("la personne qui vend", "la personne qui joue le client"),
    "decouverte": ("la personne qui vend", "la personne qui joue le client"),
    "prospection": ("la personne qui vend", "la personne qui joue le prospect"),
    "reunion": ("la personne qui anime", "la personne qui joue l'équipe"),
}


def seller_sheet(scenario: Scenario) -> Sheet:
    """What the learner holds while playing: nothing that they must discover."""
    seller = scenario.seller
    sections = [
        situation(scenario),
        Section(
            "Votre mission",
            paragraphs=(f"Vous jouez {seller.name}, {lower_first(seller.role)}. {seller.mission}",),
            bullets=seller.objectives,
        ),
    ]
    limits = tuple(text for text in (seller.red_line, _labelled("Si vous ne concluez pas", seller.alternative)) if text)
    if seller.figures or limits:
        heading = "Vos chiffres et vos limites" if seller.figures else "Vos limites"
        sections.append(Section(heading, paragraphs=limits, bullets=seller.figures))
    if seller.concessions:
        title = "Ce que vous pouvez échanger" if scenario.economics else "Méthode"
        sections.append(Section(title, bullets=seller.concessions))
    if seller.arguments:
        rows = tuple((capital(a.feature), capital(a.advantage), capital(a.proof)) for a in seller.arguments)
        table = Table(("Caractéristique", "Avantage pour le client", "Preuve"), rows, (3, 3, 3))
        tools = tuple(f"Outil numérique : {tool.label}, pour {tool.use}" for tool in seller.tools)
        sections.append(Section("Vos arguments", bullets=tools, tables=(table,)))
    sections.append(Section("À découvrir pendant l'échange", bullets=seller.to_find_out))
    sections.append(_preparation(scenario))
    title, _ = _ROLES[scenario.kind]
    warning = f"À remettre à {_READERS[scenario.kind][0]} seulement."
    return sheet_of(scenario, "vendeur", title, warning, tuple(sections))


def _preparation(scenario: Scenario) -> Section:
    """The preparation card, to fill in by hand before the talk."""
    lines = ["Mon objectif, et mon repli", "Mes trois questions ouvertes", "Mes arguments, dans l'ordre"]
    if scenario.economics is not None:
        lines = [
            "Les personnes qui décident, et leur poids",
            "Le rapport de force : qui a le plus besoin d'un accord",
            "Mon objectif, mon repli, ma ligne rouge",
            "Mes trois questions ouvertes",
            "Les objections que j'attends, et mes réponses",
            "Ce que je peux céder, et ce que je demande en échange",
        ]
    elif scenario.kind == "reunion":
        lines = [
            "Mon objectif, et ce dont je me contenterais",
            "Mon déroulé, minute par minute",
            "Ma question à chaque participant",
            "Ce que je fais si l'on s'écarte du sujet ou si le ton monte",
        ]
    rows = tuple((line, "") for line in lines)
    return Section(
        "Ma préparation (à remplir avant de jouer)", tables=(Table(("Point", "Mes notes"), rows, (2, 5), tall=True),)
    )


def _labelled(label: str, text: str) -> str:
    return f"{label} : {text}" if text else ""


def buyer_sheet(scenario: Scenario) -> Sheet:
    """What the person who plays the counterpart holds, secrets included."""
    buyer = scenario.buyer
    facts = tuple(
        (voiced(scenario, fact.holder, fact.text), fact.questions[0], _when(fact.trust)) for fact in scenario.facts
    )
    sections = [
        situation(scenario, played=True),
        Section("Votre personnage", paragraphs=(buyer.character,), bullets=buyer.instructions),
    ]
    if buyer.asks:
        sections.append(Section("Ce que vous demandez d'abord", bullets=buyer.asks))
    sections.append(
        Section("Quand vous acceptez, quand vous partez", paragraphs=(buyer.accepts_when, buyer.leaves_when))
    )
    if scenario.economics is not None:
        sections.append(
            Section(
                "Ce que chaque condition vaut pour vous",
                paragraphs=("Comparez à l'offre écrite (0 €). « Jamais » : à refuser quel que soit le prix.",),
                tables=(buyer_values(scenario.economics),),
            )
        )
    sections.append(
        Section(
            "Ce que vous ne dites que si on vous le demande",
            tables=(Table(("Ce que vous dites", "Question qui l'ouvre", "Quand"), facts, (5, 3, 2)),),
        )
    )
    rows = tuple((voiced(scenario, o.holder, o.says[0]), o.softened, o.stays) for o in scenario.objections)
    table = Table(("Vous objectez", "Si la réponse vous convient", "Sinon"), rows, (3, 3, 3))
    sections.append(Section("Vos objections", tables=(table,)))
    if scenario.legal_trap is not None:
        trap = scenario.legal_trap
        sections.append(
            Section(
                "Une demande à glisser vers la fin",
                paragraphs=(f"« {trap.says[0]} » Si l'on refuse en expliquant pourquoi : « {trap.relief} »",),
            )
        )
    signals = tuple(s.text for s in scenario.signals)
    sections.append(Section("Signes à laisser paraître", bullets=signals))
    _, title = _ROLES[scenario.kind]
    warning = f"À remettre à {_READERS[scenario.kind][1]} seulement."
    return sheet_of(scenario, "acheteur", title, warning, tuple(sections))


def _when(trust: int) -> str:
    if trust <= 15:
        return "dès qu'on vous le demande"
    return "si l'on vous a écouté" if trust <= 35 else "seulement en confiance"


def buyer_values(economics: Economics) -> Table:
    """What each option is worth to the buyer, in euros."""
    rows = tuple(
        (
            capital(term.label) if rank == 0 else "",
            option.label,
            "jamais" if not option.buyer_can else signed(option.buyer_value),
        )
        for term in economics.terms
        for rank, option in enumerate(term.options)
    )
    return Table(("Condition", "Choix", "Pour vous"), rows, (3, 4, 2))
