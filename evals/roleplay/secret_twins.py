"""Pairs of scenarios that differ in one secret alone: what a model would be sent must not tell them apart."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final

from assistant.domain.dialogue import Turn
from assistant.domain.economics import Economics
from assistant.domain.negotiation import Act
from assistant.domain.scenario import Scenario
from assistant.llm.ports import ChatRequest
from assistant.roleplay.engine.step import start, step
from assistant.roleplay.listening.hearing_sheet import hearing_request, hearing_sheet
from assistant.roleplay.speaking.counterpart import request_for
from assistant.roleplay.speaking.speech_sheet import speech_sheet
from assistant.roleplay.speaking.wording import load_wording, say_acts
from evals.roleplay.sellers import AnySeller, worded

SECRETS: Final = ("reserve", "alternative", "fact", "trap", "meaning", "interest", "values")
NEVER_DECIDE: Final = ("alternative", "trap", "meaning", "interest")
"""Secrets that change nothing at all of what the engine does."""
TURNS = 14

Exchange = tuple[str, tuple[Act, ...], str, bool]
"""The prompt that hears the line, what was decided, the prompt that words it, and whether figures have come up yet."""


def twin(of: Scenario, secret: str) -> Scenario:
    """The same scenario with another secret, the rest untouched. Raises ``ValueError`` for an unknown secret."""
    if of.economics is not None and secret in ("reserve", "alternative", "values"):
        return of.model_copy(update={"economics": _economics(of.economics, secret)})
    if secret == "fact":
        hidden = max(of.facts, key=lambda f: f.trust)
        other = hidden.model_copy(update={"text": "Tout autre secret, 987 654 €."})
        return of.model_copy(update={"facts": tuple(other if f is hidden else f for f in of.facts)})
    if secret == "trap":
        trap = of.legal_trap
        changed = trap.model_copy(update={"rule": "Autre règle.", "right": "Autre."}) if trap else None
        return of.model_copy(update={"legal_trap": changed})
    if secret == "meaning":
        other_signals = tuple(s.model_copy(update={"meaning": "x", "good_move": "y"}) for s in of.signals)
        return of.model_copy(update={"signals": other_signals})
    if secret == "interest":
        update = {"interest": "i", "brake": "b", "position": "p", "weight": 0}
        return of.model_copy(update={"people": tuple(p.model_copy(update=update) for p in of.people)})
    raise ValueError(secret)


def _economics(economics: Economics, secret: str) -> Economics:
    buyer = economics.buyer
    if secret == "reserve":
        moved = {"unit_worth": buyer.unit_worth * 1.07, "reserve": buyer.reserve * 1.07, "target": buyer.target * 1.03}
        return economics.model_copy(update={"buyer": buyer.model_copy(update=moved)})
    if secret == "alternative":
        other = buyer.alternative.model_copy(update={"text": "Autre repli.", "why": "987 654 €."})
        return economics.model_copy(update={"buyer": buyer.model_copy(update={"alternative": other})})
    terms = tuple(
        t.model_copy(
            update={"options": tuple(o.model_copy(update={"buyer_value": o.buyer_value + 40}) for o in t.options)}
        )
        for t in economics.terms
    )
    return economics.model_copy(update={"terms": terms})


def compare_twins(one: Scenario, secret: str) -> dict[str, Any]:
    """``compared``: prompts expected to be the same, of hearing and of wording; ``different``: those that differ.

    Once the engine decides otherwise (a figure depends on the reserve, the fact is said), the pair is over: that is
    revealing. A line is heard before that, so that its prompt is compared once more. A secret that never decides must
    change nothing, decisions included.
    """
    compared = different = 0
    pairs = zip(prompts(one), prompts(twin(one, secret)), strict=False)
    for (heard, acts, prompt, priced), (other_heard, others, other, _) in pairs:
        compared += 1
        different += heard != other_heard
        free = secret in NEVER_DECIDE or (secret in ("reserve", "values") and not priced)
        if acts != others and not free:
            break
        compared += 1
        different += prompt != other
    return {"secret": secret, "compared": compared, "different": different}


def _text(request: ChatRequest) -> str:
    return "\n".join(message.content for message in request.messages)


def prompts(of: Scenario) -> Iterator[Exchange]:
    """The exchanges of a play whose moves depend on the seed alone."""
    seller = AnySeller(of, random.Random(f"{of.seed}|paires"))
    state, history = start(of), [Turn(number=1, speaker="buyer", text=of.brief.opening)]
    spent: tuple[str, ...] = ()
    for rank in range(TURNS):
        move = seller.next_move(state)
        line = worded(move, of, rank)
        hearing = hearing_request(hearing_sheet(line, state, of, history))
        result = step(state, move, of)
        state = result.state
        history.append(Turn(number=len(history) + 1, speaker="seller", text=line))
        request = request_for(speech_sheet(result.acts, state, of, history))
        priced = state.seller_offer is not None or state.demand is not None
        yield _text(hearing), result.acts, _text(request), priced
        text, spent = say_acts(result.acts, of, state.seed, state.turn, spent, load_wording())
        history.append(Turn(number=len(history) + 1, speaker="buyer", text=text))
