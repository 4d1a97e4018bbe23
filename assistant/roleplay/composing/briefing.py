"""Write the common brief and the two role sheets from what was drawn."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from assistant.domain.economics import Economics, Option, Package
from assistant.domain.scenario import Argument, Brief, BuyerSheet, Company, Person, SellerSheet, Tool
from assistant.roleplay.composing.case import Case, town_of
from assistant.roleplay.composing.conditions import case_conditions, conditions, fitting
from assistant.roleplay.composing.prices import offer_lines
from assistant.roleplay.composing.zones import counterparts
from assistant.roleplay.french.amounts import euros, listed, percent
from assistant.roleplay.french.filling import bare, capital, fill, lower_first
from assistant.roleplay.material.shapes import Material


def build_brief(
    material: Material,
    case: Case,
    people: Sequence[Person],
    economics: Economics | None,
    draw: random.Random,
    relied: Sequence[str] = (),
) -> Brief:
    """What both sides know. ``economics`` None: no written offer yet. ``relied``: what the answers lean on."""
    people_lines = [f"{p.name}, {lower_first(p.role)}" for p in people if p.public]
    accommodation = people[0].accommodation
    place = fill(draw.choice(fitting(material.people.places, conditions(case, people))).text, case.slots)
    opening = draw.choice(fitting(material.people.openings, conditions(case, people, place))).text
    context = fill(case.context.situation, case.slots)
    sent = f" {case.seller} lui a remis une proposition écrite." if economics is not None else ""
    met = f" L'entretien se tient avec {people_lines[0]}."
    named = f" {people_lines[1]}, participe aussi au projet." if len(people_lines) > 1 else ""
    seen = f" {accommodation.visible}" if accommodation is not None else ""
    return Brief(
        context=f"{context}{sent}{met}{named}{seen}",
        stakes=case.context.stake,
        seller_company=seller_company(material, case, draw, relied),
        buyer_company=_buyer_company(case, material, draw),
        product=capital(case.offer.product),
        place=place,
        offer=offer_lines(economics) if economics is not None else (),
        opening=opening,
    )


def seller_company(material: Material, case: Case, draw: random.Random, relied: Sequence[str] = ()) -> Company:
    """The learner's company, elsewhere than its client, with a fact of the trade beside a common one.

    What it has against the rival's flaw, and what the answers to objections lean on (``relied``), are told too.
    """
    place = town_of(case.seller, material.people.towns[1::2])
    trade, activity = material.trades.get(case.offer.id), case.offer.seller
    known = material.people.seller_facts
    drawn = draw.sample(known, 2)
    facts = fitting_facts(tuple(drawn[: 1 if trade else 2]), activity, known)
    proper = (draw.choice(trade.sellers),) if trade else ()
    told = dict.fromkeys(f for f in (case.rival.against, *proper, *facts, *relied) if f)
    return Company(name=case.seller, activity=capital(activity), place=place, facts=tuple(told))


def learner_name(material: Material, people: Sequence[Person], draw: random.Random) -> str:
    """The character of the learner, whose surname nobody else bears."""
    borne = {word for person in people for word in person.name.split()}
    free = [name for name in material.people.surnames if not borne & set(name.split())]
    return f"{draw.choice(material.people.either)} {draw.choice(free)}"


def fitting_facts(drawn: tuple[str, ...], activity: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The facts drawn, those that the activity contradicts replaced: an age beside a year, a size beside another."""
    dated = re.search(r"depuis|\b(?:19|20)\d\d\b|\bans\b", activity) is not None
    sized = (
        re.search(r"magasins?|commerces?|boutiques?|jardineries|sites?|agences|centre-ville|\d", activity, re.I)
        is not None
    )

    def clashes(fact: str) -> bool:
        return (dated and re.search(r"Créée|depuis vingt", fact) is not None) or (
            sized and re.search(r"salariés|sites", fact) is not None
        )

    spare = [f for f in known if f not in drawn and not clashes(f) and "salariés" not in f]
    return tuple((spare.pop(0) if spare else "") if clashes(f) else f for f in drawn)


def _buyer_company(case: Case, material: Material, draw: random.Random) -> Company:
    trade = material.trades.get(case.offer.id)
    proper = tuple(draw.sample(trade.clients, 2)) if trade else ()
    known = tuple(fact.text for fact in fitting(material.people.buyer_facts, case_conditions(case)))
    common = draw.sample(known, 1 if trade else 2)
    kept = (*proper, *fitting_facts(tuple(common), case.offer.buyer, known))
    return Company(
        name=case.buyer, activity=capital(case.offer.buyer), place=case.town, facts=tuple(f for f in kept if f)
    )


def build_seller_sheet(
    material: Material,
    case: Case,
    people: Sequence[Person],
    economics: Economics,
    arguments: tuple[Argument, ...],
    tools: tuple[Tool, ...],
    draw: random.Random,
) -> SellerSheet:
    """What the learner knows alone: figures, limits, levers, arguments and what is still to be found out."""
    seller, unit = economics.seller, economics.unit
    return SellerSheet(
        name=learner_name(material, people, draw),
        role=f"Chargé·e d'affaires chez {case.seller}",
        mission=f"Conclure l'affaire avec {case.buyer} ({case.offer.product}), sans descendre sous votre ligne rouge.",
        objectives=(
            f"Signer à {euros(seller.target)} {unit} ou mieux, contreparties comprises",
            "Obtenir une contrepartie pour chaque concession",
            f"Repli : rester au-dessus de {euros(seller.authority)} {unit}, en échangeant des conditions",
            "Sans accord possible, refuser en expliquant pourquoi et garder la relation",
        ),
        red_line=(
            f"Jamais sous {euros(seller.reserve)} {unit} aux conditions de l'offre, ni une condition contraire à la "
            "loi. Chaque condition accordée relève ce plancher de ce qu'elle vous coûte ; chaque condition obtenue "
            "l'abaisse de ce qu'elle vous rapporte."
        ),
        alternative=seller.alternative.text,
        figures=_seller_figures(economics, case),
        concessions=concession_lines(economics),
        to_find_out=(
            "Qui participe à la décision, et avec quel poids",
            f"Pourquoi {case.buyer} consulte maintenant",
            "Quelle autre solution existe, à quel prix et avec quel défaut",
            "Quelle condition compte vraiment, en dehors du prix",
        ),
        arguments=arguments,
        tools=tools,
    )


def _seller_figures(economics: Economics, case: Case) -> tuple[str, ...]:
    seller, unit = economics.seller, economics.unit
    reference = Package(price=seller.proposed, choices=economics.reference)
    return (
        f"Prix proposé : {euros(seller.proposed)} HT {unit}",
        f"Coût de revient complet : {euros(seller.unit_cost)} {unit}",
        f"Chiffre d'affaires aux conditions de l'offre : {euros(round(economics.turnover(reference)))} HT"
        f"{f' {case.offer.per}' if case.offer.per else ''}",
        f"Taux de marge au prix proposé : {percent(economics.margin_rate(reference), 1)}",
        f"Délégation : vous décidez jusqu'à {euros(seller.authority)} {unit} ; au-dessous, {case.slots['direction']}",
        f"Plancher aux conditions de l'offre : {euros(seller.reserve)} {unit}. {seller.alternative.why}",
    )


def concession_lines(economics: Economics) -> tuple[str, ...]:
    """What each option costs or brings to the seller, within its limits."""
    lines: list[str] = []
    for term in economics.terms:
        moves = [
            f"{o.label} ({_worth(o, economics)})"
            for o in term.options
            if o.id != term.reference and o.seller_can and o.lawful and o.seller_value
        ]
        blocked = [o.label for o in term.options if not o.seller_can]
        if moves or blocked:
            refused = f" ; impossible : {listed(blocked)}" if blocked else ""
            lines.append(f"{capital(term.label)} : {' ; '.join(moves)}{refused}")
    return tuple(lines)


def _worth(option: Option, economics: Economics) -> str:
    """« vous rapporte 150 €, soit 0,05 € »; a volume also moves the margin made on the units."""
    gains, paid = option.seller_value > 0, economics.paid_units(economics.reference)
    said = f"{'vous rapporte' if gains else 'vous coûte'} {euros(abs(option.seller_value))}"
    if paid > 1 and option.quantity is None:
        return f"{said}, soit {euros(round(abs(option.seller_value) / paid, 2))}"
    if option.quantity is None:
        return said
    return f"{said}, en plus de la marge {'' if gains else 'perdue '}sur les unités"


def adaptation_line(person: Person) -> tuple[str, ...]:
    """What whoever plays that person shows, and says when nobody takes it into account; nothing without adaptation."""
    adapted = person.accommodation
    if adapted is None:
        return ()
    shown = lower_first(adapted.visible.removeprefix("Côté client, "))
    return (f"Vous jouez : {shown} À dire si l'on n'en tient pas compte : « {adapted.cue} »",)


def played_by(person: Person) -> str:
    """The character, for the person who plays it."""
    asked, sought, held_back = (addressed(text) for text in (bare(person.position), person.interest, person.brake))
    return (
        f"{person.name}, {lower_first(person.role)}. {person.style} Ce que vous mettez en avant : {asked}. "
        f"Ce que vous cherchez au fond : {sought}. Ce qui vous retient : {held_back}."
    )


def addressed(text: str) -> str:
    """What is said of somebody (« son équipe »), said to them (« votre équipe »)."""
    return re.sub(r"\b(?:son|sa)\b", "votre", re.sub(r"\bses\b", "vos", text))


PLACED = "Placez au bon moment les objections de votre fiche ; chacune tombe si la réponse vous convient."
"""How objections are played."""


def build_buyer_sheet(economics: Economics, people: Sequence[Person]) -> BuyerSheet:
    """How the counterpart is played by a person."""
    me, buyer, unit = people[0], economics.buyer, economics.unit
    return BuyerSheet(
        character=played_by(me),
        instructions=(
            "Ne donnez une information de votre fiche que si une question la vise ; répondez à côté sinon.",
            "Devenez plus ouvert·e quand on vous écoute, plus fermé·e quand on vous coupe ou qu'on vous presse.",
            f"Ouvrez à {euros(buyer.first)} {unit}, puis avancez par petits pas, si l'on vous donne une raison.",
            "Ne lâchez rien sans contrepartie et n'acceptez que ce qui vient d'être récapitulé.",
            PLACED,
            *adaptation_line(me),
        ),
        asks=ask_lines(economics),
        accepts_when=accepting_text(economics),
        leaves_when=(
            f"On vous manque de respect deux fois, ou plus rien n'avance. Votre recours : {buyer.alternative.text}"
        ),
    )


def ask_lines(economics: Economics) -> tuple[str, ...]:
    """What the buyer demands first: its price, then each term on which it wants something else than the offer.

    What it would like and that suits the seller too (more units, being quoted) is a secret, never a first demand.
    """
    wishes = (
        f"{capital(term.label)} : {term.option(term.buyer_wish).label}"
        for term in economics.terms
        if term.buyer_wish != term.reference and term.option(term.buyer_wish).seller_value <= 0
    )
    return (f"Prix : {euros(economics.buyer.first)} HT {economics.unit}", *wishes)


def accepting_text(economics: Economics) -> str:
    """Up to where the buyer goes, why, and what it refuses whatever the price."""
    buyer = economics.buyer
    limits = [
        f"{term.label} : {option.label}" for term in economics.terms for option in term.options if not option.buyer_can
    ]
    refused = f" Refusez toujours {listed([f'« {text} »' for text in limits])}." if limits else ""
    return (
        f"Aux conditions de l'offre, jusqu'à {euros(buyer.reserve)} {economics.unit}. {buyer.alternative.why} "
        "Les conditions déplacent ce plafond : voyez le tableau des valeurs. Le budget que vous annoncez peut être "
        f"dépassé jusque-là, contre une bonne raison.{refused}"
    )


def exchange_lines(economics: Economics) -> tuple[str, ...]:
    """« demander X contre Y », for the guide and the grid."""
    return tuple(f"demander « {asked} » contre « {given} »" for asked, given in counterparts(economics))
