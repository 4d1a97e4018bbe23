"""Lay out a scenario as its printed sheets, in French."""

from __future__ import annotations

from assistant.domain.economics import Economics
from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Company, Person, Scenario
from assistant.roleplay.amounts import euros
from assistant.roleplay.filling import capital
from assistant.roleplay.sheets import Section, Sheet, SheetName, Table
from assistant.roleplay.tempers import LEVEL_LABELS

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
_KINDS = {
    "negociation": "Négociation commerciale",
    "decouverte": "Entretien de découverte",
    "prospection": "Appel de prospection",
    "reunion": "Réunion d'équipe",
}


def build_sheet(scenario: Scenario, name: SheetName, referentiel: Referentiel) -> Sheet:
    """One of the three documents. The seller's sheet holds nothing that the learner must discover."""
    if name == "vendeur":
        return _seller(scenario)
    if name == "acheteur":
        return _buyer(scenario)
    from assistant.roleplay.sheets_guide import guide_sections

    return _sheet(
        scenario,
        "guide",
        "Guide du formateur",
        "Réservé au formateur : contient les secrets des deux fiches.",
        guide_sections(scenario, referentiel),
    )


def _sheet(scenario: Scenario, slug: SheetName, role: str, warning: str, sections: tuple[Section, ...]) -> Sheet:
    return Sheet(
        slug=slug,
        title=role,
        subtitle=scenario.title,
        warning=warning,
        sections=sections,
        footer=f"{_KINDS[scenario.kind]} · {scenario.id} · Jalon, {author(scenario)}",
    )


def author(scenario: Scenario) -> str:
    """Who composed it: « sans modèle de langue », or which AI."""
    return "sans modèle de langue" if scenario.model == "embedded" else f"avec une IA, {scenario.model}"


def _seller(scenario: Scenario) -> Sheet:
    seller = scenario.seller
    sections = [
        situation(scenario),
        Section(
            "Votre mission",
            paragraphs=(f"Vous jouez {seller.name}, {seller.role}. {seller.mission}",),
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
    return _sheet(scenario, "vendeur", title, warning, tuple(sections))


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
    rows = tuple((line, "") for line in lines)
    return Section(
        "Ma préparation (à remplir avant de jouer)", tables=(Table(("Point", "Mes notes"), rows, (2, 5), tall=True),)
    )


def _buyer(scenario: Scenario) -> Sheet:
    buyer = scenario.buyer
    facts = tuple((fact.text, f"{fact.questions[0]}", _when(fact.trust)) for fact in scenario.facts)
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
    rows = tuple((o.says[0], o.softened, o.stays) for o in scenario.objections)
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
    return _sheet(scenario, "acheteur", title, warning, tuple(sections))


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


def signed(value: int) -> str:
    """« +350 € », « 0 € »."""
    return f"+{euros(value)}" if value > 0 else euros(value)


def situation(scenario: Scenario, *, played: bool = False) -> Section:
    """The common brief. ``played``: for the person who plays the counterpart, who needs no word about itself."""
    brief = scenario.brief
    adapted = scenario.interlocutor.accommodation
    context = brief.context.replace(adapted.visible, "").strip() if played and adapted else brief.context
    paragraphs = [context, f"Enjeu : {brief.stakes}", f"Lieu : {brief.place}"]
    companies = [_company("Vendeur", brief.seller_company)] if scenario.kind != "reunion" else []
    companies.append(_company("Entreprise" if scenario.kind == "reunion" else "Client", brief.buyer_company))
    offer = (f"Offre écrite déjà remise : {' ; '.join(brief.offer)}",) if brief.offer else ()
    return Section("La situation", paragraphs=tuple(paragraphs), bullets=(*companies, *offer))


def _company(label: str, company: Company) -> str:
    facts = f" {'. '.join(company.facts)}." if company.facts else ""
    return f"{label} : {company.name}, {company.place}. {capital(company.activity)}.{facts}"


def person_line(person: Person) -> str:
    """« M. X, rôle (décideur, 40 %) : intérêt… »"""
    weight = f", {person.weight} % de la décision" if person.weight else ""
    return (
        f"{person.name}, {person.role} ({person.part}{weight}) : cherche à {person.interest}"
        if person.interest.split()[0].endswith(("er", "ir", "re", "ne"))
        else f"{person.name}, {person.role} ({person.part}{weight}) : {person.interest}"
    )


def _labelled(label: str, text: str) -> str:
    return f"{label} : {text}" if text else ""


def level_line(scenario: Scenario) -> str:
    """« Niveau 2 sur 4 (intermédiaire) »."""
    return f"Niveau {scenario.level} sur 4 ({LEVEL_LABELS[scenario.level]})"
