"""The only place that tries again: at most four attempts a call, with patience for what the endpoint asks."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from assistant.errors import ModelError, ModelRateLimited, ModelUnavailable
from assistant.llm.circuit import CircuitWaiting
from assistant.llm.ports import ChatModel, ChatRequest, Completion, Delta, Parsed, Schema, UnusableAnswer
from assistant.llm.recovery import Ladder

Answer = TypeVar("Answer")

ATTEMPTS = 4


class Retrying:
    """A ``ChatModel`` that asks another again when that may help.

    ceiling: tokens of an answer at most, when one needs more room. backoff: seconds before the second attempt,
    doubled each time, with jitter. longest: a ``Retry-After`` beyond it is not waited for. within: seconds after
    which no new attempt starts. patience: seconds that a call may wait, in all, for an open circuit to be probed.
    """

    def __init__(
        self,
        inner: ChatModel,
        *,
        ceiling: int,
        attempts: int = ATTEMPTS,
        backoff: float = 0.5,
        longest: float = 30.0,
        within: float = 60.0,
        patience: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.inner = inner
        self._ceiling, self._attempts, self._backoff = ceiling, attempts, backoff
        self._longest, self._within, self._patience = longest, within, patience
        self._clock, self._sleep, self._chance = clock, sleep, chance

    @property
    def name(self) -> str:
        """The wrapped model's."""
        return self.inner.name

    def complete(self, request: ChatRequest) -> Completion:
        """The whole answer of the first attempt that gives one."""
        return self._persist(request, self.inner.complete)

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """A value of ``schema``, from the first attempt that gives one."""
        return self._persist(request, lambda asked: self.inner.parse(asked, schema))

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The answer as it comes; tried again only while nothing of it has been given."""

        def opened(asked: ChatRequest) -> tuple[Delta, Iterator[Delta]]:
            deltas = self.inner.stream(asked)
            return next(deltas), deltas

        first, rest = self._persist(request, opened)
        yield first
        yield from rest

    def _persist(self, request: ChatRequest, ask: Callable[[ChatRequest], Answer]) -> Answer:
        ladder, asked = Ladder(request, self._ceiling), request
        started, waited, attempt = self._clock(), 0.0, 0
        while True:
            try:
                return ask(asked)
            except CircuitWaiting as error:
                # no call was made: this is no attempt, but it has its own bound
                if waited + error.retry_after > self._patience:
                    raise
                waited += error.retry_after
                self._sleep(error.retry_after)
            except ModelError as error:
                attempt += 1
                following = ladder.climb(error)
                pause = self._pause(error, attempt)
                late = self._clock() - started + pause > self._within
                if following is None or attempt >= self._attempts or late or pause > self._longest:
                    raise
                asked = following
                self._sleep(pause)

    def _pause(self, error: ModelError, attempt: int) -> float:
        """Seconds before the next attempt; a bad answer is no reason to wait."""
        jittered = self._backoff * 2 ** (attempt - 1) * (0.5 + self._chance())
        if isinstance(error, ModelRateLimited) and error.retry_after is not None:
            return error.retry_after + jittered * 0.2
        if isinstance(error, UnusableAnswer) and error.reason not in {"cut", "empty"}:
            return 0.0
        return jittered if isinstance(error, ModelRateLimited | ModelUnavailable) else jittered / 2
