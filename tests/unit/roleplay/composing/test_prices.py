"""The arithmetic of packages: gains, floors, ceilings and the zone, on drawn cases and at the edges."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.economics import Economics, Package
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario, draw_case
from assistant.roleplay.composing.prices import floor_sum
from assistant.roleplay.composing.zones import declared_zone, hand_over_needed, highest_agreement, shown_room
from assistant.roleplay.material.loading import load_material

seeds = st.integers(min_value=0, max_value=2_000)


def drawn(seed: int) -> Economics:
    economics = compile_scenario(Request(seed=seed)).economics
    assert economics is not None
    return economics


@given(seeds)
def test_floor_and_ceiling_are_the_last_prices_that_do_not_lose(seed: int) -> None:
    economics = drawn(seed)
    for choices in islice(economics.all_choices(), 0, None, 97):
        floor, ceiling = economics.seller_floor(choices), economics.buyer_ceiling(choices)
        assert economics.seller_gain(Package(price=floor, choices=choices)) >= 0
        below = round(floor - economics.step, 2)
        assert economics.seller_gain(Package(price=below, choices=choices)) < 0
        assert economics.buyer_gain(Package(price=ceiling, choices=choices)) >= 0
        above = round(ceiling + economics.step, 2)
        assert economics.buyer_gain(Package(price=above, choices=choices)) < 0


@given(seeds)
def test_the_price_only_shares_the_joint_gain(seed: int) -> None:
    economics = drawn(seed)
    for price in (economics.seller.proposed, economics.buyer.first):
        package = Package(price=price, choices=economics.reference)
        together = economics.seller_gain(package) + economics.buyer_gain(package)
        assert together == pytest.approx(economics.joint_gain(economics.reference), abs=0.011 * economics.quantity)


@given(seeds)
def test_the_best_choices_are_found_term_by_term(seed: int) -> None:
    economics = drawn(seed)
    best = economics.best_choices()
    assert best is not None
    highest = max(economics.joint_gain(c) for c in economics.all_choices())
    assert economics.joint_gain(best) == pytest.approx(highest)


@given(seeds)
def test_the_declared_zone_is_the_one_of_the_figures(seed: int) -> None:
    economics = drawn(seed)
    assert declared_zone(economics) == economics.zone.model_copy(update={"why": declared_zone(economics).why})
    assert (highest_agreement(economics) is not None) == economics.zone.exists
    exhaustive = [room[1] for c in economics.all_choices() if (room := economics.room(c)) is not None]
    assert max(exhaustive, default=None) == highest_agreement(economics)


@pytest.mark.parametrize("zone", ["reference", "echange", "aucune"])
def test_a_wanted_zone_is_given(zone: str) -> None:
    found = [compile_scenario(Request(seed=s, zone=zone)).economics for s in range(20)]  # type: ignore[arg-type]
    kinds = [
        "reference" if e.zone.at_reference else "echange" if e.zone.exists else "aucune" for e in found if e is not None
    ]
    assert kinds.count(zone) >= 18  # a trade may have too little to exchange; publishing then draws again


def test_an_unlawful_or_impossible_option_never_opens_a_zone() -> None:
    economics = drawn(4)
    barred = [(t.id, o) for t in economics.terms for o in t.options if not o.lawful]
    assert barred
    for term_id, option in barred:
        choices = {**economics.reference, term_id: option.id}
        assert economics.room(choices) is None
        generous = Package(price=economics.seller.proposed, choices=choices)
        assert not economics.seller_accepts(generous)
        assert option.law


def test_an_unknown_term_or_option_is_a_key_error() -> None:
    economics = drawn(1)
    with pytest.raises(KeyError):
        economics.term("météo")
    with pytest.raises(KeyError):
        economics.terms[0].option("?")


@given(seeds)
def test_the_delegation_is_clear_of_the_offer_and_of_the_red_line(seed: int) -> None:
    economics = drawn(seed)
    seller, step = economics.seller, economics.step
    assert seller.target < seller.proposed
    if economics.on_grid(0.97 * seller.proposed, up=False) >= seller.reserve + step - 0.001:
        assert seller.authority <= 0.97 * seller.proposed + 0.001
        assert seller.authority >= seller.reserve + step - 0.001


def test_the_sum_of_a_floor_says_when_it_is_rounded() -> None:
    assert "plancher arrondi à 31,20" in floor_sum(26.17, 22_000, 4_500, 31.20)
    assert "plancher de 31,06" in floor_sum(26.17, 22_000, 4_500, 31.06)


def test_the_sum_of_a_single_unit_divides_nothing() -> None:
    said = floor_sum(9_000, 4_700, 1, 13_700)
    assert "/" not in said
    assert "l'unité" not in said
    assert "4\u202f700" in said


@given(seeds)
def test_a_cost_beside_a_price_in_whole_euros_has_no_cents(seed: int) -> None:
    economics = drawn(seed)
    if economics.step >= 1:
        assert float(economics.seller.unit_cost).is_integer()


@given(seeds)
def test_the_budget_lies_between_the_other_solution_and_the_ceiling(seed: int) -> None:
    scenario = compile_scenario(Request(seed=seed))
    economics = scenario.economics
    assert economics is not None
    paid = economics.paid_units(economics.reference)
    (budget,) = scenario.fact("budget").figures
    (rival,) = scenario.fact("alternative").figures
    assert rival.value * paid < budget.value < economics.buyer.reserve * paid


@given(seeds)
def test_the_objective_is_within_the_zone_unless_management_must_come_in(seed: int) -> None:
    economics = drawn(seed)
    room = shown_room(economics)
    if room is not None and not hand_over_needed(economics):
        assert economics.seller.authority <= room[1]
        assert economics.seller.target <= room[1] + economics.step


@given(seeds)
def test_more_units_are_a_lever_only_for_a_buyer_that_grows(seed: int) -> None:
    request = Request(seed=seed)
    growing = {chosen.term for chosen in draw_case(request, load_material()).stakes}
    assert ("volume" in {term.id for term in drawn(seed).terms}) == ("volume" in growing)


@given(seeds)
def test_what_is_invoiced_every_month_is_paid_in_advance_and_not_by_a_deposit(seed: int) -> None:
    request = Request(seed=seed)
    offer = draw_case(request, load_material()).offer
    options = {option.id for option in drawn(seed).term("paiement").options}
    assert not (offer.monthly and "acompte" in options)
