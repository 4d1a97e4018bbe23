"""A fair queue before the coach: a bounded number answer at once, the others see their place."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

AT_ONCE_EMBEDDED = 3
"""Answers computed here at the same moment: more threads would only slow each other."""
AT_ONCE_MODEL = 16
"""Answers awaited from a model's server at the same moment."""


@dataclass(eq=False)
class Ticket:
    """A place in the queue."""


@dataclass
class Turns:
    """First come, first served. Thread-safe."""

    at_once: int
    _waiting: list[Ticket] = field(default_factory=list[Ticket])
    _moved: threading.Condition = field(default_factory=threading.Condition)

    def enter(self) -> Ticket:
        """Join the end of the queue."""
        with self._moved:
            ticket = Ticket()
            self._waiting.append(ticket)
            return ticket

    def place(self, ticket: Ticket) -> int:
        """0: your turn has come; 1: next; 2: one person before you…"""
        with self._moved:
            return max(0, self._waiting.index(ticket) - self.at_once + 1)

    def wait(self, ticket: Ticket, seconds: float) -> int:
        """Wait for the queue to move, at most that long; the place then."""
        with self._moved:
            if self._waiting.index(ticket) >= self.at_once:
                self._moved.wait(seconds)
        return self.place(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Done, stopped or gone; leaving twice is harmless."""
        with self._moved:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                self._moved.notify_all()
