"""What the checks and the self-plays say of a scenario, with what to mend."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.learning import SharedScenario
from assistant.domain.scenario import Scenario
from assistant.ui import trainer_wording as w
from assistant.ui.markup import show


@dataclass(frozen=True)
class Fault:
    """One problem. ``where``: where on the page; ``remedy``: what to do."""

    where: str
    what: str
    remedy: str


def show_report(kept: SharedScenario, scenario: Scenario) -> None:
    """Title, state, the result in plain French, the rules, and what to mend."""
    report = scenario.solvability
    show(
        "scenario_report",
        title=scenario.title,
        line=w.head_line(scenario),
        published=kept.published,
        sound=kept.sound,
        said=w.solvable_line(scenario) if kept.sound else w.MENDING,
        faults=faults_of(scenario),
        rules=[(check.name, not check.problems) for check in report.checks] if report else [],
        tw=w,
    )


def faults_of(scenario: Scenario) -> list[Fault]:
    """Every problem found, with its place and its remedy."""
    if scenario.solvability is None:
        return []
    faults: list[Fault] = []
    for check in scenario.solvability.checks:
        where, remedy = w.REMEDIES.get(check.name, ("Modifier", ""))
        faults += [Fault(where, w.problem_line(problem), remedy) for problem in check.problems]
    return faults
