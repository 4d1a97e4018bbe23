"""The child process that parses one draft: a header line and bytes in, one JSON object out.

Run as a script by ``sandbox``; it limits itself before it reads anything, and imports no heavy vendor but the
reader's own.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":  # a script has no package around it
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.errors import DraftError
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error

_READERS: Final[dict[str, str]] = {
    "docx": "docx", "pdf": "pdf", "odt": "odt", "pptx": "pptx", "xlsx": "xlsx", "md": "markdown", "txt": "plain",
}  # fmt: skip


def parse(name: str, form: str, data: bytes, limits: ReadingLimits) -> dict[str, Any]:
    """The fields of a ``Document`` (without sha256) as JSON values. Raises ``DraftError``."""
    from assistant.reading.assemble import assemble

    reader = import_module(f"assistant.reading.formats.{_READERS[form]}")
    return assemble(reader.read(data, name, limits), name, form, limits)


def answer(name: str, form: str, data: bytes, limits: ReadingLimits) -> dict[str, Any]:
    """``{"document": …}`` or ``{"error": {"code", "message", "hint"}}``: whatever happens, a named outcome."""
    try:
        return {"document": parse(name, form, data, limits)}
    except DraftError as error:
        refused = error
    except MemoryError:
        refused = draft_error("memory", name)
    except Exception:  # a hostile file may break a reader anywhere; the learner is told that it cannot be read
        refused = draft_error("damaged", name)
    return {"error": {"code": refused.code, "message": refused.message, "hint": refused.hint}}


def limit_self(limits: ReadingLimits) -> None:
    """Bound this process's memory, CPU and core dump, where the system can."""
    try:
        import resource
    except ImportError:  # not a Unix system: the parent's clock remains
        return
    bounds = (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
    )
    for what, soft, hard in bounds:
        ceiling = resource.getrlimit(what)[1]
        if ceiling != resource.RLIM_INFINITY:  # already bounded from outside: never ask for more
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        try:
            resource.setrlimit(what, (soft, hard))
        except (ValueError, OSError):  # macOS refuses some; the parent's clock remains
            continue


def main() -> None:
    """Read the request from standard input, write the answer to standard output."""
    header = json.loads(sys.stdin.buffer.readline())
    # The parent may have found its libraries elsewhere (a user's own site): look there last.
    sys.path.extend(place for place in header["path"] if place not in sys.path)
    limits = ReadingLimits(**header["limits"])
    limit_self(limits)
    data = sys.stdin.buffer.read()
    said = answer(header["name"], header["format"], data, limits)
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=True).encode("ascii"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
