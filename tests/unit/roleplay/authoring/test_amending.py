from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.scenario import Scenario
from assistant.roleplay.authoring.amending import amended
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.validation.checks import check_scenario


def edited(scenario: Scenario, change: Any) -> Scenario:
    data = scenario.model_dump(by_alias=True)
    change(data)
    return amended(scenario, Scenario.model_validate(data))


@settings(max_examples=25)
@given(seed=st.integers(1, 5000), kind=st.sampled_from(["negociation", "decouverte", "prospection", "reunion"]))
def test_saving_without_a_change_changes_nothing(seed: int, kind: Any) -> None:
    scenario = new_scenario(Request(kind=kind, seed=seed, accommodation="" if seed % 2 else None))
    same = amended(scenario, scenario)
    assert same.model_copy(update={"solvability": scenario.solvability}) == scenario


@settings(max_examples=25)
@given(seed=st.integers(1, 5000))
def test_a_price_a_cost_and_a_value_changed_leave_a_case_that_holds(seed: int) -> None:
    scenario = new_scenario(Request(seed=seed))
    assert scenario.economics is not None
    step = scenario.economics.step

    def change(data: dict[str, Any]) -> None:
        economics = data["economics"]
        economics["seller"]["proposed"] = round(economics["seller"]["proposed"] + step, 2)
        economics["seller"]["unit_cost"] = round(economics["seller"]["unit_cost"] * 0.99, 2)
        economics["buyer"]["first"] = round(economics["buyer"]["first"] - step, 2)

    after = edited(scenario, change)
    assert check_scenario(after).problems == ()
    assert after.economics is not None
    assert euros(after.economics.seller.proposed) in after.brief.offer[0]
    assert euros(after.economics.seller.reserve) in after.seller.red_line
    assert euros(after.economics.buyer.first) in after.buyer.asks[0]
    assert any(euros(after.economics.buyer.first) in text for text in after.buyer.instructions)


@settings(max_examples=15)
@given(seed=st.integers(1, 5000))
def test_a_new_name_stands_everywhere_and_the_old_one_nowhere(seed: int) -> None:
    scenario = new_scenario(Request(seed=seed))

    def change(data: dict[str, Any]) -> None:
        data["people"][0]["name"] = "Mme Ada Testu"
        data["brief"]["buyer_company"]["name"] = "Zédulis"

    after = edited(scenario, change)
    said = after.to_json()
    assert scenario.people[0].name not in said
    assert scenario.brief.buyer_company.name not in said
    assert "Mme Ada Testu" in after.brief.context
    assert check_scenario(after).problems == ()


def test_the_limits_follow_from_the_cost_and_the_ceiling() -> None:
    scenario = new_scenario(Request(seed=3))

    def change(data: dict[str, Any]) -> None:
        data["economics"]["seller"]["alternative_margin"] += 500
        data["economics"]["buyer"]["reserve"] += 0.1

    after = edited(scenario, change).economics
    before = scenario.economics
    assert after is not None
    assert before is not None
    assert after.seller.reserve == after.seller_floor(after.reference) > before.seller.reserve
    assert after.buyer.unit_worth == after.buyer.reserve == pytest.approx(before.buyer.reserve + 0.1)
    assert euros(after.buyer.reserve) in after.buyer.alternative.why
    assert euros(after.seller.alternative_margin) in after.seller.alternative.text


def test_a_zone_closed_by_hand_is_declared_closed() -> None:
    scenario = new_scenario(Request(seed=3, zone="reference"))

    def change(data: dict[str, Any]) -> None:
        seller = data["economics"]["seller"]
        for name in ("proposed", "target", "authority"):
            seller[name] = round(seller[name] * 1.3, 1)
        seller["unit_cost"] = round(seller["unit_cost"] + 2.5, 2)

    after = edited(scenario, change)
    assert after.economics is not None
    assert not after.economics.zone.exists
    assert after.hand_over is not None
    assert not after.hand_over.needed
    assert "Absence d'accord voulue" in after.economics.zone.why


def test_an_amount_changed_in_a_secret_is_the_secret_s_figure() -> None:
    scenario = new_scenario(Request(seed=3))
    rank = next(n for n, fact in enumerate(scenario.facts) if fact.id == "budget")
    shown = scenario.facts[rank].figures[0].shown

    def change(data: dict[str, Any]) -> None:
        data["facts"][rank]["text"] = data["facts"][rank]["text"].replace(shown, "21 300 €")

    fact = edited(scenario, change).facts[rank]
    assert fact.figures[0].value == 21_300
    assert fact.figures[0].shown in fact.text


def test_the_level_changes_the_temper() -> None:
    scenario = new_scenario(Request(seed=3, level=2))
    after = edited(scenario, lambda data: data.update(level=4))
    assert (after.temper.level, after.temper.hints) == (4, 0)


def test_the_place_of_an_option_changed_follows_in_the_offer_and_the_concessions() -> None:
    scenario = new_scenario(Request(seed=3))
    assert scenario.economics is not None
    term = scenario.economics.terms[0]
    rank = next(n for n, option in enumerate(term.options) if option.id == term.reference)

    def change(data: dict[str, Any]) -> None:
        data["economics"]["terms"][0]["options"][rank]["label"] = "250 postes"

    after = edited(scenario, change)
    assert any("250 postes" in line for line in after.brief.offer)
    assert check_scenario(after).problems == ()
