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
    """A place in the queue; ``called`` when its turn has come."""

    called: threading.Event = field(default_factory=threading.Event)


@dataclass
class Turns:
    """First come, first served. Thread-safe. Only those whose turn has come are woken: a crowd that all wakes at each
    step would spend on telling its places the time that its answers need."""

    at_once: int
    _waiting: list[Ticket] = field(default_factory=list[Ticket])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self) -> Ticket:
        """Join the end of the queue."""
        with self._lock:
            ticket = Ticket()
            self._waiting.append(ticket)
            self._call()
            return ticket

    def place(self, ticket: Ticket) -> int:
        """0: your turn has come; 1: next; 2: one person before you…"""
        with self._lock:
            return max(0, self._waiting.index(ticket) - self.at_once + 1)

    def wait(self, ticket: Ticket, seconds: float) -> int:
        """Wait for one's turn, at most that long; the place then."""
        ticket.called.wait(seconds)
        return self.place(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Done, stopped or gone; leaving twice is harmless."""
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
                self._call()

    def _call(self) -> None:
        for ticket in self._waiting[: self.at_once]:
            ticket.called.set()
