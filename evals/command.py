"""``jalon eval``: run, score, report, compare, scorecard, gate."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.cli.french import FrenchParser

SUITES = ("critique", "retrieval", "chat", "injection", "roleplay")
GATED = ("prompts", "critique", "questions", "injection", "chat", "roleplay")
Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str]) -> int:
    """Run one evaluation command; exit codes of contracts.md. Raises ``JalonError``, which ``jalon`` words."""
    options = build_parser().parse_args(list(argv))
    return int(options.run(options))


def build_parser() -> FrenchParser:
    """The options of every evaluation command."""
    parser = FrenchParser(prog="jalon eval", description="Évalue Jalon sur des données étiquetées.")
    commands: Any = parser.add_subparsers(title="commandes", dest="command", required=True, metavar="COMMANDE")
    _run_command(commands)
    score = _add(commands, "score", "refaire les scores d'une évaluation, sans rien redemander", _score)
    score.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier d'une évaluation (--out)")
    score.add_argument("--json", action="store_true", help="écrire les scores en JSON sur la sortie standard")
    report = _add(commands, "report", "écrire un rapport HTML d'une ou plusieurs évaluations", _later("report.command"))
    report.add_argument("folders", type=Path, nargs="+", metavar="DOSSIER")
    report.add_argument("--output", type=Path, required=True, metavar="RAPPORT.html")
    export = _add(
        commands, "export-inspect", "écrire une évaluation comme journal inspect-ai", _later("inspect_export")
    )
    export.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier d'une évaluation notée")
    export.add_argument("output", type=Path, metavar="JOURNAL", help="fichier .eval ou .json")
    compare = _add(commands, "compare", "comparer deux évaluations des mêmes cas", _later("comparison"))
    compare.add_argument("before", type=Path, metavar="A")
    compare.add_argument("after", type=Path, metavar="B")
    compare.add_argument("--json", action="store_true", help="écrire la comparaison en JSON")
    scorecard = _add(commands, "scorecard", "refaire docs/scorecard.md avec le modèle embarqué", _later("scorecard"))
    scorecard.add_argument("--output", type=Path, metavar="FICHIER", help="défaut : docs/scorecard.md")
    scorecard.add_argument("--check", action="store_true", help="seulement vérifier que le fichier est à jour")
    gate = _add(commands, "gate", "refuser un changement qui fait perdre (sous-ensemble fixe)", _later("gate"))
    gate.add_argument("--update", action="store_true", help="prendre l'état présent comme nouvelle référence")
    gate.add_argument("--model", metavar="M", help="comparer ce modèle à sa propre référence (défaut : embedded)")
    gate.add_argument("--only", nargs="+", choices=GATED, metavar="NOM", help=f"seulement : {', '.join(GATED)}")
    return parser


def _run_command(commands: Any) -> None:
    run = _add(commands, "run", "lancer une suite et la noter", _run)
    run.add_argument("suite", choices=SUITES, metavar="SUITE", help=", ".join(SUITES))
    run.add_argument("--data", type=Path, required=True, metavar="DOSSIER", help="données étiquetées")
    run.add_argument("--model", metavar="M", help="embedded (défaut) ou fournisseur:modèle")
    run.add_argument(
        "--out", type=Path, metavar="DOSSIER", help="où écrire (défaut : out/evals/…) ; reprend s'il existe"
    )
    run.add_argument(
        "--repeat", type=int, metavar="N", help="réponses par cas ; 2 mesure le bruit (défaut embarqué : 2)"
    )
    run.add_argument("--parallel", type=int, default=1, metavar="N", help="cas menés de front (1)")
    run.add_argument(
        "--baselines",
        choices=("none", "local", "all"),
        default="all",
        help="références à côté : none, local, all (défaut)",
    )
    run.add_argument("--plays", type=_count, metavar="N", help="parties simulées (roleplay ; défaut : plays.json)")
    run.add_argument("--no-given", action="store_true", help="ne pas juger aussi sur les preuves étiquetées")
    run.add_argument("--json", action="store_true", help="écrire les scores en JSON sur la sortie standard")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("il faut au moins 1")
    return number


def _add(commands: Any, name: str, summary: str, run: Run) -> FrenchParser:
    command: FrenchParser = commands.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run)
    return command


def _later(module: str) -> Run:
    def run(options: argparse.Namespace) -> int:
        return int(import_module(f"evals.{module}").run(options))

    return run


def _run(options: argparse.Namespace) -> int:
    from evals.run_command import run_suite

    folder = run_suite(options)
    return _present(folder, as_json=options.json)


def _score(options: argparse.Namespace) -> int:
    return _present(options.folder, as_json=options.json)


def _present(path: Path, *, as_json: bool) -> int:
    """Score what is recorded, write ``scores.json``, print it or its table."""
    from evals.run_folder import RunFolder

    folder = RunFolder(path)
    suite = import_module(f"evals.suites.{folder.plan()['suite']}")
    scores: dict[str, Any] = suite.score(folder)
    written = folder.write_scores(scores)
    if as_json:
        print(json.dumps(scores, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print(import_module("evals.report.summary").summary(scores))
    print(f"Scores écrits : {written}", file=sys.stderr)
    counts = scores["counts"]
    return 3 if counts["cases"] and counts["cases_failed"] == counts["cases"] else 0
