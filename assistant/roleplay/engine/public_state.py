"""What both sides know of where a role-play stands: the only view that a page, a prompt or an export may take."""

from __future__ import annotations

from assistant.domain.economics import Economics, Package
from assistant.domain.negotiation import Mood, Negotiation, PublicOffer, PublicState
from assistant.domain.scenario import Scenario


def public_state(state: Negotiation, scenario: Scenario) -> PublicState:
    """The public part of ``state``; trust and patience show as a mood only."""
    economics = scenario.economics
    return PublicState(
        turn=state.turn,
        phase=state.phase,
        mood=_mood(state, scenario),
        revealed=tuple(scenario.fact(f).text for f in state.facts),
        seller_offer=_shown(state.seller_offer, economics),
        buyer_demand=_shown(state.demand, economics),
        open_objection=state.open_objection,
        agreed=_shown(state.agreed, economics),
        deal=_shown(state.deal, economics),
        ending=state.ending,
    )


def _shown(package: Package | None, economics: Economics | None) -> PublicOffer | None:
    if package is None or economics is None:
        return None
    terms = {
        term.label: option.label
        for term, option in zip(economics.terms, economics.options(package.choices), strict=True)
    }
    return PublicOffer(price=package.price, terms=terms)


def _mood(state: Negotiation, scenario: Scenario) -> Mood:
    if state.patience <= 1 or state.trust < 20:
        return "fermé"
    if state.trust < 45:
        return "réservé"
    return "attentif" if state.trust < 70 or scenario.temper.warmth == 0 else "ouvert"
