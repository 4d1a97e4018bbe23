"""``jalon scenario``: make a scenario ready to play and print, or check a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ScenarioError, SettingsError

if TYPE_CHECKING:
    from assistant.domain.scenario import Scenario, Solvability
    from assistant.roleplay.composing.case import Request

KINDS = ("negociation", "decouverte", "prospection", "reunion")


def new(options: argparse.Namespace) -> int:
    """Compose, check, then print or write. The same options give the same scenario."""
    from assistant.roleplay.authoring.publishing import new_scenario
    from assistant.settings import load_settings

    settings = load_settings(model=options.model)
    request = _request(options)
    scenario = _from_offer(options.source, request) if options.source else new_scenario(request)
    if not settings.is_embedded:
        scenario = _enriched(scenario, options.model)
    if options.json:
        print(scenario.to_json())
    else:
        print(summary(scenario))
    if options.output:
        _write(scenario, options.output)
    return 0


def check(options: argparse.Namespace) -> int:
    """Exit code 1 when the file does not hold, with every problem on a line."""
    from assistant.roleplay.validation.checks import check_scenario, read_scenario

    scenario = read_scenario(options.file)
    report = check_scenario(scenario)
    if options.json:
        print(report.model_dump_json(indent=1))
    else:
        print(_report(report))
    if not report.sound:
        raise ScenarioError(
            f"{options.file.name} ne peut pas être joué : {report.problems[0]}.",
            "Corrigez le fichier, puis relancez cette commande.",
            problems=report.problems,
        )
    return 0


def _request(options: argparse.Namespace) -> Request:
    from assistant.roleplay.composing.case import Request

    return Request(
        kind=options.kind,
        sector=options.sector,
        level=options.level,
        seed=options.seed,
        stakes=options.stakes,
        deciders=options.deciders,
        accommodation=options.adaptation,
        zone=options.zone,
    )


def _from_offer(path: Path, request: Request) -> Scenario:
    from assistant.reading import read_draft
    from assistant.roleplay.authoring.own_offer import offer_report, scenario_from_offer

    if request.kind != "negociation":
        raise SettingsError("--from ne vaut que pour une négociation.", "Retirez --kind, ou retirez --from.")
    offer = read_draft(path)
    scenario = scenario_from_offer(offer, request)
    report = offer_report(offer)
    for title, lines in (("Pris dans votre offre", report.taken), ("Inventé pour le jeu", report.invented)):
        print(f"{title} :\n" + "\n".join(f"  - {line}" for line in lines), file=sys.stderr)
    return scenario


def _enriched(scenario: Scenario, model: str | None) -> Scenario:
    from assistant.roleplay.authoring.model_drafting import enriched
    from assistant.services import Services
    from assistant.settings import load_settings

    with Services(load_settings(model=model)) as services:
        drafted = enriched(scenario, services.endpoint.model())
    if drafted is scenario:
        print("Le modèle n'a rien rendu d'utilisable : le scénario composé est gardé tel quel.", file=sys.stderr)
    return drafted


def _write(scenario: Scenario, folder: Path) -> None:
    from assistant.corpus.referentiel_file import load_referentiel
    from assistant.roleplay.sheets.printing import write_scenario

    for path in write_scenario(scenario, folder, load_referentiel()):
        print(f"Écrit : {path}", file=sys.stderr)


def summary(scenario: Scenario) -> str:
    """What a trainer wants to know before printing; secrets included, since it is the trainer's screen."""
    brief, person = scenario.brief, scenario.interlocutor
    lines = [
        f"{scenario.title}",
        f"{scenario.sector} · niveau {scenario.level} · graine {scenario.seed}",
        "",
        brief.context,
        f"Interlocuteur : {person.name}, {person.role} ({person.style.rstrip('.')})",
    ]
    if scenario.economics is not None:
        lines += ["", *(f"  {line}" for line in brief.offer), "", f"Zone d'accord : {scenario.economics.zone.why}"]
    elif scenario.goal is not None:
        lines += ["", f"But : {scenario.goal.summary}"]
    if scenario.solvability is not None:
        lines += ["", _report(scenario.solvability)]
    return "\n".join(lines)


def _report(report: Solvability) -> str:
    lines = [f"{'✓' if not check.problems else '✗'} {check.name}" for check in report.checks]
    lines += [
        f"  joué à blanc par un vendeur {play.seller} : {play.outcome}, {play.exchanges} répliques"
        for play in report.plays
    ]
    return "\n".join([*lines, "Scénario jouable." if report.sound else "Scénario à corriger."])
