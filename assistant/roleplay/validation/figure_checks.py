"""Check the figures of a negotiation: that they agree across the sheets, leave a margin, and give the declared zone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.domain.economics import Economics, Package
from assistant.domain.scenario import Scenario
from assistant.roleplay.composing.zones import hand_over_needed, highest_agreement
from assistant.roleplay.french.amounts import NARROW, NBSP, euros, number


def check_sheets(scenario: Scenario) -> Iterable[str]:
    """The public offer, the seller's sheet and the buyer's sheet say the same figures as the economics."""
    economics = scenario.economics
    if economics is None:
        return
    offer = " | ".join(scenario.brief.offer)
    wanted = [("l'offre écrite", offer, euros(economics.seller.proposed))]
    wanted += [("l'offre écrite", offer, term.option(term.reference).label) for term in economics.terms]
    figures = " | ".join(scenario.seller.figures)
    wanted += [
        ("la fiche vendeur", figures, euros(value))
        for value in (
            economics.seller.proposed,
            economics.seller.unit_cost,
            economics.seller.authority,
            economics.seller.reserve,
        )
    ]
    wanted += [
        ("la ligne rouge du vendeur", scenario.seller.red_line, euros(economics.seller.reserve)),
        ("la fiche acheteur", " | ".join(scenario.buyer.asks), euros(economics.buyer.first)),
        ("la fiche acheteur", scenario.buyer.accepts_when, euros(economics.buyer.reserve)),
    ]
    for where, text, figure in wanted:
        if not _contains(text, figure):
            yield f"{where} ne porte pas « {figure} »"


def check_margins(scenario: Scenario) -> Iterable[str]:
    """Costs, floors, delegation, target and written offer come in that order; so do the buyer's prices."""
    economics = scenario.economics
    if economics is None:
        return
    seller, buyer = economics.seller, economics.buyer
    if not 0 < seller.unit_cost < seller.reserve <= seller.authority <= seller.target <= seller.proposed:
        yield "côté vendeur : coût < plancher ≤ délégation ≤ objectif ≤ prix proposé n'est pas respecté"
    if not 0 < buyer.first < buyer.target <= buyer.reserve:
        yield "côté acheteur : première demande < objectif ≤ plafond n'est pas respecté"
    if buyer.reserve >= seller.proposed:
        yield "l'acheteur accepterait l'offre telle quelle : il n'y a rien à négocier"
    rate = economics.margin_rate(Package(price=seller.proposed, choices=economics.reference))
    if not 0.03 <= rate <= 0.75:
        yield f"le taux de marge au prix proposé ({number(100 * rate, 1)} %) n'est pas vraisemblable"
    if abs(economics.seller_floor(economics.reference) - seller.reserve) > 0.001:
        yield f"le plancher annoncé ({euros(seller.reserve)}) n'est pas celui que donnent le coût et l'autre affaire"
    if abs(economics.buyer_ceiling(economics.reference) - buyer.reserve) > 0.001:
        yield f"le plafond annoncé ({euros(buyer.reserve)}) n'est pas celui que donne la valeur de l'affaire"
    yield from _terms(economics)


def _terms(economics: Economics) -> Iterable[str]:
    ids = [term.id for term in economics.terms]
    yield from (f"la condition « {t} » est écrite deux fois" for t in sorted({t for t in ids if ids.count(t) > 1}))
    for term in economics.terms:
        options = {o.id: o for o in term.options}
        if term.reference not in options or term.buyer_wish not in options:
            yield f"« {term.id} » : l'option de l'offre ou celle de l'acheteur n'existe pas"
            continue
        reference = options[term.reference]
        if reference.seller_value or reference.buyer_value or not reference.open_to_both:
            yield f"« {term.id} » : l'option de l'offre doit valoir 0 et convenir aux deux"


def check_zone(scenario: Scenario) -> Iterable[str]:
    """The declared zone is the one that the figures give, wide enough to be found."""
    economics = scenario.economics
    if economics is None:
        return
    highest = highest_agreement(economics)
    if (highest is not None) != economics.zone.exists:
        found = "existe" if highest is not None else "n'existe pas"
        yield f"la zone d'accord {found} alors que le scénario déclare le contraire"
    if (economics.room(economics.reference) is not None) != economics.zone.at_reference:
        yield "la zone aux conditions de l'offre n'est pas celle déclarée"
    best = economics.best_choices()
    room = economics.room(best) if best else None
    if room is not None and room[1] - room[0] < 2 * economics.step - 0.001:
        yield f"la zone d'accord est trop étroite ({euros(room[0])} à {euros(room[1])})"
    hand_over = scenario.hand_over
    below = highest is not None and highest < economics.seller.authority  # whatever is exchanged
    known = (below, hand_over_needed(economics))
    if hand_over is not None and hand_over.needed not in known:
        yield "le passage de relais déclaré ne correspond pas à la délégation"


def check_secrets(scenario: Scenario) -> Iterable[str]:
    """Nothing that can be said aloud holds a reserve, a target, a cost or a delegation."""
    economics = scenario.economics
    if economics is None:
        return
    seller, buyer = economics.seller, economics.buyer
    secrets = {
        "le plafond de l'acheteur": buyer.reserve,
        "l'objectif de l'acheteur": buyer.target,
        "le plancher du vendeur": seller.reserve,
        "le coût de revient": seller.unit_cost,
        "la délégation": seller.authority,
    }
    said = {seller.proposed, buyer.first} | {f.value for fact in scenario.facts for f in fact.figures}
    for name, value in secrets.items():
        if value not in said and any(_contains(text, euros(value)) for text in sayable(scenario)):
            yield f"{name} est écrit dans un texte qui peut être dit"


def sayable(scenario: Scenario) -> list[str]:
    """Every text that the counterpart may say or that the brief shows."""
    brief = scenario.brief
    texts = [brief.context, brief.stakes, brief.opening, brief.place, *brief.offer]
    for fact in scenario.facts:
        texts += [fact.text, fact.evasive]
    for objection in scenario.objections:
        texts += [*objection.says, objection.softened, objection.stays]
    texts += [s.text for s in scenario.signals]
    if scenario.legal_trap is not None:
        texts += [*scenario.legal_trap.says, scenario.legal_trap.relief]
    return texts


def _contains(text: str, figure: str) -> bool:
    """Whether the figure stands in the text as a whole number, whatever the spaces."""
    plain, wanted = _plain(text), _plain(figure)
    return re.search(rf"(?<![\d,.]){re.escape(wanted)}(?!\d|,\d)", plain) is not None


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d) (?=\d{3})", "", text.replace(NBSP, " ").replace(NARROW, " "))
