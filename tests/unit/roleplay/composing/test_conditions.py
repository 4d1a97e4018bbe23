"""What is said and shown fits the case: its adaptation, its place, its stakes, its rival, its trade."""

from __future__ import annotations

from assistant.domain.scenario import Scenario
from assistant.roleplay.composing.case import Request, turned
from assistant.roleplay.composing.compiler import compile_scenario, draw_case
from assistant.roleplay.composing.conditions import conditions, fits
from assistant.roleplay.french.filling import fill
from assistant.roleplay.french.polishing import tidy
from assistant.roleplay.material.loading import load_material
from assistant.roleplay.material.sector_shapes import Conditional


def _shown(scenario: Scenario) -> set[str]:
    return {signal.text for signal in scenario.signals}


def test_nobody_who_sees_badly_reads_a_line_twice() -> None:
    seen = {tidy(s.text) for s in load_material().signals if "malvoyant" in s.unless}
    assert len(seen) >= 8
    for seed in range(40):
        assert not _shown(compile_scenario(Request(seed=seed, accommodation="malvoyant"))) & seen


def test_nobody_looks_at_the_door_in_a_video_call() -> None:
    seen = {tidy(s.text) for s in load_material().signals if "visio" in s.unless}
    cases = [compile_scenario(Request(seed=seed)) for seed in range(60)]
    remote = [case for case in cases if "visioconférence" in case.brief.place]
    assert remote
    assert not any(_shown(case) & seen for case in remote)


def test_short_of_cash_nobody_boasts_of_paying_early() -> None:
    told = load_material().facts.solvabilite.cases
    for stake in ("tresorerie", "tresorerie_aisee"):
        refused = {tidy(said.text) for said in told if stake in said.unless}
        assert refused
        for seed in range(60):
            case = draw_case(Request(seed=seed), load_material())
            if any(chosen.stake.id == stake for chosen in case.stakes):
                assert compile_scenario(Request(seed=seed)).fact("solvabilite").text not in refused


def test_an_association_does_not_speak_as_a_company_nor_a_company_as_an_association() -> None:
    told = load_material().facts.solvabilite.cases
    proper = {tidy(said.text) for said in told if "association" in said.when}
    refused = {tidy(said.text) for said in told if "association" in said.unless}
    for seed in range(20):
        helped = compile_scenario(Request(seed=seed, sector="sante", offer="teleassistance"))
        assert helped.fact("solvabilite").text not in refused
        assert compile_scenario(Request(seed=seed, sector="proprete")).fact("solvabilite").text not in proper


def test_every_offer_has_its_own_words_for_what_its_clients_live() -> None:
    material = load_material()
    offers = {offer.id: offer for sector in material.sectors for offer in sector.offers}
    assert set(material.trades) == set(offers)
    for offer_id, trade in material.trades.items():
        assert min(len(trade.activite), len(trade.experience), len(trade.clients), len(trade.zone)) >= 2, offer_id
        stakes = {s.id for term in offers[offer_id].terms for s in material.terms[term].stakes}
        assert set(trade.interests) <= stakes, offer_id


def test_the_activity_told_is_that_of_the_trade() -> None:
    material = load_material()
    for seed in range(20):
        case = draw_case(Request(seed=seed), material)
        words = {tidy(fill(text, case.slots)) for text in material.trades[case.offer.id].activite}
        assert compile_scenario(Request(seed=seed)).fact("activite").text in words


def test_an_objection_that_names_a_rival_needs_that_rival() -> None:
    for seed in range(40):
        scenario = compile_scenario(Request(seed=seed, sector="tourisme"))
        named = any("Grand Littoral" in text for o in scenario.objections for text in o.says)
        assert not named or "Hôtel Grand Littoral" in scenario.fact("alternative").text


def test_what_cannot_be_a_way_out_of_the_context_is_no_alternative() -> None:
    for seed in range(40):
        case = draw_case(Request(seed=seed, sector="industrie"), load_material())
        rank = case.offer.contexts.index(case.context)
        assert not case.rival.contexts or rank in case.rival.contexts


def test_conditions_hold_or_refuse() -> None:
    held = frozenset({"prix", "visio"})
    assert fits(Conditional(), held)
    assert fits(Conditional(when=("prix",)), held)
    assert not fits(Conditional(when=("prix", "groupe")), held)
    assert not fits(Conditional(unless=("visio",)), held)


def test_the_conditions_of_a_case_name_its_offer_and_who_is_met() -> None:
    request = Request(seed=3, sector="industrie", deciders=1)
    case = draw_case(request, load_material())
    held = conditions(case, compile_scenario(request).people, "En visioconférence")
    assert {"usinage", "décideur", "seul", "recurrent", "prix", "visio"} <= held


def test_cases_made_one_after_the_other_do_not_share_their_words() -> None:
    known = ("a", "b", "c", "d")
    assert {turned(known, Request(seed=seed), "essai") for seed in range(4)} == set(known)
    assert turned(known, Request(seed=1), "essai") == turned(known, Request(seed=5), "essai")
