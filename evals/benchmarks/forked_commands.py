"""Run ``jalon critique`` in processes forked from one that is warm, so that many can be killed in little time.

Each is a process of its own, whose memory dies with it; only imports, weights and vectors come from its parent,
``python -m evals.benchmarks.forked_commands FILE MODEL``: a JSON line in (``argv`` and the file for standard output),
two lines out: the process's number when it starts, its status when it ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path


@dataclass
class Running:
    """A command under way. ``number``: of its process."""

    number: int
    _parent: subprocess.Popen[str]

    def alive(self) -> bool:
        """Whether it runs still."""
        try:
            os.kill(self.number, 0)
        except ProcessLookupError:
            return False
        return True

    def wait(self) -> int:
        """Its exit code, negative for the signal that killed it."""
        assert self._parent.stdout is not None
        return int(self._parent.stdout.readline())


class Forker:
    """Starts commands, one at a time. ``errors``: what they say on standard error."""

    def __init__(self, parent: subprocess.Popen[str], errors: Path) -> None:
        self._parent, self.errors = parent, errors

    def start(self, argv: Sequence[str], output: Path) -> Running:
        """``jalon argv``, its standard output in a file."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps({"argv": list(argv), "output": str(output)}) + "\n")
        self._parent.stdin.flush()
        return Running(int(self._parent.stdout.readline()), self._parent)


@contextmanager
def forker(file: Path, model: str, environment: Mapping[str, str], errors: Path) -> Generator[Forker]:
    """The parent of critiques of a file by a model, with that environment added, until the end of the block."""
    with errors.open("w", encoding="utf-8") as complaints:
        parent = subprocess.Popen(
            [sys.executable, "-m", "evals.benchmarks.forked_commands", str(file), model],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
    try:
        yield Forker(parent, errors)
    finally:
        parent.kill()
        parent.communicate()  # closes the pipes too


def _serve(file: Path, model: str) -> None:
    """Prepare the file once: its vectors are remembered, so that what the children repeat costs them little."""
    from assistant.cli.critique import carry_out
    from assistant.cli.parser import build_parser
    from assistant.critique import pipeline, resuming
    from assistant.judging import confirming, model_judge
    from assistant.llm import openai_compatible
    from assistant.services import Services
    from assistant.settings import load_settings

    del pipeline, resuming, confirming, model_judge, openai_compatible
    services = Services(load_settings(model=model))
    services.prepare(services.read(file))
    import_module("langchain_openai")
    for line in sys.stdin:
        asked = json.loads(line)
        number = os.fork()
        if number == 0:
            os.dup2(os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
            code = carry_out(services, build_parser().parse_args(asked["argv"]))
            sys.stdout.flush()
            os._exit(code)
        print(number, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2])
