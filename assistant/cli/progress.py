"""Progress on standard error: one line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from typing import TextIO


def notify(message: str) -> None:
    """A sentence for the person, apart from the results."""
    print(message, file=sys.stderr)


class ProgressLine:
    """« 7/23 critères · CR.1.1.07 · encore 12 s », rewritten in place."""

    def __init__(self, stream: TextIO, unit: str = " critères") -> None:
        self._stream = stream
        self._unit = unit
        self._shown = stream.isatty()
        self._started = time.monotonic()

    def show(self, done: int, total: int, label: str) -> None:
        """``done`` of ``total`` are known; ``label`` names the last one."""
        if not self._shown:
            return
        spent = time.monotonic() - self._started
        left = spent / done * (total - done) if done else 0
        rest = f" · encore {left:.0f} s" if left >= 2 else ""
        self._stream.write(f"\r\x1b[K{done}/{total}{self._unit} · {label}{rest}")
        self._stream.flush()

    def close(self) -> None:
        """Leave the line clean."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
