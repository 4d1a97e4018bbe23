"""``jalon eval report``: one HTML file from one or several runs."""

from __future__ import annotations

import argparse
import sys

from assistant.errors import DatasetError
from evals.report.disagreements import worst
from evals.report.html_page import Run, page
from evals.run_folder import RunFolder
from evals.whole_file import write_whole


def run(options: argparse.Namespace) -> int:
    """Write the report. Raises ``DatasetError`` for a folder without scores."""
    if options.output.suffix.lower() not in (".html", ".htm"):
        raise DatasetError(f"« {options.output.name} » n'est pas un nom de page HTML.", "Terminez-le par .html.")
    write_whole(options.output, page([_run(RunFolder(folder)) for folder in options.folders]))
    print(f"Rapport écrit : {options.output}", file=sys.stderr)
    return 0


def _run(folder: RunFolder) -> Run:
    scores = folder.scores()
    return folder.path.name, scores, worst(folder) if scores["suite"] == "critique" else []
