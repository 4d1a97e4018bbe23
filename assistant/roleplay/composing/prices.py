"""Draw the prices of a case so that its zone of agreement is exactly the one wanted."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from assistant.domain.economics import Alternative, BuyerPosition, Economics, SellerPosition, Term, Zone
from assistant.roleplay.composing.case import Case, ZoneKind
from assistant.roleplay.composing.terms import Ground, build_terms
from assistant.roleplay.composing.zones import declared_zone, shown_room
from assistant.roleplay.french.amounts import euros, number
from assistant.roleplay.french.filling import capital
from assistant.roleplay.material.shapes import Material

_CLEAR = 0.03
"""Share of the offer that the delegation leaves to the learner at least."""
_ZONES: tuple[ZoneKind, ...] = ("reference", "reference", "reference", "echange", "echange", "aucune")


@dataclass(frozen=True)
class Figures:
    """The economics of a case, and the price of the buyer's alternative (said once discovered)."""

    economics: Economics
    rival_price: float


@dataclass(frozen=True)
class _Prices:
    """What is drawn first: everything else follows from it and from the zone."""

    proposed: float
    cost: float
    quantity: int
    alternative_margin: int
    reserve: float


def build_figures(material: Material, case: Case, draw: random.Random) -> Figures:
    """The figures of the case; the zone is the request's, or drawn, whatever the level."""
    drawn = draw.choice(_ZONES)
    zone: ZoneKind = case.request.zone or drawn
    prices = _prices(case, draw)
    paid = prices.quantity * case.offer.multiplier
    ground = Ground(prices.proposed * paid, prices.quantity, int(case.offer.quantity[2]))
    blank = _blank(material, case, prices, build_terms(material, case.offer, case.stakes, ground, draw))
    worth = _unit_worth(blank, zone, draw)
    shown = on_grid(worth - max(blank.step, draw.uniform(0.02, 0.05) * prices.proposed), blank.step)
    if shown == blank.seller.reserve:  # limits of both sides on one figure read as a mistake
        shown = round(shown - blank.step, 2)
    priced = blank.model_copy(update={"buyer": _buyer(case, blank, worth, shown, draw)})
    authority = _authority(priced, draw)
    if authority == worth:
        authority = _within(round(authority - blank.step, 2), priced)
    seller = priced.seller.model_copy(update={"authority": authority, "target": _target(priced, authority)})
    priced = priced.model_copy(update={"seller": seller})
    return Figures(priced.model_copy(update={"zone": declared_zone(priced)}), shown)


def on_grid(price: float, step: float, *, up: bool | None = None) -> float:
    """``price`` on the grid: nearest, or up, or down."""
    steps = round(price / step, 6)
    whole = round(steps) if up is None else (math.ceil(steps) if up else math.floor(steps))
    return round(whole * step, 2)


def offer_lines(economics: Economics) -> tuple[str, ...]:
    """The seller's written offer, one line a term; public."""
    lines = [f"Prix : {euros(economics.seller.proposed)} HT {economics.unit}"]
    if economics.quantity > 1 and not any(term.id == "volume" for term in economics.terms):
        lines.append(f"Quantité : {number(economics.quantity)} {economics.unit_plural}")
    lines += [f"{capital(term.label)} : {term.option(term.reference).label}" for term in economics.terms]
    return tuple(lines)


def floor_sum(cost: float, margin: int, paid: int, reserve: float) -> str:
    """The sum that leads to the seller's floor. ``paid``: units paid for; ``margin``: euros of the other affair."""
    share = round(margin / paid, 2)
    other = f"{euros(margin)} / {number(paid)} = {euros(share)}" if paid > 1 else euros(margin)
    per_unit = " rapportée à l'unité" if paid > 1 else ""
    rounded = " arrondi à" if round(cost + share, 2) != reserve else " de"
    return (
        f"Coût complet {euros(cost)}, plus la marge de l'autre affaire{per_unit} ({other}) : "
        f"plancher{rounded} {euros(reserve)}."
    )


def _prices(case: Case, draw: random.Random) -> _Prices:
    low, high, step = case.offer.price
    proposed = on_grid(draw.uniform(low, high), step)
    cost = _cost(proposed * draw.uniform(*case.offer.cost), case)
    quantity = _quantity(case, draw)
    paid = quantity * case.offer.multiplier
    floor = max(cost * 1.03, proposed * draw.uniform(0.85, 0.91))
    grid = 500 if proposed * paid >= 60_000 else 100
    margin = max(grid, round((floor - cost) * paid / grid) * grid)
    return _Prices(proposed, cost, quantity, margin, on_grid(cost + margin / paid, step, up=True))


def _cost(drawn: float, case: Case) -> float:
    """The full cost of a unit: no cents beside a price in whole euros, unless a learner's own offer gives the cost."""
    low, high = case.offer.cost
    step = case.offer.price[2]
    return on_grid(drawn, step) if step >= 1 and low < high else round(drawn, 2)


def _quantity(case: Case, draw: random.Random) -> int:
    low, high, grid = case.offer.quantity
    if case.request.stakes == "forts":
        low += (high - low) * 2 // 3 // grid * grid
    elif case.request.stakes == "courants":
        high -= (high - low) // 2 // grid * grid
    return low + grid * draw.randint(0, max(0, (high - low) // grid))


def _blank(material: Material, case: Case, prices: _Prices, terms: tuple[Term, ...]) -> Economics:
    """The economics before the buyer's side is known: its unit worth is the seller's reserve."""
    nothing = Alternative(text="", why="")
    margin, paid = prices.alternative_margin, prices.quantity * case.offer.multiplier
    why = floor_sum(prices.cost, margin, paid, prices.reserve)
    trade = material.trades.get(case.offer.id)
    other = trade.other_sale if trade else f"{case.slots['autre_client']} prendrait la même capacité"
    text = f"{other} et laisserait {euros(margin)} de marge."
    return Economics(
        unit=case.offer.unit,
        unit_plural=case.offer.counted,
        step=case.offer.price[2],
        quantity=prices.quantity,
        periods=case.offer.multiplier,
        terms=terms,
        seller=SellerPosition(
            proposed=prices.proposed,
            target=prices.proposed,
            authority=prices.proposed,
            reserve=prices.reserve,
            unit_cost=prices.cost,
            alternative_margin=margin,
            alternative=Alternative(text=text, why=why),
        ),
        buyer=BuyerPosition(
            first=prices.reserve,
            target=prices.reserve,
            reserve=prices.reserve,
            unit_worth=prices.reserve,
            alternative=nothing,
        ),
        zone=Zone(exists=True, at_reference=True, why=""),
    )


def _unit_worth(blank: Economics, zone: ZoneKind, draw: random.Random) -> float:
    """What a unit is worth to the buyer so that the zone is the one wanted, several grid steps clear of the limit."""
    proposed, reserve, step = blank.seller.proposed, blank.seller.reserve, blank.step
    best = blank.best_choices() or blank.reference
    paid, gain = blank.paid_units(best), blank.joint_gain(best)
    room = max(0.01 * proposed, 3 * step) * paid
    too_small = gain < room + 2 * step * paid  # exchanging terms would not open a zone wide enough to be found
    if zone == "reference" or (zone == "echange" and too_small):
        share = draw.uniform(0.35, 0.8)
        return on_grid(max(reserve + share * (proposed - reserve), reserve + 4 * step), step)
    if zone == "aucune":
        return on_grid(reserve - (gain + draw.uniform(0.03, 0.05) * proposed * paid) / paid, step)
    widest = (gain - room) / paid  # how far below the reserve the unit worth may lie
    return on_grid(reserve - min(widest, max(2 * step, draw.uniform(0.004, 0.012) * proposed)), step)


def _buyer(case: Case, blank: Economics, worth: float, shown: float, draw: random.Random) -> BuyerPosition:
    step, proposed = blank.step, blank.seller.proposed
    first = on_grid(min(worth, blank.seller.reserve) - draw.uniform(0.05, 0.09) * proposed, step)
    target = on_grid(first + 0.5 * (worth - first), step)
    if target in (worth, shown):
        target = round(target - step, 2)
    if first == shown:
        first = round(first - step, 2)
    buyer, rival = case.slots["acheteur"], case.rival
    choice = "ferait avec ses moyens" if rival.own else "se tournerait vers une autre offre"
    text = f"{buyer} {choice} ({rival.name}), à {euros(shown)} HT {blank.unit}, malgré {rival.flaw}."
    why = (
        f"Autre solution {euros(shown)}, plus {euros(round(worth - shown, 2))} pour son défaut ({rival.flaw}) : "
        f"plafond de {euros(worth)} aux conditions de l'offre."
    )
    return BuyerPosition(
        first=first, target=target, reserve=worth, unit_worth=worth, alternative=Alternative(text=text, why=why)
    )


def _target(priced: Economics, authority: float) -> float:
    """An objective within reach: between the delegation and the highest price of the zone, when it goes that high."""
    seller, step, room = priced.seller, priced.step, shown_room(priced)
    top = seller.proposed if room is None else max(authority, room[1])
    wanted = on_grid(authority + 0.6 * (top - authority), step)
    return min(max(wanted, round(authority + step, 2)), max(authority, round(seller.proposed - step, 2)))


def _authority(priced: Economics, draw: random.Random) -> float:
    """The delegation: in a quarter of the cases that have a zone, agreement is only possible below it.

    Clear of the offer and of the red line, so that the learner has something to decide alone: see ``_within``.
    """
    seller, step = priced.seller, priced.step
    span = seller.proposed - seller.reserve
    usual = on_grid(seller.proposed - draw.uniform(0.4, 0.65) * span, step)
    beyond = draw.random() < 0.25
    room = shown_room(priced)
    if room is None:
        return _within(usual, priced)
    highest = room[1]
    above = round(highest + step, 2)
    if beyond and above == _within(above, priced):
        return above
    reach = max(0.4 * (highest - seller.reserve), 2 * step)  # what the delegation leaves to reach within the zone
    return _within(min(usual, on_grid(highest - reach, step)), priced)


def _within(authority: float, priced: Economics) -> float:
    """``authority`` a step above the reserve and 3 % below the offer at least; between them when there is no room."""
    seller, step = priced.seller, priced.step
    lowest = round(seller.reserve + step, 2)
    highest = on_grid((1 - _CLEAR) * seller.proposed, step, up=False)
    if highest < lowest:
        return max(seller.reserve, min(authority, seller.proposed))
    return max(lowest, min(authority, highest))
