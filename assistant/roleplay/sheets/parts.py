"""What several printed sheets of a scenario say alike: the situation, a person, a level, a value."""

from __future__ import annotations

from assistant.domain.scenario import Company, Person, Scenario, Signal, Trigger
from assistant.roleplay.composing.tempers import LEVEL_LABELS
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.french.filling import capital, lower_first
from assistant.roleplay.sheets.sheet import Section, Sheet, SheetName

_KINDS = {
    "negociation": "Négociation commerciale",
    "decouverte": "Entretien de découverte",
    "prospection": "Appel de prospection",
    "reunion": "Réunion d'équipe",
}


def sheet_of(scenario: Scenario, slug: SheetName, role: str, warning: str, sections: tuple[Section, ...]) -> Sheet:
    """A sheet of that scenario. ``role``: its title; ``warning``: who may read it."""
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


def voiced(scenario: Scenario, holder: str, text: str) -> str:
    """The line of a person, with whose it is unless the interlocutor is the only one who speaks."""
    if scenario.kind != "reunion" and holder in ("", scenario.interlocutor.id):
        return text
    person = scenario.person(holder) if holder else scenario.interlocutor
    return f"{person.name} ({lower_first(person.role)}) : {text}"


_WHEN: dict[Trigger, str] = {
    "interet": "quand un argument répond à un besoin",
    "zone": "quand l'offre en discussion vous convient",
    "blocage": "quand l'offre est loin de ce que vous pouvez accepter",
    "doute": "quand une objection reste sans réponse",
    "impatience": "quand l'échange s'étire",
    "confiance": "quand vous vous sentez écouté·e",
}


def sign_text(signal: Signal) -> str:
    """What is heard between quotes, what is seen as it stands."""
    return f"« {signal.text} »" if signal.form == "verbal" else signal.text


def sign_line(signal: Signal) -> str:
    """The sign, after what makes it show, for the person who plays the counterpart."""
    return f"{capital(_WHEN[signal.trigger])} : {sign_text(signal)}"


def signed(value: int) -> str:
    """« +350 € », « 0 € »."""
    return f"+{euros(value)}" if value > 0 else euros(value)


def level_line(scenario: Scenario) -> str:
    """« Niveau 2 sur 4 (intermédiaire) »."""
    return f"Niveau {scenario.level} sur 4 ({LEVEL_LABELS[scenario.level]})"
