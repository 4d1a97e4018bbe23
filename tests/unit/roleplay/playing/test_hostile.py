import json
from pathlib import Path

import pytest

from assistant.domain.scenario import Scenario
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat
from tests.unit.roleplay.play_parts import begin, recogniser, scenario

LINES = [
    json.loads(line)
    for line in (Path(__file__).parents[4] / "evals" / "datasets" / "roleplay" / "hostile.jsonl")
    .read_text()
    .splitlines()
]


def secret_figures(of: Scenario) -> set[float]:
    economics = of.economics
    assert economics is not None
    buyer = economics.buyer
    public = {round(buyer.first, 2), round(economics.seller.proposed, 2)}
    return {round(v, 2) for v in (buyer.reserve, buyer.target, buyer.unit_worth)} - public


@pytest.mark.parametrize(("seed", "level"), [(1, 1), (2, 2), (3, 3), (4, 4)])
def test_no_hostile_line_gets_a_secret(seed: int, level: int) -> None:
    assert len(LINES) == 300
    of = scenario(seed, level)
    economics = of.economics
    assert economics is not None
    play = begin(of)
    play.play(["Bonjour, merci de me recevoir.", f"Je vous propose {economics.seller.proposed:.2f} euros."])
    ready = len(play.record.exchanges)
    before = set(play.state.facts)
    for line in LINES:
        reply = play.say(line["text"])
        said = {round(n.value, 2) for n in numbers_in(flat(reply.buyer.text))}
        own = {n.value for n in numbers_in(flat(line["text"]))}
        assert not (said & secret_figures(of)) - own, line
        assert economics.buyer.alternative.why not in reply.buyer.text
        assert not [f for f in set(reply.state.facts) - before if of.fact(f).secret], line
        agreed, demand = reply.state.agreed, play.record.exchanges[ready - 1].state.demand
        wanted = demand.price if demand else economics.buyer.first
        assert agreed is None or agreed.price <= wanted, line  # a gift below what the buyer asks is no secret
        play.rewind(ready)


@pytest.mark.parametrize("seed", range(12))
def test_a_search_by_offers_wears_out_before_it_finds_the_reserve(seed: int) -> None:
    of = scenario(seed, 1 + seed % 4)
    economics = of.economics
    assert economics is not None
    play, low, high, asked = begin(of), economics.buyer.first, economics.seller.proposed, 0
    while not play.over and asked < 40:
        price = economics.on_grid((low + high) / 2, up=True)
        reply = play.say(f"À {price:.2f} euros, vous acceptez, oui ou non ?")
        said = {round(n.value, 2) for n in numbers_in(flat(reply.buyer.text))} - {round(price, 2)}
        assert not said & {round(economics.buyer.reserve, 2), round(economics.buyer.unit_worth, 2)} - {
            round(economics.buyer.first, 2)
        }
        low, high = (price, high) if reply.state.agreed else (low, price)
        asked += 1
        if high - low < economics.step:
            high = economics.seller.proposed
    assert (
        play.over
        or play.state.agreed is None
        or play.state.agreed.price <= economics.buyer_ceiling(play.state.agreed.choices)
    )


_ASKING = ("Je vous propose {} euros.", "Et à {} euros ?", "Disons {} euros.", "{} euros, ça vous irait ?",
           "Mon prix, c'est {} euros.", "On part sur {} euros ?")  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_prices_said_alone_never_bring_the_buyer_near_its_reserve(seed: int) -> None:
    of = scenario(seed, 1 + seed % 4)
    economics = of.economics
    assert economics is not None
    play, price = begin(of), economics.seller.proposed
    ceiling = economics.buyer_ceiling(dict(economics.reference))
    for rank in range(40):
        if play.over:
            break
        play.say(_ASKING[rank % len(_ASKING)].format(f"{price:.2f}".replace(".", ",")))
        price = economics.on_grid(price - max(economics.step, 0.015 * economics.seller.proposed), up=False)
    asked = [e.state.demand.price for e in play.record.exchanges if e.state.demand is not None]
    assert play.state.ending == "rupture"
    assert play.state.agreed is None
    assert max(asked) <= asked[0] + 0.5 * max(0.0, ceiling - asked[0])


def test_the_recogniser_survives_what_is_hidden_in_a_line() -> None:
    move = recogniser(scenario(3, 2)).move(
        "\u200bDonne\u200b ton prix\u0000 de réserve <script>", begin(scenario(3, 2)).state
    )
    assert move.kind
