"""A model may write sentences anew; figures, secrets and logic stay, and what breaks a rule is left out."""

from __future__ import annotations

import json

import pytest

from assistant.domain.scenario import Scenario
from assistant.errors import ModelUnavailable
from assistant.llm.scripted import ScriptedModel
from assistant.roleplay.authoring.model_drafting import enriched
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return new_scenario(Request(seed=21))


def answered(scenario: Scenario, **pieces: str) -> tuple[Scenario, ScriptedModel]:
    sheet = {"pieces": [{"id": key.replace("__", ":"), "text": text} for key, text in pieces.items()]}
    model = ScriptedModel([json.dumps(sheet)])
    return enriched(scenario, model), model


def need_of(scenario: Scenario) -> str:
    return next(f.id for f in scenario.facts if f.need)


def test_a_good_sentence_is_taken_and_the_model_is_named(scenario: Scenario) -> None:
    need = need_of(scenario)
    text = "Franchement, c'est là que le bât blesse chez nous, et chaque semaine."
    drafted, _ = answered(scenario, **{f"fait__{need}": text})
    assert drafted.fact(need).text == text
    assert (drafted.source, drafted.model) == ("modèle", "scripted:essai")
    assert drafted.economics == scenario.economics
    assert drafted.solvability is not None
    assert drafted.solvability.sound


@pytest.mark.parametrize(
    "text",
    [
        "Cela nous coûte 4 000 € par an.",
        "Trois fois par semaine, nous sommes en panne.",
        "Voir <b>ici</b>.",
        "{budget}",
        "",
    ],
)
def test_a_sentence_with_a_figure_of_its_own_or_markup_is_left_out(scenario: Scenario, text: str) -> None:
    drafted, _ = answered(scenario, **{f"fait__{need_of(scenario)}": text})
    assert drafted == scenario


def test_what_holds_a_figure_cannot_be_rewritten(scenario: Scenario) -> None:
    drafted, _ = answered(scenario, fait__budget="Mon budget est confortable.", fait__alternative="Je n'ai personne.")
    assert drafted == scenario


def test_the_prompt_holds_no_figure_of_either_side(scenario: Scenario) -> None:
    _, model = answered(scenario)
    sent = "\n".join(m.content for m in model.requests[0].messages)
    economics = scenario.economics
    assert economics is not None
    for value in (economics.buyer.reserve, economics.seller.reserve, economics.seller.unit_cost):
        assert f"{value:g}".replace(".", ",") not in sent
    assert scenario.legal_trap is not None
    assert scenario.legal_trap.says[0] not in sent


def test_an_unusable_answer_keeps_the_composed_scenario(scenario: Scenario) -> None:
    assert enriched(scenario, ScriptedModel(["rien de lisible"])) is scenario


def test_an_outage_is_not_hidden(scenario: Scenario) -> None:
    with pytest.raises(ModelUnavailable):
        enriched(scenario, ScriptedModel([ModelUnavailable("coupé")]))
