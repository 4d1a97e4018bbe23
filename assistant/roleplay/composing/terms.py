"""The negotiable terms of a case, with what each option is worth to each side in euros."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.economics import Option, Term
from assistant.roleplay.composing.case import ChosenStake
from assistant.roleplay.composing.conditions import fits, is_pressing
from assistant.roleplay.french.amounts import counted, number
from assistant.roleplay.material.shapes import Context, Material, Need, Offer, Stake, TermSheet

_GRANTED = {"urgence", "tresorerie", "service_cle", "garantie_cle", "effectif_incertain", "invendus"}
"""Stakes of which the buyer gains more than they cost the seller."""


@dataclass(frozen=True)
class Ground:
    """What the values are counted on: the turnover at the reference conditions and the quantity."""

    turnover: float
    quantity: int
    quantity_grid: int


def sheet_of(material: Material, offer: Offer, term_id: str) -> TermSheet:
    """The library's sheet for that term of the offer (the payment rules depend on the trade)."""
    if term_id == "paiement" and offer.payment == "transport":
        return material.terms["paiement_court"]
    if term_id == "paiement" and offer.monthly:
        return material.terms["paiement_mensuel"]
    return material.terms[term_id]


def choose_stakes(
    material: Material, offer: Offer, context: Context, needs: Sequence[Need], draw: random.Random
) -> tuple[ChosenStake, ...]:
    """Two terms that matter to the buyer: one that the seller can grant, one that may serve as a counterpart.

    Nobody is in no hurry when the context is pressing, nor growing when the affair happens once, nor ready to pay
    early after losing an advance. Nobody short of cash keeps its name for itself too when nothing else is left to ask.
    """
    barred = {
        *(("pas_presse",) if is_pressing(offer, context) else ()),
        *(() if offer.per else ("croissance",)),
        *(("tresorerie_aisee",) if "acompte" in context.why else ()),  # an advance already lost
    }
    held = frozenset({offer.id, *(f"besoin-{need.id}" for need in needs)})
    known = [ChosenStake(term, stake) for term in offer.terms for stake in sheet_of(material, offer, term).stakes]
    pairs = [pair for pair in known if fits(pair.stake, held)]
    granted = draw.choice([p for p in pairs if p.stake.id in _GRANTED])
    if granted.stake.id == "tresorerie" and "duree" not in offer.terms:
        barred.add("discretion")
    others = [p for p in pairs if p.term != granted.term and p.stake.id not in _GRANTED and p.stake.id not in barred]
    term = draw.choice(
        list(dict.fromkeys(p.term for p in others))
    )  # by term, so that those with two stakes come no oftener
    return (granted, draw.choice([p for p in others if p.term == term]))


def build_terms(
    material: Material, offer: Offer, stakes: tuple[ChosenStake, ...], ground: Ground, draw: random.Random
) -> tuple[Term, ...]:
    """The terms of the offer, in its order; the quantity is one only when the buyer would take more."""
    chosen = {s.term: s.stake for s in stakes}
    return tuple(
        _term(term_id, sheet_of(material, offer, term_id), offer, chosen.get(term_id), ground, draw)
        for term_id in offer.terms
        if term_id != "volume" or term_id in chosen
    )


def _term(
    term_id: str, sheet: TermSheet, offer: Offer, stake: Stake | None, ground: Ground, draw: random.Random
) -> Term:
    shown = _shown(term_id, sheet, offer, ground)
    worth = {**sheet.values, **(stake.values if stake else {})}
    options: list[Option] = []
    for rank, (option_id, (figure, label)) in enumerate(shown.items()):
        seller, buyer = (0, 0) if option_id == sheet.reference else worth[option_id]
        last = rank == len(shown) - 1 and term_id in {"livraison", "service"}
        options.append(
            Option(
                id=option_id,
                label=label,
                number=figure,
                names=sheet.option_names.get(option_id, ()),
                quantity=int(figure or 0) if term_id == "volume" else None,
                seller_value=_euros(seller, ground),
                buyer_value=_euros(buyer, ground),
                seller_can=not (last and draw.random() < 0.4),
                buyer_can=not (stake is not None and option_id in stake.hard),
                lawful=option_id not in sheet.unlawful,
                law=sheet.unlawful.get(option_id, ""),
            )
        )
    wish = stake.wish if stake else sheet.wish
    return Term(
        id=term_id,
        label=_label(term_id, sheet, offer),
        unit=_unit(term_id, sheet, offer),
        options=tuple(options),
        reference=sheet.reference,
        buyer_wish=wish if wish in shown else options[-1].id,
        names=sheet.names or _names(term_id, offer),
    )


def _euros(thousandths: int, ground: Ground) -> int:
    """A share of the turnover as whole euros, on a readable grid."""
    raw = ground.turnover * thousandths / 1000
    grid = 50 if ground.turnover >= 60_000 else 10
    return round(raw / grid) * grid


def _shown(term_id: str, sheet: TermSheet, offer: Offer, ground: Ground) -> dict[str, tuple[float | None, str]]:
    """The options of a term: id -> (number, label), from the seller's comfort to the buyer's."""
    if term_id == "volume":
        return _volumes(offer, ground)
    if term_id == "livraison":
        steps = offer.delivery.steps
        return {f"s{rank}": (step, counted(step, offer.delivery.unit)) for rank, step in enumerate(steps)}
    if term_id == "service":
        return {f"o{rank}": (None, label) for rank, label in enumerate(offer.service.options)}
    return {key: (figure, label) for key, (figure, label) in sheet.options.items()}


def _volumes(offer: Offer, ground: Ground) -> dict[str, tuple[float | None, str]]:
    step = max(1, round(ground.quantity * 0.25 / ground.quantity_grid)) * ground.quantity_grid
    amounts = {"plus": ground.quantity + step, "reference": ground.quantity, "moins": ground.quantity - step}
    return {key: (amount, f"{number(amount)} {offer.counted}") for key, amount in amounts.items()}


def _label(term_id: str, sheet: TermSheet, offer: Offer) -> str:
    return {"livraison": offer.delivery.label, "service": offer.service.label}.get(term_id, sheet.label)


def _unit(term_id: str, sheet: TermSheet, offer: Offer) -> str:
    return {"livraison": offer.delivery.unit, "volume": offer.counted}.get(term_id, sheet.unit)


def _names(term_id: str, offer: Offer) -> tuple[str, ...]:
    delivery = offer.delivery.names or ("délai", "livraison")
    return {"livraison": delivery, "service": offer.service.names}.get(term_id, ())
