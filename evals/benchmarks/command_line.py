"""How fast the command line answers when nothing is computed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.benchmarks.processes import timed


def measure(_folder: Path) -> dict[str, Any]:
    """``jalon --help`` beside an empty Python process, and beside importing LangChain's OpenAI client."""
    run = [sys.executable, "-c"]
    jalon = "import sys; from assistant.cli import main; sys.exit(main(sys.argv[1:]))"
    return {
        "help": asdict(timed([*run, f"import sys; sys.argv[1:] = ['--help']; {jalon}"])),
        "bare_python": asdict(timed([*run, "pass"])),
        "import_langchain_openai": asdict(timed([*run, "import langchain_openai"], runs=3)),
    }
