"""A whole critique, cold and warm, beside the obvious chain (LangChain splitter, Chroma, one query a criterion)."""

from __future__ import annotations

import os
import statistics
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.benchmarks.documents import word_file
from evals.benchmarks.processes import now, timed

SIZES = (1_000, 10_000, 50_000)


def measure(folder: Path) -> dict[str, Any]:
    """Cold processes at three lengths, and warm critiques in one process."""
    home = {"JALON_HOME": str(folder / "home")}
    os.environ.update(home)
    from assistant.services import Services

    services = Services()
    services.ensure_index()
    cold: dict[str, Any] = {}
    for words in SIZES:
        path = word_file(folder, words)
        command = [sys.executable, "-m", "assistant", "critique", str(path), "--production", "dossier", "--json"]
        obvious = [sys.executable, "-m", "evals.benchmarks.obvious_chain", str(path)]
        runs = 5 if words <= 10_000 else 2
        ours, theirs = timed(command, home, runs), timed(obvious, home, runs)
        cold[str(words)] = {
            "jalon": asdict(ours),
            "obvious_chain": asdict(theirs),
            "ratio_wall": round(ours.wall_s / theirs.wall_s, 2),
        }
    return {"criteria": 23, "cold_by_words": cold, "warm_by_words": {str(w): _warm(services, folder, w) for w in SIZES}}


def _warm(services: Any, folder: Path, words: int) -> dict[str, float]:
    """Reading apart (a child process each time) and judging, medians of five."""
    path = word_file(folder, words)
    reading: list[float] = []
    judging: list[float] = []
    document = services.read(path)
    for _ in range(6):
        start = now()
        document = services.read(path)
        middle = now()
        list(services.critique(document, "dossier"))
        reading.append(middle - start)
        judging.append(now() - middle)
    return {
        "words": document.words,
        "passages": len(document.passages),
        "read_s": round(statistics.median(reading[1:]), 3),
        "critique_s": round(statistics.median(judging[1:]), 3),
    }
