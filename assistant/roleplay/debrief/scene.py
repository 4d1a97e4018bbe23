"""A play as the rules of the debrief look at it: what was done at which turn, and a level by steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.dialogue import MoveKind
from assistant.domain.levels import Level
from assistant.domain.scenario import Scenario
from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms
from assistant.roleplay.debrief.conduct import says_back, talk_time
from assistant.roleplay.debrief.giving import Step, steps
from assistant.roleplay.debrief.result_reading import read_result, state_at_deal
from assistant.roleplay.debrief.taken_up import TakenUp
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign
from assistant.roleplay.playing.session import Exchange, PlayRecord

DATED = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|ce soir|semaine prochaine|quinzaine|quel jour|quelle date|"
    r"pour quand|avant le|d'ici|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
    r"|\b\d{1,2} ?h(?:eures?)?\b|\ble \d{1,2}\b"
)
"""A day, an hour or a deadline, on flat words."""
_DOES = re.compile(
    r"\bnous (?!(?:nous|vous|avons rendez|verrons|voyons|revoyons|parlons|parlerons|commencons|avancons|allons|"
    r"regardons|pourrions|serons|aurons|pouvons)\b)\w{2,}ons\b|\bspecialis(?:e|te)\w*\b|\bfabricant\w*|depuis \w+ ans\b"
)
_UNDERSTANDS = re.compile(r"\bje (?:vous )?comprends?\b")
HOUSE = "house"
"""Among ``Observation.shows``, stands for ``tells_house``."""
ECHOED, NEAR = 3, 2
"""Words in common from which a sentence takes up what was said, and how many turns back."""


@dataclass(frozen=True)
class Observation:
    """``level`` None: no occasion. ``turns``: seller's turns that show it, in order. ``finding``: French.

    shows: signs of the sentence to quote of a long line. question: the better move in the learner's own situation, ""
    when nothing more precise than the criterion's own question is known.
    """

    level: Level | None
    finding: str
    turns: tuple[int, ...] = ()
    shows: tuple[str, ...] = ()
    question: str = ""


class Scene:
    """A play and the questions that the rules ask of it."""

    def __init__(self, record: PlayRecord, scenario: Scenario) -> None:
        self.record, self.exchanges, self.scenario = record, record.exchanges, scenario
        self.state = record.exchanges[-1].state
        self.talk = talk_time([t for e in record.exchanges for t in (e.seller, e.buyer)])
        self.result = read_result(state_at_deal(record), scenario)
        self.taken = TakenUp(record, scenario)
        self.steps = steps(record, scenario)

    @property
    def gifts(self) -> tuple[Step, ...]:
        """Steps on the terms that asked nothing back."""
        return tuple(s for s in self.steps if not s.asked)

    @property
    def fair(self) -> tuple[int, ...]:
        """Turns that gave something against something, or said on what condition they would."""
        traded = self.where(
            lambda e: e.seller.move is not None and e.seller.move.has("trade") and e.seller.move.counterpart
        )
        return tuple(sorted({*(s.turn for s in self.steps if s.asked), *traded}))

    @cached_property
    def echoes(self) -> tuple[int, ...]:
        """Turns that take up the other side's own words, in a sentence that asks nothing."""
        found: list[int] = []
        heard: list[frozenset[str]] = [frozenset(terms(self.record.opening))]
        for exchange in self.exchanges:
            text = exchange.seller.text
            told = [text[a:b] for a, b in sentence_spans(text) if not text[a:b].endswith("?")]
            if any(len(words & frozenset(terms(s))) >= ECHOED for words in heard[-NEAR:] for s in told):
                found.append(exchange.seller.number)
            heard.append(frozenset(w for w in terms(exchange.buyer.text) if not w[0].isdigit()))
        return tuple(found)

    @property
    def said_back(self) -> tuple[int, ...]:
        """Turns that say back what was heard, announced as such or not."""
        return tuple(sorted({*self.where(lambda e: says_back(e.seller)), *self.echoes}))

    def line(self, turn: int) -> str:
        """The learner's words at that turn."""
        return next(e.seller.text for e in self.exchanges if e.seller.number == turn)

    def turns(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Learner's turns that make one of these moves."""
        return self.where(lambda e: e.seller.move is not None and e.seller.move.has(*kinds))

    def where(self, holds: Callable[[Exchange], bool]) -> tuple[int, ...]:
        """Learner's turns of the exchanges that hold."""
        return tuple(e.seller.number for e in self.exchanges if holds(e))

    def said(self, *acts: str) -> tuple[int, ...]:
        """Learner's turns that the counterpart answered with one of these acts."""
        return self.where(lambda e: any(a.kind in acts for a in e.acts))


def tells_house(text: str) -> bool:
    """Whether a line says what one's house does or has."""
    words = _UNDERSTANDS.sub(" ", flat(text))
    return has_sign(words, "we_have") or _DOES.search(words) is not None


def level_of(*steps: bool) -> Level:
    """How many of the steps hold, one after the other, from level 1 up."""
    level: Level = 0
    for rank, holds in enumerate(steps, start=1):
        if not holds:
            break
        level = 1 if rank == 1 else 2 if rank == 2 else 3
    return level
