"""Make scenarios that hold: compose, check, draw again when unsound, refuse rather than publish in silence."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.material.shapes import Material
from assistant.roleplay.validation.checks import check_scenario

ATTEMPTS = 8


def new_scenario(request: Request, material: Material | None = None) -> Scenario:
    """A sound scenario with its report in ``solvability``; the same for the same request.

    Raises ``ScenarioError`` when no draw of that seed holds, ``UnknownIdError`` for an unknown sector or adaptation.
    """
    problems: tuple[str, ...] = ()
    for attempt in range(ATTEMPTS):
        scenario = compile_scenario(replace(request, attempt=attempt), material)
        report = check_scenario(scenario)
        if report.sound and _as_asked(scenario, request):
            return scenario.model_copy(update={"solvability": report})
        problems = report.problems or problems
    raise ScenarioError(
        f"Aucun scénario jouable n'a été trouvé avec la graine {request.seed}.",
        "Changez de graine (--seed) ou de secteur.",
        problems=problems,
    )


def checked(scenario: Scenario) -> Scenario:
    """The scenario with its report. Raises ``ScenarioError`` when it does not hold."""
    report = check_scenario(scenario)
    if not report.sound:
        raise ScenarioError(
            f"Le scénario « {scenario.title} » ne peut pas être publié : {report.problems[0]}.",
            "Corrigez-le, puis relancez : jalon scenario check FICHIER.",
            problems=report.problems,
        )
    return scenario.model_copy(update={"solvability": report})


def _as_asked(scenario: Scenario, request: Request) -> bool:
    """Whether the zone is the one asked for."""
    if request.zone is None or scenario.economics is None:
        return True
    zone = scenario.economics.zone
    found = "reference" if zone.at_reference else "echange" if zone.exists else "aucune"
    return found == request.zone
