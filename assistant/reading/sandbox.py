"""The parent's side of the child process: start it, wait, kill it past its time, name what happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from assistant.errors import DraftError
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error

_WORKER: Final = Path(__file__).with_name("worker.py")
# The child gets no secret: only what an interpreter needs to start, and what measures its coverage in tests.
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH")
_KEPT_PREFIX: Final = "COVERAGE_"


def read_in_child(name: str, form: str, data: bytes, limits: ReadingLimits) -> dict[str, Any]:
    """The fields of a ``Document`` (without sha256), parsed by a child process of its own.

    Raises ``DraftError``: what the reader found, or ``timeout``, ``memory``, ``damaged`` for a child that died.
    """
    places = [place for place in sys.path if os.path.isabs(place)]
    header = {"name": name, "format": form, "limits": asdict(limits), "path": places}
    request = json.dumps(header).encode() + b"\n" + data
    with subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            output, _ = child.communicate(request, timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired:
            raise draft_error("timeout", name) from None
        finally:
            _kill(child)
    return _document(name, child.returncode, output)


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k in _KEPT or k.startswith(_KEPT_PREFIX)}


def _kill(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.kill()


def _document(name: str, status: int, output: bytes) -> dict[str, Any]:
    if status != 0:
        raise _death(name, status)
    try:
        said: dict[str, dict[str, Any]] = json.loads(output)
        if error := said.get("error"):
            raise DraftError(error["message"], error["hint"], code=error["code"])
        return said["document"]
    except (ValueError, KeyError, AttributeError):  # not an answer: the child did not stay itself
        raise draft_error("damaged", name) from None


def _death(name: str, status: int) -> DraftError:
    """What the way in which the child ended says."""
    if status in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGALRM", 0)) and status:
        return draft_error("timeout", name)
    # Killed by the system or by its own failed allocation.
    if status in (-getattr(signal, "SIGKILL", 0), -signal.SIGABRT, 1) and status:
        return draft_error("memory", name)
    return draft_error("damaged", name)
