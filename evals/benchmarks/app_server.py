"""The application as `make app` starts it, in a process of its own on loopback, and the memory that process holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class AppServer:
    """A running server. ``address``: ``http://127.0.0.1:port``."""

    address: str
    pid: int

    def resident_mb(self) -> float:
        """Memory that the server's process holds now, its children (readers of drafts) left out."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise OSError("VmRSS is not told by this system")


@contextmanager
def served(
    environment: Mapping[str, str], log: Path, patience: float = 60, before: Path | None = None
) -> Generator[AppServer]:
    """The application on a free port until the end of the block; it writes to ``log``. Raises ``TimeoutError``.

    before: a folder whose modules hide installed ones.
    """
    path = os.pathsep.join(map(str, filter(None, (before, ROOT))))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.address=127.0.0.1"],
            cwd=ROOT,
            env={**os.environ, **environment, "PYTHONPATH": path},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/_stcore/health", process, patience)
            yield AppServer(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=1).read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the application did not start")
