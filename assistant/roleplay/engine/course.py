"""One step of a role-play in the making: the state being changed and what the counterpart will say."""

from __future__ import annotations

import hashlib
from typing import Any

from assistant.domain.dialogue import Move
from assistant.domain.negotiation import Act, ActKind, Negotiation
from assistant.domain.scenario import Scenario, Trigger

TRUST_MAX = 100
HELPS = 1
"""Level at which the person helps: in its answers, and by its patience."""


class Course:
    """A working copy of the state: handlers read ``now``, call ``change`` and ``say``; only the result leaves."""

    def __init__(self, state: Negotiation, move: Move, scenario: Scenario) -> None:
        self.before = state
        self.now = state
        self.move = move
        self.scenario = scenario
        self.acts: list[Act] = []
        self.trigger: Trigger | None = None

    def change(self, **fields: Any) -> None:
        """Set fields of the state."""
        self.now = self.now.model_copy(update=fields)

    def count(self, **added: int) -> None:
        """Add to the tally."""
        tally = self.now.tally
        self.change(tally=tally.model_copy(update={name: getattr(tally, name) + n for name, n in added.items()}))

    def trust(self, delta: int) -> None:
        """Win or lose trust, within 0 and 100."""
        self.change(trust=max(0, min(TRUST_MAX, self.now.trust + delta)))

    def patience(self, delta: int) -> None:
        """Win or lose patience, never above what the person came with."""
        self.change(patience=max(0, min(self.scenario.temper.patience, self.now.patience + delta)))

    def say(self, kind: ActKind, *, ref: str = "", text: str = "", figures: dict[str, str] | None = None) -> None:
        """Add something to be said."""
        self.acts.append(Act(kind=kind, ref=ref, text=text, figures=figures or {}))

    def says(self, *kinds: ActKind) -> bool:
        """Whether one of these is about to be said."""
        return any(act.kind in kinds for act in self.acts)

    def pick(self, count: int, *salt: object) -> int:
        """A rank below ``count``, the same for the same seed, turn and salt."""
        return seeded(count, self.now.seed, self.now.turn, *salt)


def seeded(count: int, *salt: object) -> int:
    """A rank below ``count`` that depends on the salt alone, on every machine."""
    digest = hashlib.sha256("|".join(map(str, salt)).encode()).digest()
    return int.from_bytes(digest[:6], "big") % count if count else 0
