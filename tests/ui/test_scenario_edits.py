from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.scenario import Play, Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.ui import trainer_wording as w
from assistant.ui.components import scenario_edits as edits
from assistant.ui.components.scenario_report import faults_of


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return new_scenario(Request(seed=3))


def people(scenario: Scenario) -> list[dict[str, Any]]:
    return [person.model_dump() for person in scenario.people]


def options(scenario: Scenario) -> list[dict[str, Any]]:
    assert scenario.economics is not None
    return [option.model_dump() for term in scenario.economics.terms for option in term.options]


def prices(scenario: Scenario) -> dict[str, float]:
    assert scenario.economics is not None
    seller, buyer = scenario.economics.seller, scenario.economics.buyer
    return {
        **{name: getattr(seller, name) for name in ("proposed", "target", "authority", "unit_cost")},
        "alternative_margin": seller.alternative_margin,
        "first": buyer.first,
        "buyer_target": buyer.target,
        "reserve": buyer.reserve,
    }


def test_what_was_not_touched_comes_back_the_same(scenario: Scenario) -> None:
    assert edits.with_people(scenario, people(scenario)) == scenario
    assert edits.with_figures(scenario, prices(scenario), options(scenario)) == scenario


def test_a_label_brings_its_number(scenario: Scenario) -> None:
    rows = options(scenario)
    rank = next(n for n, row in enumerate(rows) if row["quantity"])
    rows[rank]["label"] = "1 250 salariés équipés"
    after = edits.with_figures(scenario, prices(scenario), rows)
    assert after.economics is not None
    changed = [o for term in after.economics.terms for o in term.options][rank]
    assert (changed.label, changed.number, changed.quantity) == ("1 250 salariés équipés", 1250.0, 1250)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("name", "  ", "« Nom » est vide"), ("weight", None, "« Poids (%) »"), ("weight", float("nan"), "« Poids (%) »")],
)
def test_a_cell_left_empty_is_named(scenario: Scenario, name: str, value: object, said: str) -> None:
    rows = people(scenario)
    rows[0][name] = value
    with pytest.raises(ScenarioError, match=r"vide|nombre") as caught:
        edits.with_people(scenario, rows)
    assert said in caught.value.message
    assert caught.value.hint


def test_too_few_questions_are_told_with_their_place(scenario: Scenario) -> None:
    values = [{**fact.model_dump(), "questions": "\n".join(fact.questions)} for fact in scenario.facts]
    values[2]["questions"] = "Une seule ?\n\n"
    with pytest.raises(ScenarioError, match="Informations n° 3, « Questions qui y mènent » : il en faut au moins 3"):
        edits.with_facts(scenario, values)


def test_a_value_that_the_schema_refuses_is_told_in_french(scenario: Scenario) -> None:
    rows = people(scenario)
    rows[1]["part"] = "roi"
    with pytest.raises(ScenarioError, match="Personnes n° 2, « Place »"):
        edits.with_people(scenario, rows)


def test_every_rule_that_can_fail_has_a_place_and_a_remedy(scenario: Scenario) -> None:
    assert scenario.solvability is not None
    assert {check.name for check in scenario.solvability.checks} == set(w.REMEDIES)


def test_a_fault_of_language_is_said_with_the_words_of_the_page() -> None:
    line = w.problem_line("facts.3.text : un mot doublé (« le le »)")
    assert line == "Informations n° 4, « Ce que dit l'interlocuteur » : un mot doublé (« le le »)"
    assert w.problem_line("les poids font 107 %") == "les poids font 107 %"


def test_an_unchecked_case_has_no_fault_to_show(scenario: Scenario) -> None:
    assert faults_of(scenario.model_copy(update={"solvability": None})) == []


def test_the_result_of_the_self_plays_is_said_whatever_happened(scenario: Scenario) -> None:
    assert scenario.solvability is not None
    weak = Play(seller="faible", outcome="échec", exchanges=9)
    plays = (scenario.solvability.plays[0], weak)
    other = scenario.model_copy(update={"solvability": scenario.solvability.model_copy(update={"plays": plays})})
    assert "un vendeur faible échoue (9 répliques)" in w.solvable_line(other)
    none = scenario.model_copy(update={"solvability": scenario.solvability.model_copy(update={"plays": ()})})
    assert "Pas de jeu à blanc" in w.solvable_line(none)
