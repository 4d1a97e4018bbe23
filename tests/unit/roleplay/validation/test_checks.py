"""Each rule refuses the scenario that breaks it, with a French line that says where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.authoring.publishing import checked, new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.grids import expected_criteria
from assistant.roleplay.validation.checks import MOST_BYTES, check_scenario, read_scenario


@pytest.fixture(scope="module")
def sound() -> Scenario:
    return new_scenario(Request(seed=12, zone="reference"))


def broken(scenario: Scenario, change: Callable[[dict[str, Any]], None]) -> Scenario:
    data = json.loads(scenario.model_copy(update={"solvability": None}).to_json())
    change(data)
    return Scenario.model_validate(data)


def _raise_reserve(data: dict[str, Any]) -> None:
    data["economics"]["seller"]["reserve"] += 10 * data["economics"]["step"]


def _dear_alternative(data: dict[str, Any]) -> None:
    data["economics"]["seller"]["alternative_margin"] *= 3


def _deny_zone(data: dict[str, Any]) -> None:
    data["economics"]["zone"]["exists"] = False


def _say_the_ceiling(data: dict[str, Any]) -> None:
    data["facts"][0]["text"] += f" Mon plafond est de {data['economics']['buyer']['reserve']:.2f} €.".replace(".", ",")


def _offer_another_price(data: dict[str, Any]) -> None:
    data["brief"]["offer"][0] = "Prix : 1 € HT"


def _two_questions(data: dict[str, Any]) -> None:
    data["facts"][2]["questions"] = [data["facts"][2]["questions"][0]] * 3


def _no_answer(data: dict[str, Any]) -> None:
    data["objections"][0]["answers"] = [data["objections"][0]["answers"][0]] * 2


def _unknown_answer(data: dict[str, Any]) -> None:
    data["objections"][0]["answered_by"] = ["arg-inconnu"]


def _drop_criterion(data: dict[str, Any]) -> None:
    del data["occasions"][4]


def _lose_weight(data: dict[str, Any]) -> None:
    data["people"][0]["weight"] -= 5


def _nobody_at_the_table(data: dict[str, Any]) -> None:
    for person in data["people"]:
        person["at_table"] = False


def _lawless_trap(data: dict[str, Any]) -> None:
    data["legal_trap"]["rule"] = "Ce n'est pas permis."


def _open_slot(data: dict[str, Any]) -> None:
    data["facts"][0]["text"] = "Nous sommes chez {acheteur} depuis longtemps."


def _missing_elision(data: dict[str, Any]) -> None:
    data["brief"]["context"] += " Le directeur de Odéa est absent."


def _gesture_only(data: dict[str, Any]) -> None:
    data["signals"] = [s for s in data["signals"] if s["form"] == "non_verbal"]


def _no_economics(data: dict[str, Any]) -> None:
    data["economics"] = None


def _free_reference(data: dict[str, Any]) -> None:
    term = data["economics"]["terms"][0]
    next(o for o in term["options"] if o["id"] == term["reference"])["seller_value"] = 500


BREAKS = [
    (_raise_reserve, "Marges"),
    (_dear_alternative, "Marges"),
    (_free_reference, "Marges"),
    (_deny_zone, "Zone d'accord"),
    (_say_the_ceiling, "Secrets"),
    (_offer_another_price, "Chiffres des fiches"),
    (_two_questions, "Informations à découvrir"),
    (_no_answer, "Objections"),
    (_unknown_answer, "Objections"),
    (_drop_criterion, "Grille d'observation"),
    (_lose_weight, "Acteurs"),
    (_nobody_at_the_table, "Acteurs"),
    (_lawless_trap, "Piège juridique"),
    (_open_slot, "Langue"),
    (_missing_elision, "Langue"),
    (_gesture_only, "Composition"),
    (_no_economics, "Composition"),
]


@pytest.mark.parametrize(("change", "rule"), BREAKS, ids=[c.__name__.strip("_") for c, _ in BREAKS])
def test_a_broken_scenario_is_caught_by_its_rule(
    sound: Scenario, change: Callable[[dict[str, Any]], None], rule: str
) -> None:
    report = check_scenario(broken(sound, change))
    assert not report.sound
    assert rule in {c.name for c in report.checks if c.problems}
    assert not report.plays  # nothing is played on rules that do not hold


def test_a_sound_scenario_carries_its_report(sound: Scenario) -> None:
    assert sound.solvability is not None
    assert sound.solvability.sound
    assert {p.seller: p.outcome for p in sound.solvability.plays}["compétent"] == "accord"
    assert len(sound.solvability.checks) == 12


def test_a_scenario_that_does_not_hold_is_refused(sound: Scenario) -> None:
    with pytest.raises(ScenarioError) as refusal:
        checked(broken(sound, _deny_zone))
    assert "ne peut pas être publié" in refusal.value.message
    assert refusal.value.problems


def test_the_scenario_survives_its_file(sound: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(sound.to_json(), encoding="utf-8")
    assert read_scenario(path) == sound


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"schema": "jalon/scenario@1"}', "manque"),
        (b'{"schema": "jalon/scenario@9"}', "valeur"),
    ],
)
def test_a_file_that_is_no_scenario_says_so(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as refusal:
        read_scenario(path)
    assert words in f"{refusal.value.sentence()} {refusal.value.problems}"


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="n'existe pas"):
        read_scenario(tmp_path / "rien.json")


@pytest.mark.parametrize(
    ("kind", "count"), [("negociation", 25), ("decouverte", 7), ("prospection", 6), ("reunion", 7)]
)
def test_the_grid_is_the_one_of_the_referentiel(kind: Any, count: int) -> None:
    expected = expected_criteria(load_referentiel(), kind)
    assert len(expected) == count
    scenario = new_scenario(Request(kind=kind, seed=3))
    assert tuple(o.criterion for o in scenario.occasions) == expected


@pytest.mark.parametrize("kind", ["decouverte", "prospection", "reunion"])
def test_the_smaller_situations_are_sound_at_every_level(kind: Any) -> None:
    for seed in range(8):
        for level in (1, 2, 3, 4):
            scenario = new_scenario(Request(kind=kind, seed=seed, level=level))  # type: ignore[arg-type]
            assert scenario.economics is None
            assert scenario.goal is not None


def test_what_is_not_a_file_or_far_too_big_is_refused_at_once(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "tuyau.json")
    for path in (tmp_path, tmp_path / "tuyau.json"):
        with pytest.raises(ScenarioError, match="n'est pas un fichier"):
            read_scenario(path)
    (tmp_path / "gros.json").write_bytes(b" " * (MOST_BYTES + 1))
    with pytest.raises(ScenarioError, match="trop gros"):
        read_scenario(tmp_path / "gros.json")


def test_what_would_drive_the_terminal_is_taken_out(tmp_path: Path, sound: Scenario) -> None:
    path = tmp_path / "cas.json"
    titled = sound.model_copy(update={"title": "\x1b[31mRouge\x07"})
    path.write_text(titled.to_json(), encoding="utf-8")
    assert "\\u001b" in path.read_text(encoding="utf-8")
    assert read_scenario(path).title == "[31mRouge"
