"""A real PostgreSQL on the loopback, made for the tests and gone with them."""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, or None when no server is installed."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    folders += [Path(p) for p in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    return next((f for f in folders if (f / "initdb").is_file() and (f / "postgres").is_file()), None)


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Its URL, up to the name of a database. It refuses to run as root: it then runs as ``nobody``."""
    account = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="jalon-pg-"))
    if account:
        shutil.chown(home, "nobody", "nogroup")
    port = _free_port()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "env": environment, "cwd": home, **account}
    initdb = [folder / "initdb", "-D", home / "data", "-U", "jalon", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, **quiet)  # type: ignore[call-overload]
    settings = ["-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    command = [folder / "postgres", "-D", home / "data", "-p", str(port), *settings]
    server = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]
    try:
        _wait_for(port, server)
        yield f"postgresql://jalon@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    import time

    import psycopg

    for _ in range(200):
        assert server.poll() is None, "the server did not start"
        try:
            psycopg.connect(f"postgresql://jalon@127.0.0.1:{port}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
