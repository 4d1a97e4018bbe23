"""A server process that judges slowly, to be killed: DATABASE_URL CALLS_FILE SECONDS_A_JUDGEMENT."""

from __future__ import annotations

import os
import sys
import time

from assistant.critique.background import CritiqueRunner
from assistant.store import open_store
from tests.unit.critique.small_engine import SmallEngine


class Witnessed(SmallEngine):
    """Writes down each judgement before it is given, as a bill would."""

    def __init__(self, calls: str, delay: float) -> None:
        super().__init__(delay=delay)
        self._calls = os.open(calls, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def before(self, criterion: str) -> None:
        super().before(criterion)
        os.write(self._calls, f"{criterion}\n".encode())


if __name__ == "__main__":
    url, calls, delay = sys.argv[1:]
    CritiqueRunner(open_store(url), Witnessed(calls, float(delay)), workers=1, pulse=0.1).start()
    time.sleep(120)
