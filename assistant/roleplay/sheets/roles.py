"""The sheets of the two people who play a scenario: the seller's, and the buyer's with its secrets."""

from __future__ import annotations

from assistant.domain.economics import Economics
from assistant.domain.scenario import Objection, Person, Scenario
from assistant.roleplay.composing.briefing import addressed
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.french.filling import capital, lower_first
from assistant.roleplay.sheets.parts import person_line, sheet_of, sign_line, signed, situation, voiced
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
    "reunion": ("la personne qui anime", "la personne qui joue l'équipe, ou à chaque participant pour sa partie"),
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
        note = ("« Soit » : ce que la condition ajoute à votre plancher ou en retire, pour chaque unité payée.",)
        units = scenario.economics is not None and scenario.economics.paid_units(scenario.economics.reference) > 1
        sections.append(Section(title, paragraphs=note if units else (), bullets=seller.concessions))
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
    """What the person who plays the counterpart holds, secrets included; one part a person for a team."""
    buyer = scenario.buyer
    opening = "Premiers mots, en décrochant" if scenario.kind == "prospection" else "Vos premiers mots"
    first_words = f"{opening} : « {scenario.brief.opening} »"
    instructions = (first_words, *buyer.instructions) if scenario.kind != "reunion" else buyer.instructions
    heading, character = (
        ("Votre personnage", (buyer.character,)) if scenario.kind != "reunion" else ("Comment jouer", ())
    )
    sections = [situation(scenario, played=True), Section(heading, paragraphs=character, bullets=instructions)]
    others = scenario.people[1:] if scenario.kind == "negociation" else ()
    if others:
        note = "À dire seulement si l'on vous demande qui décide, et ce que chacun regarde."
        weight = f"Votre avis : {scenario.people[0].weight} % de la décision"
        lines = (weight, *(capital(person_line(p)) for p in others))
        sections.append(Section("Les autres personnes de la décision", paragraphs=(note,), bullets=lines))
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
    if scenario.kind == "reunion":
        sections += [_part_of(scenario, person) for person in scenario.people]
    else:
        secrets = _said(scenario, {fact.holder for fact in scenario.facts})
        sections.append(Section("Ce que vous ne dites que si on vous le demande", tables=secrets))
        sections.append(Section("Vos objections", tables=_objected(scenario, scenario.objections)))
    if scenario.legal_trap is not None:
        trap = scenario.legal_trap
        sections.append(
            Section(
                "Une demande à glisser vers la fin",
                paragraphs=(f"« {trap.says[0]} » Si l'on refuse en expliquant pourquoi : « {trap.relief} »",),
            )
        )
    signals = tuple(sign_line(s) for s in scenario.signals)
    sections.append(Section("Signes à laisser paraître", bullets=signals))
    _, title = _ROLES[scenario.kind]
    warning = f"À remettre à {_READERS[scenario.kind][1]} seulement."
    return sheet_of(scenario, "acheteur", title, warning, tuple(sections))


def _part_of(scenario: Scenario, person: Person) -> Section:
    """The part of one participant, to be cut out and handed to whoever plays it."""
    wants = f"{person.name}, {lower_first(person.role)}. {person.style} Vous cherchez à {addressed(person.interest)}."
    own = tuple(o for o in scenario.objections if o.holder == person.id)
    tables = (*_said(scenario, {person.id}), *_objected(scenario, own))
    return Section(f"Partie à détacher : {person.name}", paragraphs=(wants,), tables=tables)


def _said(scenario: Scenario, holders: set[str]) -> tuple[Table, ...]:
    rows = tuple(
        (voiced(scenario, fact.holder, fact.text), fact.questions[0], _when(fact.trust))
        for fact in scenario.facts
        if fact.holder in holders
    )
    return (Table(("Ce que vous dites", "Question qui l'ouvre", "Quand"), rows, (5, 3, 2)),) if rows else ()


def _objected(scenario: Scenario, objections: tuple[Objection, ...]) -> tuple[Table, ...]:
    rows = tuple((_objection(scenario, o), o.softened, o.stays) for o in objections)
    return (Table(("Vous objectez", "Si la réponse vous convient", "Sinon"), rows, (3, 3, 3)),) if rows else ()


def _objection(scenario: Scenario, objection: Objection) -> str:
    """What is objected; for a pretext, the true reason behind, which whoever plays it must know."""
    said = voiced(scenario, objection.holder, objection.says[0])
    if not objection.pretext:
        return said
    hidden = f" ; ce qui compte au fond : « {scenario.fact(objection.hides).text} »" if objection.hides else ""
    return f"{said} (Prétexte{hidden})"


def _when(trust: int) -> str:
    if trust <= 15:
        return "dès qu'on vous le demande"
    return "si l'on vous a écouté" if trust <= 35 else "seulement en confiance"


def buyer_values(economics: Economics) -> Table:
    """What each option is worth to the buyer, in euros, and by how much it moves its ceiling."""
    rows = tuple(
        (
            capital(term.label) if rank == 0 else "",
            option.label,
            "jamais" if not option.buyer_can else signed(option.buyer_value),
            "–" if not option.buyer_can or option.quantity is not None else _moved(economics, option.buyer_value),
        )
        for term in economics.terms
        for rank, option in enumerate(term.options)
    )
    return Table(("Condition", "Choix", "Pour vous", "Sur votre plafond"), rows, (3, 4, 2, 2))


def _moved(economics: Economics, value: int) -> str:
    """« +0,10 € » on the price of a unit."""
    each = round(value / economics.paid_units(economics.reference), 2)
    return f"+{euros(each)}" if each > 0 else euros(each)
