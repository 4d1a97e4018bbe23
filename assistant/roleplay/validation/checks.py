"""Check that a scenario holds: every rule of a sound case, each with what is wrong in French."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from pydantic import ValidationError

from assistant.domain.scenario import Check, Scenario, ScenarioKind, Solvability
from assistant.errors import ScenarioError
from assistant.reporting.plain_text import clean
from assistant.roleplay.composing.grids import expected_criteria
from assistant.roleplay.validation.figure_checks import check_margins, check_secrets, check_sheets, check_zone
from assistant.roleplay.validation.selfplay import selfplay_check
from assistant.roleplay.validation.text_checks import check_french

MOST_BYTES: Final = 2_000_000
"""Of a scenario's file; the largest composed ones are fifty times smaller."""


def check_scenario(scenario: Scenario) -> Solvability:
    """All the rules, then two self-plays when the rules hold. Deterministic, well under a second."""
    checks = [Check(name=name, problems=tuple(rule(scenario))) for name, rule in _RULES]
    plays: tuple[object, ...] = ()
    if all(not check.problems for check in checks):
        played, plays = selfplay_check(scenario)
        checks.append(played)
    return Solvability.model_validate(
        {"sound": all(not c.problems for c in checks), "checks": tuple(checks), "plays": plays}
    )


def read_scenario(path: Path) -> Scenario:
    """The scenario in that file. Raises ``ScenarioError`` with one line for each field that does not hold."""
    try:
        if path.exists() and not path.is_file():  # a folder; a device or a pipe, which may never end
            raise ScenarioError(f"{path} n'est pas un fichier.", "Donnez le fichier .json d'un scénario.")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ScenarioError(f"Le fichier {path} est trop gros pour un scénario.", "Donnez son fichier .json.")
        text = data.decode("utf-8")
    except FileNotFoundError:
        raise ScenarioError(f"Le fichier {path} n'existe pas.", "Vérifiez le chemin.") from None
    except (OSError, UnicodeDecodeError):
        raise ScenarioError(f"Le fichier {path} ne peut pas être lu.", "Enregistrez-le en UTF-8.") from None
    return parse_scenario(text, path.name)


def parse_scenario(text: str, name: str) -> Scenario:
    """The scenario written in ``text``. Raises ``ScenarioError``."""
    try:
        return Scenario.model_validate_json(_printable(text))
    except ValidationError as error:
        problems = tuple(_problem(name, item["loc"], item["type"]) for item in error.errors(include_url=False))
        raise ScenarioError(
            problems[0], "Corrigez le fichier, ou produisez-en un : jalon scenario new.", problems=problems
        ) from None


def _printable(text: str) -> str:
    """The same JSON without unprintable characters in its strings: they would drive the terminal that shows them."""
    try:
        return json.dumps(_cleaned(json.loads(text)))
    except (ValueError, RecursionError):
        return text  # not JSON: the validation says so


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in cast("dict[str, Any]", value).items()}
    return [_cleaned(each) for each in cast("list[Any]", value)] if isinstance(value, list) else value


def _problem(name: str, place: tuple[int | str, ...], kind: str) -> str:
    if kind == "json_invalid":
        return f"{name} n'est pas un fichier JSON bien formé."
    where = ".".join(str(part) for part in place) or "racine"
    return f"{name} : « {where} » {_FAULTS.get(kind, 'n’a pas la forme attendue')}."


_FAULTS = {"missing": "manque", "extra_forbidden": "est inconnu", "literal_error": "a une valeur qui n'est pas admise"}


@cache
def _expected(kind: ScenarioKind) -> tuple[str, ...]:
    from assistant.corpus.referentiel_file import load_referentiel

    return expected_criteria(load_referentiel(), kind)


def _check_grid(scenario: Scenario) -> Iterable[str]:
    """Each criterion of the grid has an occasion, once, that points at something real."""
    given = [o.criterion for o in scenario.occasions]
    for criterion in _expected(scenario.kind):
        if given.count(criterion) != 1:
            yield f"le critère {criterion} a {given.count(criterion)} occasion(s) au lieu d'une"
    yield from (f"le critère {c} n'est pas de cette grille" for c in given if c not in _expected(scenario.kind))
    known = _ids(scenario)
    for occasion in scenario.occasions:
        yield from (f"{occasion.criterion} : « {ref} » n'existe pas" for ref in occasion.refs if ref not in known)


def _ids(scenario: Scenario) -> set[str]:
    groups = (
        scenario.people,
        scenario.facts,
        scenario.objections,
        scenario.signals,
        scenario.seller.arguments,
        scenario.seller.tools,
        scenario.economics.terms if scenario.economics else (),
    )
    found = {item.id for group in groups for item in group}
    return found | ({scenario.legal_trap.id} if scenario.legal_trap else set[str]())


def _check_people(scenario: Scenario) -> Iterable[str]:
    """One person at the table, weights that add up, names and ids used once."""
    seated = [p for p in scenario.people if p.at_table]
    if len(seated) != 1:
        yield f"{len(seated)} personnes parlent avec l'apprenant : il en faut une"
    weights = sum(p.weight for p in scenario.people)
    if scenario.kind == "negociation" and weights != 100:
        yield f"les poids dans la décision font {weights} % au lieu de 100 %"
    for label, values in (
        ("le nom", [p.name for p in scenario.people]),
        ("l'identifiant", [p.id for p in scenario.people]),
        ("l'identifiant", [f.id for f in scenario.facts]),
        ("l'identifiant", [o.id for o in scenario.objections]),
    ):
        twice = sorted({v for v in values if values.count(v) > 1})
        yield from (f"{label} « {value} » sert deux fois" for value in twice)


def _check_reachable(scenario: Scenario) -> Iterable[str]:
    """Each fact has a holder and at least three distinct questions that lead to it."""
    holders = {p.id for p in scenario.people}
    for fact in scenario.facts:
        if len({q.strip().casefold() for q in fact.questions}) < 3:
            yield f"« {fact.id} » : il faut trois questions différentes pour l'atteindre"
        if fact.holder not in holders:
            yield f"« {fact.id} » : personne ne porte cette information"
        if fact.trust > 70:
            yield f"« {fact.id} » : la confiance demandée ({fact.trust}) n'est pas à la portée d'un entretien"
        missing = [f.shown for f in fact.figures if f.shown not in fact.text]
        yield from (f"« {fact.id} » : {shown} n'est pas dans le texte" for shown in missing)


def _check_answerable(scenario: Scenario) -> Iterable[str]:
    """Each objection has an answer that exists."""
    arguments = {a.id for a in scenario.seller.arguments}
    terms = {t.id for t in scenario.economics.terms} if scenario.economics else set[str]()
    facts = {f.id for f in scenario.facts}
    for objection in scenario.objections:
        if len(set(objection.answers)) < 2:
            yield f"l'objection « {objection.id} » n'a pas deux réponses possibles"
        unknown = (set(objection.answered_by) - arguments) | (set(objection.answered_by_terms) - terms)
        yield from (f"l'objection « {objection.id} » renvoie à « {u} », qui n'existe pas" for u in sorted(unknown))
        if objection.hides is not None and objection.hides not in facts:
            yield f"l'objection « {objection.id} » cache « {objection.hides} », qui n'existe pas"
    for argument in scenario.seller.arguments:
        yield from (f"l'argument « {argument.id} » vise « {n} », inconnu" for n in argument.needs if n not in facts)


def _check_shape(scenario: Scenario) -> Iterable[str]:
    """The parts that each kind of situation must have."""
    if scenario.kind == "negociation":
        if scenario.economics is None:
            yield "une négociation demande des chiffres (economics)"
        if scenario.legal_trap is None or scenario.hand_over is None:
            yield "une négociation demande un passage de relais et un piège juridique"
        if {s.form for s in scenario.signals} != {"verbal", "non_verbal"}:
            yield "il faut des signaux verbaux et non verbaux"
        deal = scenario.economics is None or scenario.economics.zone.exists
        if not {"blocage", *(("zone",) if deal else ())} <= {s.trigger for s in scenario.signals}:
            yield "il faut un signal d'achat et un signal de blocage" if deal else "il faut un signal de blocage"
    elif scenario.goal is None:
        yield "cette situation demande un but (goal)"
    elif not set(scenario.goal.facts) <= {f.id for f in scenario.facts}:
        yield "le but demande des informations qui n'existent pas"
    elif scenario.goal.facts_needed > len(scenario.goal.facts):
        yield "le but demande plus d'informations qu'il n'y en a"


def _check_trap(scenario: Scenario) -> Iterable[str]:
    """The legal trap names its rule; the option that would carry it is marked unlawful."""
    trap = scenario.legal_trap
    if trap is None:
        return
    if "article" not in trap.rule and "règlement" not in trap.rule:
        yield "le piège juridique ne cite pas sa règle"
    if trap.term is None or scenario.economics is None:
        return
    try:
        option = scenario.economics.term(trap.term).option(trap.option or "")
    except KeyError:
        yield f"le piège juridique vise « {trap.term}/{trap.option} », qui n'existe pas"
        return
    if option.lawful:
        yield f"l'option « {option.label} » du piège juridique n'est pas marquée contraire à la loi"


_RULES: tuple[tuple[str, Callable[[Scenario], Iterable[str]]], ...] = (
    ("Composition", _check_shape),
    ("Acteurs", _check_people),
    ("Chiffres des fiches", check_sheets),
    ("Marges", check_margins),
    ("Zone d'accord", check_zone),
    ("Secrets", check_secrets),
    ("Informations à découvrir", _check_reachable),
    ("Objections", _check_answerable),
    ("Piège juridique", _check_trap),
    ("Grille d'observation", _check_grid),
    ("Langue", check_french),
)
