"""The debrief of a role-play: the criteria of the certification, then what a trainer would point at, turn by turn."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.domain.critique import DraftSummary, QuoteTally, Usage
from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Verdict
from assistant.domain.negotiation import Ending
from assistant.domain.scenario import ScenarioKind

OpeningKind = Literal[
    "fact", "objection", "signal", "concession", "trap", "argument", "deal", "questions", "reformulation"
]


class MissedOpening(Frozen):
    """Something that could have been taken up. ``turn``: where, None for the whole talk.

    what: what happened. question: the better move, asked in the learner's own situation.
    """

    kind: OpeningKind
    turn: int | None
    what: str
    question: str


class PricePoint(Frozen):
    """A price said. ``turn``: rank of the line; euros a unit."""

    turn: int
    speaker: Literal["seller", "buyer"]
    price: float


class TalkTime(Frozen):
    """Words said by each, and what the seller's lines were made of."""

    seller_words: int
    buyer_words: int
    seller_share: float
    longest: int
    open_questions: int
    closed_questions: int
    reformulations: int
    by_third: tuple[float, ...] = ()


class ResultReading(Frozen):
    """What came out, apart from how it was conducted. ``seller_gain``: euros against the alternative.

    position: where the price stands between the seller's floor (0) and the buyer's ceiling (1) on the deal's terms.
    verdict: whether the outcome was a good one here; sentence: why, for the learner.
    """

    ending: Ending
    deal: str = ""
    seller_gain: float | None = None
    margin_rate: float | None = None
    position: float | None = None
    lawful: bool = True
    within_authority: bool = True
    verdict: Literal["bon", "moyen", "à revoir"]
    sentence: str


class Comparison(Frozen):
    """What was planned or felt beside what happened."""

    subject: str
    planned: str
    happened: str
    remark: str


class Debrief(Frozen):
    """Schema ``jalon/debrief@1``. ``criteria``: as in a critique, all those of ``group``, the référentiel's group for
    that ``situation``; the rest is None or empty for a bare transcript.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Literal["jalon/debrief@1"] = Field(default="jalon/debrief@1", alias="schema")
    draft: DraftSummary
    model: str
    referentiel: str
    situation: ScenarioKind = "negociation"
    group: str = "3.2.2-3"
    scenario: str | None = None
    criteria: tuple[Verdict, ...]
    quotes: QuoteTally
    usage: Usage
    result: ResultReading | None = None
    missed: tuple[MissedOpening, ...] = ()
    prices: tuple[PricePoint, ...] = ()
    talk: TalkTime | None = None
    preparation: tuple[Comparison, ...] = ()
    self_analysis: tuple[Comparison, ...] = ()
    notices: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The JSON, indented, keys in order."""
        return self.model_dump_json(by_alias=True, indent=1)
