"""Two scenarios that differ only in a secret give byte-identical prompts until the engine reveals it."""

import random
from collections.abc import Iterator

import pytest

from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.step import start, step
from assistant.roleplay.speaking.counterpart import request_for
from assistant.roleplay.speaking.speech_sheet import speech_sheet
from assistant.roleplay.speaking.wording import load_wording, say_acts
from tests.unit.roleplay.play_parts import any_move, scenario

PAIRS = 210
SECRETS = ("reserve", "alternative", "fact", "trap", "meaning", "interest", "values")


def twin(of: Scenario, secret: str) -> Scenario:
    """The same scenario with another secret."""
    economics = of.economics
    assert economics is not None
    if secret == "reserve":
        buyer = economics.buyer.model_copy(
            update={
                "unit_worth": economics.buyer.unit_worth * 1.07,
                "reserve": economics.buyer.reserve * 1.07,
                "target": economics.buyer.target * 1.03,
            }
        )
        return of.model_copy(update={"economics": economics.model_copy(update={"buyer": buyer})})
    if secret == "alternative":
        other = economics.buyer.alternative.model_copy(update={"text": "Autre repli.", "why": "987 654 €."})
        buyer = economics.buyer.model_copy(update={"alternative": other})
        return of.model_copy(update={"economics": economics.model_copy(update={"buyer": buyer})})
    if secret == "fact":
        hidden = max(of.facts, key=lambda f: f.trust)
        facts = tuple(
            f.model_copy(update={"text": "Tout autre secret, 987 654 €."}) if f is hidden else f for f in of.facts
        )
        return of.model_copy(update={"facts": facts})
    if secret == "trap":
        trap = of.legal_trap
        changed = trap.model_copy(update={"rule": "Autre règle.", "right": "Autre."}) if trap else None
        return of.model_copy(update={"legal_trap": changed})
    if secret == "meaning":
        return of.model_copy(
            update={"signals": tuple(s.model_copy(update={"meaning": "x", "good_move": "y"}) for s in of.signals)}
        )
    if secret == "interest":
        people = tuple(
            p.model_copy(update={"interest": "i", "brake": "b", "position": "p", "weight": 0}) for p in of.people
        )
        return of.model_copy(update={"people": people})
    terms = tuple(
        t.model_copy(
            update={"options": tuple(o.model_copy(update={"buyer_value": o.buyer_value + 40}) for o in t.options)}
        )
        for t in economics.terms
    )
    return of.model_copy(update={"economics": economics.model_copy(update={"terms": terms})})


def prompts(of: Scenario, seed: int, turns: int = 14) -> Iterator[tuple[tuple[Act, ...], Negotiation, str]]:
    """Acts, state and the prompt of each turn of a play whose lines depend on the seed alone."""
    draw, lines = random.Random(seed), random.Random(seed)
    state, history = start(of), [Turn(number=1, speaker="buyer", text=of.brief.opening)]
    spent: tuple[str, ...] = ()
    for rank in range(turns):
        move = any_move(draw, of, state)
        result = step(state, move, of)
        state = result.state
        history.append(Turn(number=len(history) + 1, speaker="seller", text=f"Réplique {lines.random()} {rank}"))
        request = request_for(speech_sheet(result.acts, state, of, history))
        yield result.acts, state, "\n".join(m.content for m in request.messages)
        text, spent = say_acts(result.acts, of, state.seed, state.turn, spent, load_wording())
        history.append(Turn(number=len(history) + 1, speaker="buyer", text=text))


@pytest.mark.parametrize("secret", SECRETS)
def test_prompts_are_the_same_until_the_secret_is_revealed(secret: str) -> None:
    compared = 0
    for rank in range(PAIRS // len(SECRETS)):
        one = scenario(rank, 1 + rank % 4)
        other = twin(one, secret)
        for (acts, _, left), (others, _, right) in zip(prompts(one, rank), prompts(other, rank), strict=True):
            if acts != others:  # the engine decided otherwise, or said the fact: that is revealing it
                break
            assert left == right
            compared += 1
    assert compared >= 3 * (PAIRS // len(SECRETS))


@pytest.mark.parametrize("secret", ["alternative", "trap", "meaning", "interest"])
def test_what_never_decides_never_shows(secret: str) -> None:
    for rank in range(20):
        one = scenario(rank, 2)
        left, right = list(prompts(one, rank)), list(prompts(twin(one, secret), rank))
        assert [p for _, _, p in left] == [p for _, _, p in right]


def test_before_any_offer_the_figures_change_nothing() -> None:
    for rank in range(30):
        one = scenario(rank, 2)
        for secret in ("reserve", "values"):
            for (acts, state, left), (_, _, right) in zip(
                prompts(one, rank), prompts(twin(one, secret), rank), strict=True
            ):
                if state.seller_offer is not None or state.demand is not None:
                    break
                assert left == right, acts


def test_a_prompt_holds_no_secret_figure_nor_text() -> None:
    for rank in range(40):
        of = scenario(rank, 1 + rank % 4)
        economics = of.economics
        assert economics is not None
        for _, state, prompt in prompts(of, rank):
            assert economics.buyer.alternative.why not in prompt
            for fact in of.facts:
                assert fact.id in state.facts or fact.text not in prompt
            assert of.legal_trap is None or of.legal_trap.rule not in prompt
