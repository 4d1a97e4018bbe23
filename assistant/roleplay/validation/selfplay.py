"""Play a scenario out between a scripted seller and the engine, and judge whether it can be played well."""

from __future__ import annotations

from typing import Literal

from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Check, Play, Scenario
from assistant.roleplay.engine.step import start, step
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.validation.scripted_sellers import CompetentSeller, ScriptedSeller, WeakSeller

MOST_TURNS = 60

SellerName = Literal["compétent", "faible"]


def play(scenario: Scenario, seller: SellerName, seed: int | None = None) -> Play:
    """One whole talk; the same for the same scenario, seller and seed."""
    scripted: ScriptedSeller = CompetentSeller(scenario) if seller == "compétent" else WeakSeller(scenario)
    state = start(scenario, seed)
    for _ in range(MOST_TURNS):
        if state.over:
            break
        state = step(state, scripted.next_move(state), scenario).state
    return _summary(scenario, seller, state)


def _summary(scenario: Scenario, seller: SellerName, state: Negotiation) -> Play:
    economics, deal = scenario.economics, state.deal
    outcome: Literal["accord", "refus", "échec"] = "échec"
    if state.ending in ("accord", "engagement"):
        outcome = "accord"
    elif state.ending in ("refus", "relais", "sans_suite"):
        outcome = "refus"
    return Play(
        seller=seller,
        outcome=outcome,
        price=deal.price if deal else None,
        choices=dict(deal.choices) if deal else {},
        seller_gain=economics.seller_gain(deal) if deal and economics else None,
        buyer_gain=economics.buyer_gain(deal) if deal and economics else None,
        facts=len(state.facts),
        exchanges=state.turn,
    )


def selfplay_check(scenario: Scenario) -> tuple[Check, tuple[Play, ...]]:
    """A competent seller ends well, a weak one does worse."""
    competent, weak = play(scenario, "compétent"), play(scenario, "faible")
    expected = "accord" if scenario.economics is None or scenario.economics.zone.exists else "refus"
    problems: list[str] = []
    if competent.outcome != expected:
        problems.append(f"le vendeur compétent termine par « {competent.outcome} » au lieu de « {expected} »")
    for one in (competent, weak):
        if one.buyer_gain is not None and one.buyer_gain < 0:
            problems.append(f"l'acheteur accepte pire que sa réserve face au vendeur {one.seller}")
    if (competent.seller_gain or 0) < 0:
        problems.append(f"le vendeur compétent signe sous son plancher ({euros(competent.seller_gain or 0)})")
    if _value(weak, scenario) >= _value(competent, scenario):
        problems.append("le vendeur faible fait aussi bien que le vendeur compétent")
    return Check(name="Jeu à blanc", problems=tuple(problems)), (competent, weak)


def _value(one: Play, scenario: Scenario) -> float:
    """What a play is worth: euros over the alternative, or the goal reached; then what was learnt."""
    if scenario.economics is None:
        return (1000.0 if one.outcome == "accord" else 0.0) + one.facts
    return (one.seller_gain or 0.0) + one.facts / 1000
