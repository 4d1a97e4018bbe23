"""Never more calls at once, nor a minute, than the endpoint takes; after a 429 everyone waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from assistant.errors import ModelRateLimited
from assistant.llm.ports import ChatModel, ChatRequest
from assistant.llm.wrapping import Outcome, Wrapper

_LONGEST_PAUSE = 30.0


class Paced(Wrapper):
    """``slots`` calls at once, ``per_minute`` starts a minute (None: no limit), evenly spaced."""

    def __init__(
        self,
        inner: ChatModel,
        *,
        slots: int,
        per_minute: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(inner)
        self._slots = threading.BoundedSemaphore(slots)
        self._spacing = 60.0 / per_minute if per_minute else 0.0
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next = 0.0

    @contextmanager
    def around(self, request: ChatRequest) -> Generator[Outcome]:  # noqa: ARG002 — the call is counted whatever it asks
        """Waits for a slot and for its turn."""
        with self._slots:
            wait = self._turn()
            if wait > 0:
                self._sleep(wait)
            try:
                yield Outcome()
            except ModelRateLimited as error:
                self._pause(error.retry_after or 0.0)
                raise

    def _turn(self) -> float:
        with self._lock:
            now = self._clock()
            start = max(now, self._next)
            self._next = start + self._spacing
            return start - now

    def _pause(self, seconds: float) -> None:
        with self._lock:
            self._next = max(self._next, self._clock() + min(seconds, _LONGEST_PAUSE))
