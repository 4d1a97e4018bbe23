"""``jalon eval scorecard``: run the embedded assistant on every data set and write docs/scorecard.md from it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError
from evals.report.summary import (
    counts_line,
    given_away_rows,
    given_line,
    hostile_rows,
    move_rows,
    noise_line,
    split_rows,
)
from evals.report.table import ROWS, SPLITS, cell, columns_of, figure_rows, markdown
from evals.run_command import run_plan
from evals.run_folder import RunFolder
from evals.suites.options import RunOptions
from evals.whole_file import write_whole

if TYPE_CHECKING:
    from assistant.services import Services

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scorecard.md"
RUNS: tuple[tuple[str, str], ...] = (
    ("critique", "critique/test"),
    ("critique", "critique/dev"),
    ("retrieval", "chat/test"),
    ("injection", "injection"),
    ("chat", "chat/test"),
    ("roleplay", "roleplay/test"),
)

_HEAD = """# Tableau de mesure du modèle embarqué

Ce fichier est écrit par `jalon eval scorecard` : ne le corrigez pas à la main. Les chiffres du dossier `test` sont les
seuls qui valent ; rien n'a été réglé sur lui. Ceux de `dev`, sur lequel le juge et la recherche sont réglés, montrent
l'écart. Entre crochets : intervalle à 95 % par rééchantillonnage des travaux (des critères en dessous de cinq travaux,
des questions pour les questions). « n/a » veut dire non défini, jamais zéro. Les critères en échec, non notés ou non
évaluables sont comptés à part et n'entrent dans aucune moyenne.
"""


def run(options: argparse.Namespace) -> int:
    """Write the page, or with ``--check`` exit 1 when the one on disk is not what would be written."""
    from assistant.cli.progress import notify
    from assistant.services import Services
    from assistant.settings import load_settings

    services = Services(load_settings(model="embedded"), notify=notify)
    text = scorecard(services, Path("out") / "evals" / "scorecard")
    target: Path = options.output or PAGE
    if options.check:
        same = target.is_file() and target.read_text(encoding="utf-8") == text
        print("Le tableau est à jour." if same else f"{target.name} n'est plus à jour : jalon eval scorecard.")
        return 0 if same else 1
    write_whole(target, text)
    print(f"Tableau écrit : {target}", file=sys.stderr)
    return 0


def scorecard(services: Services, out: Path) -> str:
    """The page; the same bytes for the same code, corpus and data."""
    parts = [_HEAD]
    for suite, data in RUNS:
        folder = Path(__file__).with_name("datasets") / data
        parts.append(f"## Suite {suite}, données `{data}`\n")
        if not folder.is_dir():
            parts.append("Pas de données : rien n'est noté.\n")
            continue
        try:
            parts += section(scores_of(suite, folder, services, out / f"{suite}-{data.replace('/', '-')}"))
        except DatasetError as error:
            parts.append(f"Non noté : {error.sentence()}\n")
    return "\n".join(parts)


def scores_of(suite: str, data: Path, services: Services, out: Path) -> dict[str, Any]:
    """Run what is missing, score, keep the scores."""
    module = import_module(f"evals.suites.{suite}")
    run_plan(module.build(data, services, RunOptions(repeat=2)), services, out)
    folder = RunFolder(out)
    scores: dict[str, Any] = module.score(folder)
    folder.write_scores(scores)
    return scores


def section(scores: Mapping[str, Any]) -> list[str]:
    """The Markdown of one suite."""
    parts = [counts_line(scores) + ".\n", *(f"> {note}\n" for note in scores.get("notes", ()))]
    if any(f.get("value") is not None for f in scores["overall"].values() if isinstance(f, dict)):
        parts.append(markdown(figure_rows(columns_of(scores), ROWS[scores["suite"]])) + "\n")
    else:
        parts.append("Rien n'est noté.\n")
        return parts
    if scores.get("given_evidence"):
        parts.append(given_line(scores["given_evidence"]) + "\n")
    if "noise" in scores:
        parts.append(noise_line(scores) + "\n")
    if any(any(row) for row in scores.get("confusion", ())):
        parts.append(_confusion(scores["confusion"]))
    if scores.get("reliability"):
        parts.append(_reliability(scores["reliability"]))
    if scores.get("drafts"):
        parts.append(markdown(hostile_rows(scores["drafts"])) + "\n")
    if scores.get("moves"):
        parts.append(markdown(move_rows(scores["moves"])) + "\n")
    if scores.get("given_away"):
        parts.append(markdown(given_away_rows(scores["given_away"])) + "\n")
    parts += [markdown(split_rows(scores, kind)) + "\n" for kind in SPLITS if scores.get(kind)]
    provenance = scores["provenance"]
    parts.append(
        f"Corpus `{provenance['corpus'][:12]}`, moteur d'empreintes `{provenance['embedding']}`, "
        f"graine {provenance['seed']}.\n"
    )
    return parts


def _confusion(matrix: Sequence[Sequence[int]]) -> str:
    rows = [["Étiquette \\ donné", "0", "1", "2", "3"]]
    rows += [[str(level), *(str(c) for c in counts)] for level, counts in enumerate(matrix)]
    return markdown(rows) + "\n"


def _reliability(curve: Sequence[Mapping[str, Any]]) -> str:
    rows = [["Confiance annoncée", "Niveau exact observé", "n"]]
    rows += [[cell({"value": p["confidence"]}), cell({"value": p["success"]}), str(p["n"])] for p in curve]
    return markdown(rows) + "\n"
