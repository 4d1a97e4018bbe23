"""Read the result of a negotiation apart from its conduct: what the deal is worth, and whether refusing was right."""

from __future__ import annotations

from typing import Literal

from assistant.domain.debrief import ResultReading
from assistant.domain.economics import Economics, Package
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.money import package_text, price_text
from assistant.roleplay.playing.session import PlayRecord

Verdict = Literal["bon", "moyen", "à revoir"]


def read_result(state: Negotiation, scenario: Scenario) -> ResultReading:
    """The result of a play that is over or stopped."""
    economics = scenario.economics
    if economics is None:
        return _without_figures(state, scenario)
    if state.deal is not None:
        return _of_deal(state, state.deal, economics)
    return _without_deal(state, scenario, economics)


def state_at_deal(record: PlayRecord) -> Negotiation:
    """The last state, with the say of the management as it stood when the deal was made: what comes after is too late.

    ``record``: of one exchange at least.
    """
    last = record.exchanges[-1].state
    if last.deal is None:
        return last
    rank = next(i for i, e in enumerate(record.exchanges) if e.state.deal == last.deal)
    made = record.exchanges[rank].state
    said = any(e.seller.move is not None and e.seller.move.approved for e in record.exchanges[: rank + 1])
    return last.model_copy(update={"approved": made.approved or said, "handed_over": made.handed_over})


def _of_deal(state: Negotiation, deal: Package, economics: Economics) -> ResultReading:
    options = economics.options(deal.choices)
    lawful = all(o.lawful for o in options)
    sound = economics.seller_accepts(deal)
    gain = economics.seller_gain(deal)
    room = economics.room(deal.choices)
    low, high = room or (economics.seller_floor(deal.choices), economics.buyer_ceiling(deal.choices))
    position = None if high <= low else max(0.0, min(1.0, (deal.price - low) / (high - low)))
    alone = economics.within_authority(deal)
    within = alone or state.handed_over or state.approved
    verdict, sentence = _judged(deal, economics, lawful=lawful, sound=sound, within=within, position=position)
    if within and not alone and lawful and sound:
        sentence = f"{sentence} Son prix passe sous votre délégation : l'accord attend la validation annoncée."
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
        verdict, sentence = "bon", _well_declined(state)
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


def _well_declined(state: Negotiation) -> str:
    kept = "" if state.tally.rudeness else " et gardé la relation"
    return (
        "Bravo, vous avez su dire non, et c'était la bonne décision : aucun accord n'était acceptable ici pour les "
        f"deux. Vous avez protégé votre entreprise{kept}."
    )


def _without_figures(state: Negotiation, scenario: Scenario) -> ResultReading:
    ending = state.ending or "sans_suite"
    goal = scenario.goal
    got = len([f for f in (goal.facts if goal else ()) if f in state.facts])
    wanted = goal.facts_needed if goal else 0
    if state.committed:
        return ResultReading(
            ending=ending, verdict="bon", sentence=f"Engagement obtenu : {goal.commitment if goal else ''}."
        )
    aim = f" ({goal.commitment})" if goal else ""
    sentence = f"Engagement non obtenu{aim} ; informations utiles recueillies : {got} sur {wanted} attendues."
    return ResultReading(ending=ending, verdict="moyen" if got >= wanted else "à revoir", sentence=sentence)
