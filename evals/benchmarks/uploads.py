"""Two hundred drafts dropped in a row through the real upload endpoint: what memory the server keeps afterwards."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

from assistant.corpus.location import corpus_folder
from assistant.ui import wording as w
from evals.benchmarks.app_client import Visitor, visiting
from evals.benchmarks.app_server import AppServer, served
from evals.benchmarks.chats import prepare_home

UPLOADS = 200
WARM = 10
"""Uploads before the reference is taken: engines, caches and the allocator have then their working size."""


def measure(folder: Path) -> dict[str, Any]:
    """Memory in MB and its ratio to the reference; ``read``: drafts that reached the confirmation screen."""
    home = folder / "home"
    prepare_home(home)
    environment = {
        "JALON_HOME": str(home),
        "JALON_DATABASE_URL": f"sqlite:///{folder / 'uploads.sqlite3'}",
        "JALON_MODEL": "embedded",
    }
    with served(environment, folder / "uploads.log") as server:
        return asyncio.run(_uploads(server))


async def _uploads(server: AppServer) -> dict[str, Any]:
    sample = (corpus_folder() / "samples" / "dossier.docx").read_bytes()
    idle = server.resident_mb()
    async with visiting(server.address, "travail") as visitor:
        read = [await _drop(visitor, f"dossier-{rank}.docx", sample) for rank in range(WARM)]
        before = peak = server.resident_mb()
        start = time.monotonic()
        for rank in range(UPLOADS):
            read.append(await _drop(visitor, f"dossier-{WARM + rank}.docx", sample))
            peak = max(peak, server.resident_mb())
        seconds = time.monotonic() - start
        last = server.resident_mb()
    await asyncio.sleep(5)
    after = server.resident_mb()
    return {
        "uploads": UPLOADS,
        "read": sum(read[WARM:]),
        "file_kb": len(sample) // 1024,
        "seconds_each": round(seconds / UPLOADS, 3),
        "idle_mb": round(idle, 1),
        "before_mb": round(before, 1),
        "peak_mb": round(peak, 1),
        "last_mb": round(last, 1),
        "after_mb": round(after, 1),
        "after_over_before": round(after / before, 3),
        "peak_over_before": round(peak / before, 3),
    }


async def _drop(visitor: Visitor, name: str, data: bytes) -> bool:
    """Drop a file, see its production proposed, put it away; whether the proposal came."""
    await visitor.run(await visitor.upload(name, data))
    await visitor.settle()
    proposed = w.LAUNCH in visitor.buttons
    if proposed:
        from streamlit.proto.WidgetStates_pb2 import WidgetState

        await visitor.run(WidgetState(id=visitor.buttons[w.OTHER_FILE], trigger_value=True))
        await visitor.settle()
    return proposed
