"""State in French where the zone of agreement lies, from the figures alone."""

from __future__ import annotations

from itertools import product

from assistant.domain.economics import Choices, Economics, Zone
from assistant.roleplay.french.amounts import euros, percent


def declared_zone(economics: Economics) -> Zone:
    """The zone that the figures give, with its explanation for the trainer."""
    seller, buyer, unit = economics.seller, economics.buyer, economics.unit
    at_reference = economics.room(economics.reference)
    if at_reference is not None:
        low, high = at_reference
        why = f"Aux conditions de l'offre, tout prix de {euros(low)} à {euros(high)} {unit} convient aux deux."
        return Zone(exists=True, at_reference=True, why=why)
    gap = round(seller.reserve - buyer.reserve, 2)
    best = economics.best_choices()
    room = economics.room(best) if best else None
    if best is None or room is None:
        why = (
            f"Absence d'accord voulue : le plancher dépasse le plafond de {euros(gap)} "
            f"({percent(gap / seller.proposed, 1)} du tarif) et aucun échange de conditions ne comble l'écart. "
            "La bonne fin est un refus argumenté, qui garde la relation."
        )
        return Zone(exists=False, at_reference=False, why=why)
    why = (
        f"Sur le prix seul il n'y a pas d'accord : aux conditions de l'offre, le plancher dépasse le plafond de "
        f"{euros(gap)}. La zone apparaît en échangeant des conditions, par exemple {exchange(economics, best)}, "
        f"avec un prix de {euros(room[0])} à {euros(room[1])} {unit}."
    )
    return Zone(exists=True, at_reference=False, why=why)


def shown_room(economics: Economics) -> tuple[float, float] | None:
    """The prices that suit both under what the guide shows: the written offer, else the best exchange; or None."""
    at_reference = economics.room(economics.reference)
    best = economics.best_choices()
    return at_reference or (economics.room(best) if best else None)


def hand_over_needed(economics: Economics) -> bool:
    """Whether what suits both lies below what the seller may grant alone."""
    room = shown_room(economics)
    return room is not None and room[1] < economics.seller.authority


def highest_agreement(economics: Economics) -> float | None:
    """The highest price at which some lawful combination of terms suits both; None without a zone."""
    open_options = [[o for o in term.options if o.open_to_both] for term in economics.terms]
    highest: float | None = None
    for options in product(*open_options):
        paid = next((o.quantity for o in options if o.quantity is not None), economics.quantity) * economics.periods
        ceiling = economics.buyer.unit_worth + sum(o.buyer_value for o in options) / paid
        given = economics.seller.alternative_margin - sum(o.seller_value for o in options)
        floor = economics.seller.unit_cost + given / paid
        if (highest is None or ceiling > highest) and ceiling >= floor:
            choices = {term.id: o.id for term, o in zip(economics.terms, options, strict=True)}
            room = economics.room(choices)
            highest = max(highest or 0.0, room[1]) if room else highest
    return highest


def exchange(economics: Economics, choices: Choices) -> str:
    """The terms of ``choices`` that differ from the written offer: « délai de paiement à 60 jours »."""
    moved = [
        f"« {term.label} : {term.option(choices[term.id]).label} »"
        for term in economics.terms
        if choices[term.id] != term.reference
    ]
    return ", ".join(moved) or "aucune"


def counterparts(economics: Economics) -> list[tuple[str, str]]:
    """(what the seller may ask, what it may give in return), the most useful pairs first, three at most.

    Two different terms, each asked for and given once, and neither side loses over the pair; a smaller volume is no
    gift, its margin being lost too.
    """
    moves = [(t.id, f"{t.label} : {o.label}", o) for t in economics.terms for o in t.options if o.open_to_both]
    pairs = [
        (asked, given)
        for asked, given in product(moves, moves)
        if asked[0] != given[0]
        and given[2].quantity is None
        and asked[2].seller_value > 0 > given[2].seller_value
        and given[2].buyer_value > 0
        if asked[2].seller_value + given[2].seller_value >= 0 and asked[2].buyer_value + given[2].buyer_value >= 0
    ]
    pairs.sort(key=lambda pair: -sum(move[2].seller_value + move[2].buyer_value for move in pair))
    kept: list[tuple[str, str]] = []
    asked_for: set[str] = set()
    given_away: set[str] = set()
    for asked, given in pairs:
        if len(kept) < 3 and asked[0] not in asked_for and given[0] not in given_away:
            asked_for.add(asked[0])
            given_away.add(given[0])
            kept.append((asked[1], given[1]))
    return kept
