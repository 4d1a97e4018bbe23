import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.dialogue import Move, MoveKind
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario, ScenarioKind
from assistant.roleplay.engine.step import start, step
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.speaking.answer_checks import stray_numbers
from assistant.roleplay.speaking.wording import load_wording, say_acts
from tests.unit.roleplay.play_parts import CarefulSeller, any_move, kept_scenario, public_text, scenario

PLAYS = 1000


def played(of: Scenario, choose: object, limit: int = 80) -> Negotiation:
    """Play to the end, checking at every step what must always hold."""
    state, spent, public = start(of), (), [public_text(of)]
    for _ in range(limit):
        result = step(state, choose(state), of)  # type: ignore[operator]
        state = result.state
        text, spent = say_acts(result.acts, of, state.seed, state.turn, spent, load_wording())
        assert text, result.acts
        authored = [a.text for a in result.acts] + [v for a in result.acts for v in a.figures.values()]
        assert not stray_numbers(text, " | ".join([*public, *authored])), text
        public.append(text)
        for package in (state.agreed, state.deal):
            assert package is None or (of.economics is not None and of.economics.buyer_accepts(package))
        assert state.deal is None or state.deal == state.agreed
        if state.over:
            return state
    raise AssertionError("dead end")


@pytest.mark.parametrize("block", range(10))
def test_a_thousand_plays_keep_the_reserve_the_figures_and_an_end(block: int) -> None:
    kinds: tuple[ScenarioKind, ...] = (
        "negociation",
        "negociation",
        "negociation",
        "decouverte",
        "prospection",
        "reunion",
    )
    for seed in range(block * PLAYS // 10, (block + 1) * PLAYS // 10):
        of = scenario(seed % 240, 1 + seed % 4, kinds[seed % len(kinds)])
        draw = random.Random(seed)
        played(of, lambda state, of=of, draw=draw: any_move(draw, of, state))


def test_a_careful_seller_agrees_when_there_is_a_zone_and_never_without() -> None:
    ends: dict[bool, list[str]] = {True: [], False: []}
    for seed in range(120):
        of = scenario(seed, 1 + seed % 4)
        assert of.economics is not None
        ends[of.economics.zone.exists].append(str(played(of, CarefulSeller(of).move).ending))
    assert ends[True].count("accord") >= 0.95 * len(ends[True])
    assert ends[False]
    assert "accord" not in ends[False]


@settings(max_examples=25)
@given(st.integers(min_value=0, max_value=200), st.integers(min_value=0, max_value=1000))
def test_the_same_seed_and_moves_give_the_same_play(seed: int, moves: int) -> None:
    of = scenario(seed, 1 + seed % 4)
    ends: list[Negotiation] = []
    for _ in range(2):
        draw, state = random.Random(moves), start(of, 7)
        for _ in range(15):
            state = step(state, any_move(draw, of, state), of).state
        ends.append(state)
    assert ends[0] == ends[1]


@pytest.mark.parametrize("seed", range(40))
def test_the_level_changes_temper_never_the_economics_of_the_answers(seed: int) -> None:
    easy, hard = scenario(seed, 1), scenario(seed, 4)
    assert easy.temper != hard.temper
    if easy.economics == hard.economics and easy.economics is not None:
        offer = Move(kind="offer", acts=("offer",), text="o", price=easy.economics.seller.proposed)
        for of in (easy, hard):
            demand = step(start(of), offer, of).state.demand
            assert demand is None or demand.price <= easy.economics.buyer.first


def test_a_deal_binds_only_once_restated_and_confirmed() -> None:
    of = kept_scenario("plannings")
    economics = of.economics
    assert economics is not None
    cheap = Move(kind="offer", acts=("offer",), text="o", price=economics.buyer.first)
    agreed = step(start(of), cheap, of).state
    assert agreed.agreed is not None
    assert agreed.deal is None
    yes = Move(kind="acceptance", acts=("acceptance",), text="d'accord")
    restated = step(agreed, yes, of)
    assert restated.state.deal is None
    assert restated.acts[0].kind == "restate"
    hanging = Move(
        kind="acceptance", acts=("acceptance",), text="Je vous suis à une condition : la casse est pour vous."
    )
    assert step(restated.state, hanging, of).state.deal is None
    assert step(restated.state, yes, of).state.deal == agreed.agreed


def test_taking_back_what_was_agreed_frees_the_buyer_and_costs_trust() -> None:
    of = kept_scenario("plannings")
    economics = of.economics
    assert economics is not None
    state = step(start(of), Move(kind="offer", acts=("offer",), text="o", price=economics.buyer.first), of).state
    dearer = Move(kind="offer", acts=("offer",), text="p", price=economics.seller.proposed)
    after = step(state, dearer, of)
    assert after.state.agreed is None
    assert after.state.trust < state.trust
    assert "withdrawn" in [a.kind for a in after.acts]


def test_a_wrong_recap_is_put_right() -> None:
    of = kept_scenario("plannings")
    economics = of.economics
    assert economics is not None
    state = step(start(of), Move(kind="offer", acts=("offer",), text="o", price=economics.buyer.first), of).state
    wrong = Move(kind="recap", acts=("recap",), text="r", price=economics.seller.proposed)
    after = step(state, wrong, of)
    assert after.state.deal is None
    assert after.state.agreed == state.agreed
    assert after.acts[0].kind == "wrong_recap"


def test_the_same_offer_again_gains_nothing_and_wears_the_buyer_out() -> None:
    of = kept_scenario("plannings")
    economics = of.economics
    assert economics is not None
    state = start(of)
    demands: list[float] = []
    for rank in range(12):
        move = Move(kind="offer", acts=("offer",), text=f"o{rank}", price=economics.seller.proposed)
        state = step(state, move, of).state
        if state.demand is not None:
            demands.append(state.demand.price)
        if state.over:
            break
    assert len(set(demands)) == 1
    assert state.ending == "rupture"


def test_rudeness_warns_then_ends() -> None:
    of, state, kinds = kept_scenario("plannings"), start(kept_scenario("plannings")), []
    for rank in range(4):
        result = step(state, Move(kind="rudeness", acts=("rudeness",), text=str(rank)), of)
        state = result.state
        kinds.append(result.acts[0].kind)
    assert kinds[0] == "rude_warning"
    assert state.ending == "rupture"
    assert kinds[-1] in ("leave", "already_over")


def test_nothing_changes_once_it_is_over() -> None:
    of = kept_scenario("plannings")
    over = step(start(of), Move(kind="leave", acts=("leave",), text="au revoir"), of).state
    assert over.over
    assert step(over, Move(kind="offer", acts=("offer",), price=1.0), of).state == over


def test_refusing_when_no_zone_exists_is_an_end_of_its_own() -> None:
    of = next(scenario(s, 2) for s in range(60) if not scenario(s, 2).economics.zone.exists)  # type: ignore[union-attr]
    economics = of.economics
    assert economics is not None
    state = step(start(of), Move(kind="offer", acts=("offer",), text="o", price=economics.seller.proposed), of).state
    assert step(state, Move(kind="leave", acts=("leave",), text="au revoir"), of).state.ending == "refus"


def test_a_secret_is_said_only_once_trust_is_there() -> None:
    of = scenario(3, 4)
    guarded = max(of.facts, key=lambda f: f.trust)
    ask = Move(kind="open_question", acts=("open_question",), text="q", facts=(guarded.id,))
    cold, warm = start(of).model_copy(update={"trust": 5}), start(of).model_copy(update={"trust": 95})
    assert guarded.id not in step(cold, ask, of).state.facts
    assert guarded.id in step(warm, ask, of).state.facts


def _reasoned(of: Scenario, rank: int) -> Move:
    assert of.economics is not None
    kinds: tuple[MoveKind, ...] = ("offer", "price_defence")
    return Move(kind="offer", acts=kinds, text=f"raison {rank}", price=of.economics.seller.proposed)


def _texts_of_five(of: Scenario) -> tuple[list[str], Negotiation]:
    """Five reasoned offers of the same price, after questions: what is answered, and where it stands."""
    state, spent, texts = start(of), (), []
    for rank in range(6):
        result = step(state, _reasoned(of, rank), of)
        state = result.state
        text, spent = say_acts(result.acts, of, state.seed, state.turn, spent, load_wording())
        texts.append(text)
    return texts, state


@pytest.mark.parametrize("seed", range(12))
def test_the_level_that_helps_bears_reasons_says_where_to_look_and_varies(seed: int) -> None:
    of = scenario(seed, 1)
    texts, state = _texts_of_five(of)
    if state.agreed is not None:
        return
    assert state.ending is None
    assert len(set(texts)) == len(texts)
    hints = load_wording()["nudge"]["tous"] + load_wording()["nudge_open"]["tous"]
    starts = [line.partition("{")[0].partition(":")[0][:12] for line in hints]
    assert any(start_ in text for text in texts for start_ in starts)


def test_help_changes_no_figure() -> None:
    for seed in range(20):
        easy, hard = scenario(seed, 1), scenario(seed, 3)
        assert easy.economics == hard.economics
        demands = []
        for of in (easy, hard):
            result = step(start(of), _reasoned(of, 0), of)
            demands.append(result.state.demand)
        assert demands[0] == demands[1]


def test_a_refusal_that_says_why_is_answered_as_such() -> None:
    of = scenario(3, 4)
    assert of.economics is not None
    state = step(start(of), Move(kind="offer", acts=("offer",), text="p", price=of.economics.seller.proposed), of).state
    why = "Je ne peux pas descendre à ce prix, car je vendrais à perte et je ne pourrais plus assurer votre suivi."
    refs = []
    for text in (why, "C'est non."):
        acts = step(state, Move(kind="refusal", acts=("refusal",), text=text), of).acts
        refs.append(next(a.ref for a in acts if a.kind == "ask_offer"))
    assert refs == ["after_reasoned_refusal", "after_refusal"]
    lines = [line for tones in load_wording().values() for said in tones.values() for line in said]
    assert not any("C'est noté. Et donc" in line for line in lines)


def test_no_relief_accepts_what_the_person_then_refuses() -> None:
    for seed in range(150):
        of = scenario(seed, 1 + seed % 4)
        if of.legal_trap is None or of.economics is None:
            continue
        relief = flat(of.legal_trap.relief)
        for term in of.economics.terms:
            for option in term.options:
                if not option.buyer_can:
                    assert not any(flat(name) in relief for name in option.names), (seed, option.label)


def test_every_farewell_is_one() -> None:
    for name, tones in load_wording().items():
        if name == "farewell_relais":
            assert all(
                re.search("au revoir|journée|reprendrons", line, re.IGNORECASE) for line in sum(tones.values(), ())
            )


def test_an_offer_beside_an_attempt_is_answered_and_the_attempt_too() -> None:
    of = kept_scenario("plannings")
    assert of.economics is not None
    line = Move(kind="offer", acts=("offer",), text="a", price=of.economics.seller.proposed, attempt=True)
    after = step(start(of), line, of)
    assert [a.kind for a in after.acts][:2] == ["deflect", "object"]
    assert after.state.demand is not None, "the offer beside it was answered"
