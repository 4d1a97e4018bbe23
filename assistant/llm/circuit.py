"""Stop calling an endpoint that keeps failing, and let one call through now and then to see whether it is back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from assistant.errors import CircuitOpen, ModelAuthError, ModelError, ModelUnavailable
from assistant.llm.ports import ChatModel, ChatRequest
from assistant.llm.wrapping import Outcome, Wrapper

_SENTENCE = "Le service a échoué plusieurs fois de suite : Jalon a cessé de l'appeler."
_HINT = "Relancez la critique dans quelques minutes ; ce qui est déjà évalué est gardé."


class CircuitWaiting(CircuitOpen):
    """The circuit is open; ``retry_after`` seconds until a call may try again."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(_SENTENCE, _HINT)
        self.retry_after = retry_after


class CircuitBreaker(Wrapper):
    """Opens after ``threshold`` failures in a row; ``cooldown`` seconds, doubled at each failed probe.

    A failure is an endpoint that does not serve (outage, stall, revoked key). A refusal, a bad answer or a 429 shows
    that it is alive.
    """

    def __init__(
        self,
        inner: ChatModel,
        *,
        threshold: int = 5,
        cooldown: float = 2.0,
        longest: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(inner)
        self._threshold, self._first, self._longest, self._clock = threshold, cooldown, longest, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._cooldown = cooldown
        self._until = 0.0
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether calls are being turned away."""
        return self._failures >= self._threshold

    @contextmanager
    def around(self, request: ChatRequest) -> Generator[Outcome]:  # noqa: ARG002 — the call is counted whatever it asks
        """Turns the call away when open; otherwise counts how it ends."""
        probe = self._admit()
        alive = False
        try:
            yield Outcome()
            alive = True
        except (ModelUnavailable, ModelAuthError):
            self._failed(probe)
            raise
        except ModelError:
            alive = True
            raise
        finally:
            self._left(probe, alive)

    def _admit(self) -> bool:
        """Whether this call is the probe. Raises ``CircuitWaiting`` when it may not be made."""
        with self._lock:
            if not self.is_open:
                return False
            left = self._until - self._clock()
            if left > 0 or self._probing:
                raise CircuitWaiting(max(left, 0.25))
            self._probing = True
            return True

    def _failed(self, probe: bool) -> None:
        with self._lock:
            self._failures += 1
            if probe:
                self._cooldown = min(self._longest, 2 * self._cooldown)
            if self._failures == self._threshold or probe:
                self._until = self._clock() + self._cooldown

    def _left(self, probe: bool, alive: bool) -> None:
        with self._lock:
            if probe:
                self._probing = False
            if alive:
                self._failures, self._cooldown = 0, self._first
