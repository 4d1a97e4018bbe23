"""Self-plays: the competent seller ends well, the weak one does worse, and nobody signs beyond a reserve."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.validation.selfplay import play, selfplay_check


def test_drawn_scenarios_are_nearly_all_sound_at_the_first_draw() -> None:
    failing = [s for s in range(100) if selfplay_check(compile_scenario(Request(seed=s, level=1 + s % 4)))[0].problems]  # type: ignore[arg-type]
    assert len(failing) <= 5


@pytest.mark.parametrize(("zone", "outcome"), [("reference", "accord"), ("echange", "accord"), ("aucune", "refus")])
def test_the_competent_seller_concludes_when_there_is_a_zone_and_declines_otherwise(zone: Any, outcome: str) -> None:
    for seed in range(15):
        scenario = new_scenario(Request(seed=seed, level=1 + seed % 4, zone=zone))  # type: ignore[arg-type]
        found = play(scenario, "compétent")
        assert found.outcome == outcome
        assert (found.seller_gain or 0) >= 0
        assert (found.buyer_gain or 0) >= 0


def test_no_play_goes_beyond_the_buyers_reserve() -> None:
    for seed in range(100):
        scenario = compile_scenario(Request(seed=seed))
        assert (play(scenario, "faible").buyer_gain or 0) >= 0


def test_the_weak_seller_does_worse() -> None:
    for seed in range(20):
        scenario = new_scenario(Request(seed=seed))
        good, weak = play(scenario, "compétent"), play(scenario, "faible")
        assert (weak.seller_gain or 0) <= (good.seller_gain or 0)
        assert weak.facts < good.facts


def test_a_play_is_the_same_for_the_same_seed() -> None:
    scenario = compile_scenario(Request(seed=5))
    assert play(scenario, "compétent", 9) == play(scenario, "compétent", 9)
