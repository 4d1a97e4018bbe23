"""The occasions of a negotiation: what each criterion of 3.2.1, 3.2.2-3 and 3.2.4 leans on in this case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.economics import Economics
from assistant.domain.scenario import (
    Argument,
    Brief,
    Fact,
    LegalTrap,
    Objection,
    Occasion,
    Person,
    SellerSheet,
    Signal,
)
from assistant.roleplay.composing.briefing import exchange_lines
from assistant.roleplay.composing.occasions import build_occasions
from assistant.roleplay.french.amounts import euros, listed
from assistant.roleplay.french.filling import bare, lower_first
from assistant.roleplay.material.shapes import Material

_PEOPLE = {1: "Une seule personne", 2: "Deux personnes", 3: "Trois personnes", 4: "Quatre personnes"}


@dataclass(frozen=True)
class Pieces:
    """The parts of a negotiation already written."""

    brief: Brief
    people: tuple[Person, ...]
    seller: SellerSheet
    facts: tuple[Fact, ...]
    objections: tuple[Objection, ...]
    signals: tuple[Signal, ...]
    trap: LegalTrap
    economics: Economics


def negotiation_occasions(material: Material, pieces: Pieces) -> tuple[Occasion, ...]:
    """One occasion for each of the 25 criteria."""
    return build_occasions(material, "negociation", _slots(material, pieces), _refs(pieces))


def _slots(material: Material, pieces: Pieces) -> dict[str, str]:
    economics, me = pieces.economics, pieces.people[0]
    unit = economics.unit
    count = len(pieces.people)
    adaptation = f"Adaptation attendue : {me.accommodation.title.lower()}." if me.accommodation else ""
    return {
        "acteurs": _actors(count, pieces.brief.buyer_company.name),
        "acheteur": pieces.brief.buyer_company.name,
        "style": lower_first(bare(me.style)),
        "enjeu": lower_first(bare(pieces.brief.stakes)),
        "soncas": listed([material.motives[m].label.lower() for m in me.soncas]),
        "interlocuteur": me.name,
        "termes": listed([term.label for term in economics.terms]),
        "propose": f"{euros(economics.seller.proposed)} {unit}",
        "autorite": f"{euros(economics.seller.authority)} {unit}",
        "premier": f"{euros(economics.buyer.first)} {unit}",
        "zone": _zone_words(economics),
        "objectifs": " ; ".join(lower_first(o) for o in pieces.seller.objectives[:3]),
        "lieu": lower_first(bare(pieces.brief.place)),
        "objections": " ; ".join(f"« {o.says[0]} »" for o in pieces.objections),
        "adaptation": adaptation,
        "ouverture": f"« {pieces.brief.opening} »",
        "decideurs": _deciders(pieces.people),
        "besoins": " ; ".join(f"« {f.text} »" for f in pieces.facts if f.need),
        "arguments": listed([_argument(a) for a in pieces.seller.arguments if a.needs]),
        "outil": f"{pieces.seller.tools[0].label}, pour {pieces.seller.tools[0].use}",
        "echanges": _exchanges(economics),
        "signaux": " ; ".join(bare(s.text) for s in pieces.signals[:3]) + ".",
        "points": listed(["prix", *(term.label for term in economics.terms)]),
        "piege": f"« {pieces.trap.says[0]} »",
        "issue": _ending(economics),
    }


def _actors(count: int, buyer: str) -> str:
    """Who is to be identified, and what is to be found out about them."""
    if count == 1:
        return f"Une seule personne à identifier chez {buyer}, et à faire dire qu'elle décide sans autre signature."
    named = _PEOPLE.get(count, f"{count} personnes")
    return f"{named} à identifier chez {buyer}, avec le poids réel de chaque avis dans la décision."


def _exchanges(economics: Economics) -> str:
    if not economics.zone.exists:
        return "aucun ne suffit ici, ce qui se vérifie en chiffrant chaque demande"
    return " ; ".join(exchange_lines(economics)) or "à chercher dans les conditions"


def _zone_words(economics: Economics) -> str:
    if not economics.zone.exists:
        return "aucun accord n'est possible et le refus doit être prêt"
    if economics.zone.at_reference:
        return "un accord est possible sur le prix"
    return "un accord suppose d'échanger des conditions"


def _ending(economics: Economics) -> str:
    if economics.zone.exists:
        return "Un accord profitable aux deux est possible ; le résultat se compare aux objectifs et au plancher."
    return "Aucun accord profitable n'est possible : un refus argumenté est la réussite."


def _deciders(people: Sequence[Person]) -> str:
    if len(people) == 1:
        return f"{people[0].name} décide sans autre avis décisif, encore faut-il le vérifier."
    weights = [f"{p.name} ({p.part}, {p.weight} %)" for p in people]
    return f"Poids dans la décision, à découvrir : {listed(weights)}."


def _argument(argument: Argument) -> str:
    return f"« {argument.feature} » (preuve : {argument.proof})"


def _refs(pieces: Pieces) -> dict[str, tuple[str, ...]]:
    facts = {f.id for f in pieces.facts}
    needs = tuple(f.id for f in pieces.facts if f.need)
    objections = tuple(o.id for o in pieces.objections)
    arguments = tuple(a.id for a in pieces.seller.arguments if a.needs)
    terms = tuple(t.id for t in pieces.economics.terms)
    people = tuple(p.id for p in pieces.people)
    prefix = "CR.3.2.2-3."
    return {
        "CR.3.2.1.01": people,
        "CR.3.2.1.02": tuple(sorted(facts & {"enjeu", "alternative"})),
        "CR.3.2.1.03": (people[0], *needs),
        "CR.3.2.1.04": terms,
        "CR.3.2.1.08": objections,
        f"{prefix}01": (people[0],),
        f"{prefix}02": (people[0],),
        f"{prefix}03": ("decision",),
        f"{prefix}04": needs,
        f"{prefix}05": arguments,
        f"{prefix}06": tuple(t.id for t in pieces.seller.tools),
        f"{prefix}07": ("obj-prix",),
        f"{prefix}08": objections,
        f"{prefix}09": terms,
        f"{prefix}10": tuple(s.id for s in pieces.signals),
        f"{prefix}11": terms,
        f"{prefix}12": (pieces.trap.id,),
    }
