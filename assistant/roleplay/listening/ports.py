"""What a play asks of whoever understands the learner's lines; rules and a model stand behind the same port."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Move, Turn
from assistant.domain.negotiation import Negotiation


class Hearer(Protocol):
    """Tells what move a line makes. Never raises for a model that fails: the rules take over."""

    def move(self, text: str, state: Negotiation, history: Sequence[Turn] = ()) -> Move:
        """The move made by ``text`` when the talk stands at ``state``; ``history``: turns said before it, as said."""
        ...


@runtime_checkable
class PaidHearer(Hearer, Protocol):
    """A hearer that calls a model."""

    def usage(self) -> Usage:
        """What it has cost so far."""
        ...
