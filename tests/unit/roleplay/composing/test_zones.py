"""The pairs of trade shown to a trainer are trades: two different terms, and nobody loses over the pair."""

from __future__ import annotations

from assistant.domain.economics import Economics, Option
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.composing.zones import counterparts

SEEDS = range(80)


def _drawn(seed: int) -> Economics:
    economics = compile_scenario(Request(seed=seed)).economics
    assert economics is not None
    return economics


def _found(economics: Economics, words: str) -> tuple[str, Option]:
    return next((t.id, o) for t in economics.terms for o in t.options if f"{t.label} : {o.label}" == words)


def test_a_pair_of_trade_joins_two_terms_and_costs_neither_side() -> None:
    for economics in map(_drawn, SEEDS):
        for asked, given in counterparts(economics):
            (asked_term, asked_option), (given_term, given_option) = (
                _found(economics, asked),
                _found(economics, given),
            )
            assert asked_term != given_term
            assert asked_option.open_to_both
            assert given_option.open_to_both
            assert asked_option.seller_value > 0 > given_option.seller_value
            assert asked_option.seller_value + given_option.seller_value >= 0
            assert asked_option.buyer_value + given_option.buyer_value >= 0


def test_a_term_is_asked_for_once_and_given_once() -> None:
    for economics in map(_drawn, SEEDS):
        pairs = counterparts(economics)
        assert len(pairs) <= 3
        for side in (0, 1):
            terms = [_found(economics, pair[side])[0] for pair in pairs]
            assert len(set(terms)) == len(terms)


def test_every_case_with_a_zone_has_something_to_trade() -> None:
    assert all(counterparts(economics) for economics in map(_drawn, SEEDS) if economics.zone.exists)


def test_a_smaller_volume_is_never_given_in_return() -> None:
    for economics in map(_drawn, SEEDS):
        assert all(_found(economics, given)[1].quantity is None for _, given in counterparts(economics))
