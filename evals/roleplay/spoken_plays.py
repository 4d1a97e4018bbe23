"""Play a scenario out between a seller and the engine, each decision put into words, and record all that was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.domain.dialogue import Move, Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.public_state import public_state
from assistant.roleplay.engine.step import Step, start, step
from assistant.roleplay.speaking.ports import Counterpart
from evals.roleplay.secrets import numbers
from evals.roleplay.sellers import SellerName, seller_named, worded

Engine = Callable[[Negotiation, Move, Scenario], Step]
"""What decides: the program's own ``step``, or a worse one in the demonstration of the gate."""
MOST_TURNS = 60


def spoken_play(
    scenario: Scenario, seller: SellerName, counterpart: Counterpart, engine: Engine | None = None
) -> dict[str, Any]:
    """One whole talk as JSON: ``replies`` (see ``reply_of``), ``ending`` and what the deal is worth to each side."""
    scripted, decide = seller_named(seller, scenario, scenario.seed), engine or step
    state = start(scenario)
    history = [Turn(number=1, speaker="buyer", text=scenario.brief.opening)]
    replies: list[dict[str, Any]] = []
    for rank in range(MOST_TURNS + 1):
        if state.over:
            break
        move, before = scripted.next_move(state), state
        line = worded(move, scenario, rank)
        result = decide(before, move, scenario)
        history.append(Turn(number=len(history) + 1, speaker="seller", text=line))
        spoken = counterpart.say(result.acts, result.state, scenario, history)
        history.append(Turn(number=len(history) + 1, speaker="buyer", text=spoken.text))
        reply = reply_of(scenario, before, result.state, result.acts, line, spoken.text)
        replies.append({**reply, "by_model": spoken.by_model})
        state = result.state.model_copy(update={"spent": spoken.spent})
    return {"seller": seller, "replies": replies, **ending_of(scenario, state)}


def reply_of(
    scenario: Scenario,
    before: Negotiation,
    state: Negotiation,
    acts: Sequence[Act],
    line: str,
    text: str,
) -> dict[str, Any]:
    """One exchange as JSON. ``known``: numbers that both sides know by then, from the public state, the brief, what
    was said and what the engine decided to say. ``facts``: revealed so far. ``demand``: the price asked by the buyer
    and the highest that it could bear there. ``agreed_gain``: what the agreement in principle is worth to the buyer."""
    economics = scenario.economics
    demand, agreed = state.demand, state.deal or state.agreed
    objections = [t for o in scenario.objections for t in (*o.says, o.softened, o.stays)]
    decided = [part for act in acts for part in (act.text, *act.figures.values())]
    public = public_state(state, scenario).model_dump_json() + public_state(before, scenario).model_dump_json()
    texts = [scenario.brief.model_dump_json(), public, line, *objections, *decided]
    return {
        "seller": line,
        "text": text,
        "acts": [act.kind for act in acts],
        "facts": list(state.facts),
        "known": sorted({n for part in texts for n in numbers(part)}),
        "demand": demand.price if demand else None,
        "ceiling": economics.buyer_ceiling(demand.choices) if demand and economics else None,
        "agreed_gain": economics.buyer_gain(agreed) if agreed and economics else None,
        "agreed_within": economics.buyer_accepts(agreed) if agreed and economics else None,
    }


def ending_of(scenario: Scenario, state: Negotiation) -> dict[str, Any]:
    """How it ended, how a good seller ends it, and the gains over each side's alternative in euros."""
    economics, deal = scenario.economics, state.deal
    good = ["accord", "engagement"] if economics is None or economics.zone.exists else ["refus", "relais"]
    return {
        "ending": state.ending,
        "good_endings": good,
        "turns": state.turn,
        "seller_gain": economics.seller_gain(deal) if deal and economics else None,
        "buyer_gain": economics.buyer_gain(deal) if deal and economics else None,
        "facts": len(state.facts),
    }
