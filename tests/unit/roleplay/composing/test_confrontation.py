"""Objections fit the context of the case, and the answers printed first change from one case to the next."""

from __future__ import annotations

from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.french.polishing import tidy
from assistant.roleplay.material.loading import load_material


def test_the_first_answers_to_the_price_differ_between_cases() -> None:
    shown = {compile_scenario(Request(seed=seed)).objection("obj-prix").answers[:2] for seed in range(20)}
    assert len(shown) >= 12


def test_no_answer_to_the_price_is_lost() -> None:
    known = {tidy(text) for text in load_material().objections.price_answers}
    assert known <= set(compile_scenario(Request(seed=3)).objection("obj-prix").answers)


def test_an_objection_tied_to_contexts_stays_out_of_the_others() -> None:
    material = load_material()
    coffee = next(o for s in material.sectors for o in s.offers if o.id == "cafe")
    tied = {o.says[0]: o.contexts for o in coffee.objections if o.contexts}
    assert tied
    seen: set[str] = set()
    for seed in range(60):
        scenario = compile_scenario(Request(seed=seed, sector="agroalimentaire", offer="cafe"))
        starts = [c.situation.split("{acheteur}")[-1] for c in coffee.contexts]
        rank = next(n for n, start in enumerate(starts) if start[-30:] in scenario.brief.context)
        said = {o.says[0] for o in scenario.objections} & set(tied)
        seen |= said
        assert all(rank in tied[words] for words in said)
    assert seen == set(tied)


def test_a_call_gives_signs_that_are_heard_and_none_of_a_price() -> None:
    for seed in range(12):
        signals = compile_scenario(Request(kind="prospection", seed=seed)).signals
        assert {s.form for s in signals} == {"verbal"}
        assert not {s.trigger for s in signals} & {"zone", "blocage"}


def test_first_meetings_do_not_all_meet_the_same_two_objections() -> None:
    met = {
        tuple(o.kind for o in compile_scenario(Request(kind="decouverte", seed=seed)).objections) for seed in range(20)
    }
    assert len(met) >= 4
