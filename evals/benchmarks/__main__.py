"""Run the benchmarks named on the command line (default: all but the longest) and print one JSON object."""

from __future__ import annotations

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path

BENCHMARKS = ("command_line", "critique", "search", "model_wire", "kills", "own_questions", "chats", "uploads")
BY_NAME_ONLY = ("model_cache",)  # a quarter of an hour, with the packages of the extra [local]


def main(names: list[str]) -> int:
    """Each benchmark module has ``measure(folder: Path) -> dict``; a name that is not one of them is refused."""
    chosen = names or list(BENCHMARKS)
    known = (*BENCHMARKS, *BY_NAME_ONLY)
    unknown = [n for n in chosen if n not in known]
    if unknown:
        print(f"unknown benchmark: {', '.join(unknown)} (known: {', '.join(known)})", file=sys.stderr)
        return 2
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
        for name in chosen:
            print(f"{name}…", file=sys.stderr)
            figures[name] = import_module(f"evals.benchmarks.{name}").measure(Path(folder))
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
