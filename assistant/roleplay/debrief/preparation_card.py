"""Set the learner's preparation card beside what happened: red line, objectives, concessions, questions (3.2.1)."""

from __future__ import annotations

import re

from assistant.domain.debrief import Comparison
from assistant.domain.economics import Economics
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms
from assistant.roleplay.debrief.giving import steps
from assistant.roleplay.debrief.result_reading import read_result
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.money import price_text
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.playing.session import PlayRecord

FIELDS = ("objectifs", "ligne_rouge", "concessions", "questions")
"""Keys of ``PlayRecord.preparation``; an empty field is not compared."""
SAME = 0.5
"""Share of the words of a planned question that a question of the talk holds to be the same."""


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
        found.append(_concessions(card["concessions"], record, scenario))
    if "questions" in card:
        found.append(_questions(card["questions"], record, state))
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


def _concessions(planned: str, record: PlayRecord, scenario: Scenario) -> Comparison:
    made = steps(record, scenario)
    free = [str(s.turn) for s in made if not s.asked]
    if free:
        where = f"au tour {free[0]}" if len(free) == 1 else f"aux tours {listed(free)}"
        remark = f"Ce que vous donnez {where} n'a rien obtenu en retour : l'aviez-vous prévu ainsi ?"
    elif made:
        remark = "Chaque concession a eu sa contrepartie."
    else:
        remark = "Vous n'avez rien cédé : qu'aviez-vous gardé en réserve, et l'acheteur l'a-t-il su ?"
    happened = f"concessions contre une contrepartie : {len(made) - len(free)} ; sans contrepartie : {len(free)}"
    return Comparison(subject="Concessions prévues", planned=planned, happened=happened, remark=remark)


def _questions(planned: str, record: PlayRecord, state: Negotiation) -> Comparison:
    """Each planned question is looked for in what was asked, by its words."""
    wanted = [q.strip(" -•") for q in re.split(r"(?<=\?)|\n|;", planned) if q.strip(" -•")]
    asked = [frozenset(terms(s)) for e in record.exchanges for s in _asked(e.seller.text)]
    left = [q for q in wanted if not any(_same(frozenset(terms(q)), words) for words in asked)]
    remark = "Toutes vos questions prévues se retrouvent dans l'échange."
    if left:
        remark = f"« {left[0]} » ne se retrouve pas dans vos questions : qu'est-ce qui vous en a détourné ?"
    happened = (
        f"questions posées : {state.tally.questions} ; prévues et retrouvées : {len(wanted) - len(left)} sur "
        f"{len(wanted)} ; informations obtenues : {len(state.facts)}"
    )
    return Comparison(subject="Questions prévues", planned=planned, happened=happened, remark=remark)


def _asked(text: str) -> list[str]:
    return [s for s in (text[a:b] for a, b in sentence_spans(text)) if s.endswith("?")]


def _same(planned: frozenset[str], asked: frozenset[str]) -> bool:
    return bool(planned) and len(planned & asked) >= SAME * len(planned)
