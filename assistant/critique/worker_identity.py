"""The name under which a server process holds runs, and whether the process of another name is gone."""

from __future__ import annotations

import os
import secrets
import socket


def worker_name() -> str:
    """``<machine>:<process>:<random>``: never given twice, even when a container reuses machine and process."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_dead(worker: str, me: str) -> bool:
    """Whether that worker certainly runs no more. One of another machine may: its silence will tell."""
    machine, process, _ = worker.rsplit(":", 2)
    if machine != _machine() or not process.isdigit():
        return False
    if process == me.rsplit(":", 2)[1]:
        return worker != me  # the number of our own process, under another name: it was before us
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    return socket.gethostname().replace(":", "-")
