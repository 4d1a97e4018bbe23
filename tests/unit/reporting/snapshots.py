"""Compare what a person reads with the copy kept beside the tests; UPDATE_SNAPSHOTS=1 rewrites the copies."""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "snapshots"


def check_snapshot(name: str, content: str) -> None:
    path = _FOLDER / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(content, "utf-8")
    assert path.read_text("utf-8") == content, f"{name} changed: look at it, then UPDATE_SNAPSHOTS=1"
