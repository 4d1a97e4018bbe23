"""What a counterpart is asked and answers; templates and a model stand behind the same port."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario


class Spoken(Protocol):
    """A reply once worded. ``spent``: wordings used so far. ``by_model``: a model wrote it and it passed the checks."""

    @property
    def text(self) -> str:
        """What is said."""
        ...

    @property
    def spent(self) -> tuple[str, ...]:
        """Wordings used so far."""
        ...

    @property
    def by_model(self) -> bool:
        """Whether a model's words were kept."""
        ...


class Counterpart(Protocol):
    """Puts decisions into words. It is never given more of the scenario than what may be said."""

    @property
    def name(self) -> str:
        """``embedded`` or ``<provider>:<model>``."""
        ...

    def say(self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> Spoken:
        """The reply to the last turn of ``history``. Never raises for a model that fails: templates take over."""
        ...

    def speak(
        self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]
    ) -> Generator[str, None, Spoken]:
        """The same reply as it comes: sentences that have passed every check, to be joined by spaces."""
        ...

    def usage(self) -> Usage:
        """What the play has cost so far."""
        ...
