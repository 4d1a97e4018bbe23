"""A play as the rules of the debrief look at it: what was done at which turn, and a level by steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.dialogue import MoveKind
from assistant.domain.levels import Level
from assistant.domain.scenario import Scenario
from assistant.roleplay.debrief.conduct import talk_time
from assistant.roleplay.debrief.result_reading import read_result
from assistant.roleplay.playing.session import Exchange, PlayRecord

DATED = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|ce soir|semaine prochaine|quinzaine|quel jour|quelle date|"
    r"pour quand|avant le|d'ici|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
    r"|\b\d{1,2} ?h(?:eures?)?\b|\ble \d{1,2}\b"
)
"""A day, an hour or a deadline, on flat words."""


@dataclass(frozen=True)
class Observation:
    """``level`` None: no occasion. ``turns``: seller's turns that show it, in order. ``finding``: French."""

    level: Level | None
    finding: str
    turns: tuple[int, ...] = ()


class Scene:
    """A play and the questions that the rules ask of it."""

    def __init__(self, record: PlayRecord, scenario: Scenario) -> None:
        self.exchanges, self.scenario = record.exchanges, scenario
        self.state = record.exchanges[-1].state
        self.talk = talk_time([t for e in record.exchanges for t in (e.seller, e.buyer)])
        self.result = read_result(self.state, scenario)

    def turns(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Learner's turns that make one of these moves."""
        return self.where(lambda e: e.seller.move is not None and e.seller.move.has(*kinds))

    def where(self, holds: Callable[[Exchange], bool]) -> tuple[int, ...]:
        """Learner's turns of the exchanges that hold."""
        return tuple(e.seller.number for e in self.exchanges if holds(e))

    def said(self, *acts: str) -> tuple[int, ...]:
        """Learner's turns that the counterpart answered with one of these acts."""
        return self.where(lambda e: any(a.kind in acts for a in e.acts))


def level_of(*steps: bool) -> Level:
    """How many of the steps hold, one after the other, from level 1 up."""
    level: Level = 0
    for rank, holds in enumerate(steps, start=1):
        if not holds:
            break
        level = 1 if rank == 1 else 2 if rank == 2 else 3
    return level
