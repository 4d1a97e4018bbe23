"""Keep the trace of an unexpected error without any of the learner's text."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def record_incident(error: BaseException) -> Path | str:
    """Write type, versions and frames (no values, no message) to a file; its path, or a word when it cannot be."""
    lines = [f"{datetime.now().isoformat(timespec='seconds')} {type(error).__name__} python {sys.version.split()[0]}"]
    lines += [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    try:
        from assistant.settings import load_settings

        folder = load_settings().home / "incidents"
        folder.mkdir(parents=True, exist_ok=True)
    except Exception:  # the home itself may be what failed
        folder = Path(tempfile.gettempdir())
    path = folder / f"incident-{datetime.now():%Y%m%d-%H%M%S}.txt"
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return "aucun fichier (disque non accessible)"
    return path
