"""People of one case want different things, and only whoever decides says so."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.roleplay.composing.briefing import addressed
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario, draw_case
from assistant.roleplay.material.loading import load_material


@pytest.mark.parametrize("deciders", [2, 3, 4])
def test_no_two_people_of_a_case_share_an_interest_or_a_brake(deciders: int) -> None:
    for seed in range(40):
        people = compile_scenario(Request(seed=seed, deciders=deciders)).people
        assert len({p.interest for p in people}) == deciders
        assert len({p.brake for p in people}) == deciders
        assert all(len(set(p.soncas)) == 2 for p in people)


def test_the_interlocutor_is_moved_by_the_needs_of_the_case() -> None:
    for seed in range(40):
        scenario = compile_scenario(Request(seed=seed))
        needs = {f.soncas for f in scenario.facts if f.need}
        assert scenario.interlocutor.soncas[0] in needs


def test_some_words_of_every_motive_suit_any_case() -> None:
    for motive in load_material().motives.values():
        for part, drive in motive.parts.items():
            for known in (drive.interests, drive.brakes, drive.positions):
                assert any(not said.when and not said.unless for said in known), (motive.label, part)


def test_nobody_seeks_competition_without_a_competitor_nor_a_volume_that_nobody_sells() -> None:
    for seed in range(60):
        scenario = compile_scenario(Request(seed=seed))
        case = draw_case(Request(seed=seed), load_material())
        wanted = " ".join(f"{p.interest} {p.position}" for p in scenario.people)
        assert not (case.rival.own and "concurrence" in wanted)
        assert scenario.economics is not None
        assert "volume" in {t.id for t in scenario.economics.terms} or "volume" not in wanted


def test_motives_fit_the_role() -> None:
    motives = load_material().motives
    assert "payeur" not in motives["sympathie"].parts
    assert "utilisateur" not in motives["argent"].parts
    for seed in range(60):
        for person in compile_scenario(Request(seed=seed, deciders=4)).people:
            assert person.part in ("décideur", "acheteur") or not person.at_table
            assert all(person.part in motives[motive].parts for motive in person.soncas)


def test_the_sheet_of_the_client_speaks_to_whoever_plays_it() -> None:
    assert addressed("laisser une trace de son passage, avec ses équipes") == (
        "laisser une trace de votre passage, avec vos équipes"
    )


def test_the_learner_bears_the_name_of_nobody_at_the_table() -> None:
    for seed in range(60):
        scenario = compile_scenario(Request(seed=seed, deciders=4))
        surname = scenario.seller.name.split(maxsplit=1)[1]
        assert all(surname not in person.name for person in scenario.people)


@pytest.mark.parametrize("kind", ["decouverte", "prospection"])
def test_a_first_talk_is_with_someone_who_decides_or_buys_and_a_buyer_names_who_signs(
    kind: Literal["decouverte", "prospection"],
) -> None:
    alone = {said.text for said in load_material().facts.decision.texts_one}
    parts: set[str] = set()
    for seed in range(40):
        scenario = compile_scenario(Request(kind=kind, seed=seed))
        person, decision = scenario.interlocutor, scenario.fact("decision")
        parts.add(person.part)
        assert (decision.text in alone) == (person.part == "décideur")
        assert (person.weight == 100) == (person.part == "décideur")
        assert person.part == "décideur" or "notre " in decision.text
    assert parts == {"décideur", "acheteur"}
