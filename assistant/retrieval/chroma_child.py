"""Chroma in a child process: builds or probes a collection, and can crash or hang without harm.

python -m assistant.retrieval.chroma_child build|probe FOLDER NAME
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from assistant.retrieval.vectors import VECTORS_FILE

KINDS_FILE = "kinds.txt"


def run_chroma_child(action: Literal["build", "probe"], directory: Path, name: str, timeout: float) -> str:
    """Run the child; "" when all went well, else what went wrong (French). ``timeout`` in seconds."""
    package_root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (package_root, os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "assistant.retrieval.chroma_child", action, str(directory), name]
    try:
        # The child reads its standard input: when this process dies, the pipe ends and so does the child.
        done = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths, "ANONYMIZED_TELEMETRY": "False"},
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return f"le processus d'indexation ne démarre pas ({error.strerror})"
    return _outcome(done, timeout)


def _outcome(child: subprocess.Popen[str], timeout: float) -> str:
    complaints: list[str] = []
    assert child.stderr is not None
    assert child.stdin is not None
    stderr = child.stderr
    # Not communicate(): it would close standard input, which tells the child to stop.
    listener = threading.Thread(target=lambda: complaints.extend(stderr), daemon=True)
    listener.start()
    try:
        code = child.wait(timeout)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return f"pas de réponse en {timeout:.0f} s"
    finally:
        child.stdin.close()
        listener.join(timeout=5)
        stderr.close()
    if code == 0:
        return ""
    if code < 0:
        return f"arrêt brutal (signal {-code})"
    return complaints[-1].strip()[:300] if complaints else f"code {code}"


def main(arguments: list[str]) -> int:
    """Entry point of the child; exit code 0 or 1, the reason on standard error."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    import numpy as np

    from assistant.errors import IndexUnavailable
    from assistant.retrieval.chroma import check_collection, write_collection

    action, directory, name = arguments[0], Path(arguments[1]), arguments[2]
    matrix = np.load(directory / VECTORS_FILE, mmap_mode="r", allow_pickle=False)
    try:
        if action == "build":
            kinds = (directory / KINDS_FILE).read_text(encoding="ascii").split()
            write_collection(directory, name, kinds, matrix)
        problem = check_collection(directory, name, matrix)
    except IndexUnavailable as error:
        problem = error.message
    if problem:
        print(problem, file=sys.stderr)
    return 1 if problem else 0


def _die_with_parent() -> None:
    # os.read, not sys.stdin: its lock would be held at interpreter shutdown
    while os.read(0, 64):
        pass
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
