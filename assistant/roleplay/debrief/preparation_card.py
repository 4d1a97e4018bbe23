"""Set the learner's preparation card beside what happened: red line, objectives, concessions, questions (3.2.1)."""

from __future__ import annotations

from assistant.domain.debrief import Comparison
from assistant.domain.economics import Economics
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.debrief.result_reading import read_result
from assistant.roleplay.french.money import price_text
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.playing.session import PlayRecord

FIELDS = ("objectifs", "ligne_rouge", "concessions", "questions")
"""Keys of ``PlayRecord.preparation``; an empty field is not compared."""


def compare_preparation(record: PlayRecord, state: Negotiation, scenario: Scenario) -> tuple[Comparison, ...]:
    """One comparison for each field that was filled in."""
    card = {key: text.strip() for key, text in record.preparation.items() if text.strip()}
    found: list[Comparison] = []
    if "ligne_rouge" in card and scenario.economics is not None:
        found.append(_red_line(card["ligne_rouge"], state, scenario.economics))
    if "objectifs" in card:
        result = read_result(state, scenario)
        found.append(
            Comparison(
                subject="Objectifs",
                planned=card["objectifs"],
                happened=result.deal or result.sentence,
                remark="Lesquels de vos objectifs sont atteints, et dans quel ordre les aviez-vous classés ?",
            )
        )
    if "concessions" in card:
        found.append(_concessions(card["concessions"], state))
    if "questions" in card:
        found.append(_questions(card["questions"], state))
    return tuple(found)


def _red_line(planned: str, state: Negotiation, economics: Economics) -> Comparison:
    low, high = 0.4 * economics.seller.proposed, 2.5 * economics.seller.proposed
    said = [n.value for n in numbers_in(flat(planned)) if low <= n.value <= high]
    if state.deal is None:
        happened, remark = "aucun accord signé", "Votre ligne rouge n'a pas été franchie."
    else:
        happened = price_text(state.deal.price, economics)
        remark = "Votre ligne rouge est tenue."
        if not said:
            remark = "Votre ligne rouge n'est pas chiffrée : comment sauriez-vous qu'elle est franchie ?"
        elif state.deal.price < said[0]:
            remark = "L'accord passe sous votre ligne rouge : qu'est-ce qui vous a fait la franchir ?"
    return Comparison(subject="Ligne rouge", planned=planned, happened=happened, remark=remark)


def _concessions(planned: str, state: Negotiation) -> Comparison:
    tally = state.tally
    remark = "Chaque concession a eu sa contrepartie."
    if tally.concessions:
        remark = "Une partie de vos concessions n'a rien obtenu en retour : lesquelles aviez-vous prévues ?"
    happened = f"échanges : {tally.trades} ; concessions sans contrepartie : {tally.concessions}"
    return Comparison(subject="Concessions prévues", planned=planned, happened=happened, remark=remark)


def _questions(planned: str, state: Negotiation) -> Comparison:
    wanted = planned.count("?") or len(planned.splitlines())
    asked = state.tally.questions
    remark = "Vous avez posé au moins autant de questions que prévu."
    if asked < wanted:
        remark = "Des questions prévues n'ont pas été posées : qu'est-ce qui vous en a détourné ?"
    happened = f"questions posées : {asked} ; informations obtenues : {len(state.facts)}"
    return Comparison(subject="Questions prévues", planned=planned, happened=happened, remark=remark)
