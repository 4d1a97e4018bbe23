"""What a trainer typed, put back into the scenario; a field that cannot be is named in French."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from assistant.domain.scenario import Part, Scenario
from assistant.errors import ScenarioError
from assistant.ui import trainer_wording as w

PARTS: tuple[str, ...] = get_args(Part)
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")

Values = Mapping[str, Any]


def with_context(scenario: Scenario, values: Values) -> Scenario:
    """Title, level, common brief, companies, mission."""
    data = scenario.model_dump(by_alias=True)
    brief = data["brief"]
    data["title"] = _text(values, "title")
    data["level"] = values["level"]
    for name in ("context", "stakes", "place", "opening"):
        brief[name] = _text(values, name)
    for name in ("seller_company", "buyer_company"):
        brief[name]["name"] = _text(values, name)
    data["seller"]["mission"] = _text(values, "mission")
    return _made(data)


def with_people(scenario: Scenario, rows: Sequence[Values]) -> Scenario:
    """One row a person, in their order."""
    data = scenario.model_dump(by_alias=True)
    for person, row in zip(data["people"], rows, strict=True):
        for name in ("name", "role", "position", "interest"):
            person[name] = _text(row, name, str(row.get("name") or ""))
        for name in ("brake", "style"):
            person[name] = str(row.get(name) or "").strip()
        person["part"] = row["part"]
        person["weight"] = _whole(row, "weight", person["name"])
    return _made(data)


def with_figures(scenario: Scenario, prices: Values, rows: Sequence[Values]) -> Scenario:
    """Prices of both sides, and a row an option, terms in their order."""
    data = scenario.model_dump(by_alias=True)
    economics = data["economics"]
    seller, buyer = economics["seller"], economics["buyer"]
    for name in ("proposed", "target", "authority", "unit_cost"):
        seller[name] = float(prices[name])
    seller["alternative_margin"] = round(prices["alternative_margin"])
    buyer |= {
        "first": float(prices["first"]),
        "target": float(prices["buyer_target"]),
        "reserve": float(prices["reserve"]),
    }
    options = [option for term in economics["terms"] for option in term["options"]]
    for option, row in zip(options, rows, strict=True):
        label = _text(row, "label")
        if label != option["label"]:
            _relabel(option, label)
        option["seller_value"] = _whole(row, "seller_value", label)
        option["buyer_value"] = _whole(row, "buyer_value", label)
        option["seller_can"], option["buyer_can"] = bool(row["seller_can"]), bool(row["buyer_can"])
    return _made(data)


def _relabel(option: dict[str, Any], label: str) -> None:
    """The number of an option is that of its label (« 45 jours »)."""
    option["label"] = label
    found = _NUMBER.search(label)
    if option["number"] is None or found is None:
        return
    option["number"] = float(re.sub(r"[ \u00a0\u202f]", "", found.group()).replace(",", "."))
    if option["quantity"] is not None:
        option["quantity"] = round(option["number"])


def with_objections(scenario: Scenario, values: Sequence[Values]) -> Scenario:
    """One set of values an objection, in their order; lists are a line an item."""
    data = scenario.model_dump(by_alias=True)
    for rank, (objection, row) in enumerate(zip(data["objections"], values, strict=True), 1):
        objection["says"] = _lines(row, "says", 2, f"{w.PLACES['objections']} n° {rank}")
        objection["answers"] = _lines(row, "answers", 2, f"{w.PLACES['objections']} n° {rank}")
        for name in ("softened", "stays"):
            objection[name] = _text(row, name, f"{w.PLACES['objections']} n° {rank}")
    return _made(data)


def with_facts(scenario: Scenario, values: Sequence[Values]) -> Scenario:
    """One set of values an information to discover, in their order."""
    data = scenario.model_dump(by_alias=True)
    for rank, (fact, row) in enumerate(zip(data["facts"], values, strict=True), 1):
        where = f"{w.PLACES['facts']} n° {rank}"
        fact["text"], fact["evasive"] = _text(row, "text", where), _text(row, "evasive", where)
        fact["questions"] = _lines(row, "questions", 3, where)
        fact["trust"], fact["secret"] = _whole(row, "trust", where), bool(row["secret"])
    return _made(data)


def _text(values: Values, name: str, where: str = "") -> str:
    text = " ".join(str(values.get(name) or "").split(" ")).strip()
    if not text:
        place = f"{where}, " if where else ""
        raise ScenarioError(
            f"{place}« {w.FIELDS[name]} » est vide.", "Écrivez-le, ou rechargez la page pour le retrouver."
        )
    return text


def _lines(values: Values, name: str, least: int, where: str) -> list[str]:
    lines = [line.strip() for line in str(values.get(name) or "").splitlines() if line.strip()]
    if len(lines) < least:
        raise ScenarioError(
            f"{where}, « {w.FIELDS[name]} » : il en faut au moins {least}.", "Écrivez-en une par ligne."
        )
    return lines


def _whole(values: Values, name: str, where: str) -> int:
    value = values.get(name)
    if value is None or value != value:  # an emptied cell of a table is not a number
        raise ScenarioError(f"{where}, « {w.FIELDS[name]} » : il manque un nombre.", "Écrivez-le ; zéro convient.")
    return round(value)


def _made(data: dict[str, Any]) -> Scenario:
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        path = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        said = w.problem_line(f"{path} : n'a pas la forme attendue")
        raise ScenarioError(f"{said}.", "Reprenez ce champ, ou rechargez la page pour le retrouver.") from None
