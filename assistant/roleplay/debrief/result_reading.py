"""Read the result of a negotiation apart from its conduct: what the deal is worth, and whether refusing was right."""

from __future__ import annotations

from typing import Literal

from assistant.domain.debrief import ResultReading
from assistant.domain.economics import Economics, Package
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.money import package_text, price_text

Verdict = Literal["bon", "moyen", "à revoir"]


def read_result(state: Negotiation, scenario: Scenario) -> ResultReading:
    """The result of a play that is over or stopped."""
    economics = scenario.economics
    if economics is None:
        return _without_figures(state, scenario)
    if state.deal is not None:
        return _of_deal(state, state.deal, economics)
    return _without_deal(state, scenario, economics)


def _of_deal(state: Negotiation, deal: Package, economics: Economics) -> ResultReading:
    options = economics.options(deal.choices)
    lawful = all(o.lawful for o in options)
    sound = economics.seller_accepts(deal)
    gain = economics.seller_gain(deal)
    room = economics.room(deal.choices)
    low, high = room or (economics.seller_floor(deal.choices), economics.buyer_ceiling(deal.choices))
    position = None if high <= low else max(0.0, min(1.0, (deal.price - low) / (high - low)))
    within = economics.within_authority(deal) or state.handed_over
    verdict, sentence = _judged(deal, economics, lawful=lawful, sound=sound, within=within, position=position)
    return ResultReading(
        ending=state.ending or "accord",
        deal=package_text(economics, deal),
        seller_gain=round(gain, 2),
        margin_rate=round(economics.margin_rate(deal), 4),
        position=None if position is None else round(position, 3),
        lawful=lawful,
        within_authority=within,
        verdict=verdict,
        sentence=sentence,
    )


def _judged(
    deal: Package, economics: Economics, *, lawful: bool, sound: bool, within: bool, position: float | None
) -> tuple[Verdict, str]:
    floor = price_text(economics.seller_floor(deal.choices), economics)
    if not lawful:
        law = next(o.law for o in economics.options(deal.choices) if not o.lawful)
        return "à revoir", f"L'accord contient une clause que la loi n'admet pas : {law}"
    if not sound:
        return (
            "à revoir",
            f"À ces conditions, votre plancher était de {floor} : mieux valait refuser que signer cet accord.",
        )
    if not within:
        return "à revoir", "L'accord descend sous votre délégation : il fallait le faire valider par votre direction."
    if position is not None and position < 0.25:
        return (
            "moyen",
            f"L'accord tient, tout près de votre plancher ({floor}) : l'essentiel de la valeur est allé à l'acheteur.",
        )
    return "bon", "L'accord respecte vos limites et garde de la valeur pour votre entreprise."


def _without_deal(state: Negotiation, scenario: Scenario, economics: Economics) -> ResultReading:
    ending = state.ending or "sans_suite"
    needed = scenario.hand_over is not None and scenario.hand_over.needed
    verdict: Verdict
    if ending == "refus" and not economics.zone.exists:
        verdict, sentence = "bon", "Aucun accord n'était acceptable ici : décliner était la bonne décision."
    elif ending == "relais" and (needed or not economics.zone.exists):
        verdict, sentence = "bon", "Passer le relais à votre direction était la bonne suite à donner."
    elif ending == "relais":
        verdict, sentence = "moyen", "Le relais garde l'affaire vivante, mais un accord était à votre portée sans lui."
    elif ending == "refus":
        verdict, sentence = "moyen", "Vous avez décliné alors qu'un accord acceptable pour les deux existait."
    elif ending == "rupture" and not economics.zone.exists:
        verdict, sentence = (
            "moyen",
            "Aucun accord n'était possible ; mieux valait toutefois conclure vous-même l'entretien.",
        )
    else:
        verdict, sentence = (
            "à revoir",
            "L'entretien s'est arrêté sans accord alors qu'un accord acceptable pour les deux existait.",
        )
        if not economics.zone.exists:
            verdict, sentence = (
                "moyen",
                "L'entretien s'est arrêté sans suite ; aucun accord n'était possible à ces limites.",
            )
    return ResultReading(ending=ending, verdict=verdict, sentence=f"{sentence} {economics.zone.why}")


def _without_figures(state: Negotiation, scenario: Scenario) -> ResultReading:
    ending = state.ending or "sans_suite"
    goal = scenario.goal
    got = len([f for f in (goal.facts if goal else ()) if f in state.facts])
    wanted = goal.facts_needed if goal else 0
    if state.committed:
        return ResultReading(
            ending=ending, verdict="bon", sentence=f"Engagement obtenu : {goal.commitment if goal else ''}."
        )
    sentence = f"Engagement non obtenu ; informations utiles recueillies : {got} sur {wanted} attendues."
    return ResultReading(ending=ending, verdict="moyen" if got >= wanted else "à revoir", sentence=sentence)
