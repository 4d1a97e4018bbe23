"""``jalon forget``: erase the verdicts that the command line keeps, all of them or those of one file."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from assistant.settings import load_settings


def run(options: argparse.Namespace) -> int:
    """Erase, and say how many there were."""
    from assistant.store.kept_verdicts import KeptVerdicts

    kept = KeptVerdicts(load_settings().kept_verdicts)
    if options.file is None:
        print(f"{_counted(kept.forget_all())} : il ne reste rien dans {kept.path}.")
        return 0
    count = kept.forget(_sha256(options.file))
    kept.close()
    known = "" if count else " (aucun n'était gardé pour ce fichier tel qu'il est aujourd'hui)"
    print(f"{_counted(count)} pour « {options.file.name} »{known}.")
    return 0


def _sha256(path: Path) -> str:
    """As a critique reads it: a device or a pipe, which may never end, is refused. Raises ``DraftError``."""
    from assistant.reading.intake import load
    from assistant.reading.limits import ReadingLimits

    return hashlib.sha256(load(path, ReadingLimits())).hexdigest()


def _counted(count: int) -> str:
    return f"{count} jugement{'s' if count > 1 else ''} oublié{'s' if count > 1 else ''}"
