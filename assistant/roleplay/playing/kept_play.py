"""A learner's play as it is kept between two visits: the talk, what was planned, what was felt, the debrief."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationError

from assistant.domain.debrief import Debrief
from assistant.domain.frozen import Frozen
from assistant.domain.levels import Level
from assistant.domain.negotiation import Ending
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.playing.session import PlayRecord

Stage = Literal["preparation", "talk", "analysis", "debrief"]


class KeptPlay(Frozen):
    """The state of a play in the store. Holds the engine's secrets: never show it whole.

    prepared: the preparation card was done, or left aside. awaiting: a line whose reply was cut before its end.
    hint: the last one given, after ``hinted`` exchanges. seconds: of talk. closed: the learner went on to the
    self-analysis; analysed: that one was given, or left aside. own_levels: by criterion; own_notes: by field of the
    self-analysis. resumed_from: rank of the exchange from which an earlier play was taken up again, None otherwise.
    """

    record: PlayRecord
    prepared: bool = False
    awaiting: str = ""
    hint: str = ""
    hinted: int = -1
    seconds: float = 0.0
    closed: bool = False
    analysed: bool = False
    own_levels: dict[str, Level] = Field(default_factory=dict)
    own_notes: dict[str, str] = Field(default_factory=dict)
    debrief: Debrief | None = None
    resumed_from: int | None = None

    @classmethod
    def begin(cls, scenario: Scenario) -> KeptPlay:
        """Before the preparation."""
        return cls(record=PlayRecord(scenario=scenario.id, seed=scenario.seed, opening=scenario.brief.opening))

    @property
    def stage(self) -> Stage:
        """What the learner does next."""
        if not self.prepared:
            return "preparation"
        if not self.closed:
            return "talk"
        return "debrief" if self.analysed else "analysis"

    @property
    def ending(self) -> Ending | None:
        """How the talk ended; None while it goes on or when it was stopped short of anything agreed for good."""
        if not self.record.exchanges:
            return None
        last = self.record.exchanges[-1].state
        if self.closed and last.ending is None:
            return "accord" if last.deal is not None else "engagement" if last.committed else None
        return last.ending

    @property
    def over(self) -> bool:
        """Whether the talk is over: by itself, or because the learner stopped it."""
        return self.closed or self.ending is not None

    def changed(self, **update: object) -> KeptPlay:
        """The same with those fields."""
        return self.model_copy(update=update)

    def branch(self, exchanges: int) -> KeptPlay:
        """A play of its own that goes on after that many exchanges, with the same preparation."""
        record = self.record.model_copy(update={"exchanges": self.record.exchanges[:exchanges]})
        return KeptPlay(record=record, prepared=True, resumed_from=exchanges + 1)

    def to_json(self) -> str:
        """What the store keeps."""
        return self.model_dump_json(by_alias=True)


def kept_play(text: str) -> KeptPlay:
    """The play that ``to_json`` wrote. Raises ``ScenarioError`` for one that an earlier program wrote otherwise."""
    try:
        return KeptPlay.model_validate_json(text)
    except ValidationError as error:
        raise ScenarioError(
            "Cette partie a été enregistrée par une autre version de Jalon : elle ne peut pas être rouverte.",
            "Supprimez-la, puis recommencez le cas.",
        ) from error
