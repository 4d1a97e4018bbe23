"""A role-play being played: lines in, replies out, with every state kept so that one can go back."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from pydantic import Field

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Turn
from assistant.domain.frozen import Frozen
from assistant.domain.negotiation import Act, Negotiation, PublicState
from assistant.domain.scenario import Scenario
from assistant.errors import UserError
from assistant.roleplay.engine.public_state import public_state
from assistant.roleplay.engine.step import start, step
from assistant.roleplay.listening.ports import Hearer, PaidHearer
from assistant.roleplay.speaking.ports import Counterpart


class Exchange(Frozen):
    """One exchange: the learner's turn, the reply, what it did, and the state after it."""

    seller: Turn
    buyer: Turn
    acts: tuple[Act, ...] = ()
    state: Negotiation


class PlayRecord(Frozen):
    """A play as stored: enough to go on, to go back and to debrief. Holds the engine's secrets: never show it whole."""

    scenario: str
    seed: int
    opening: str
    exchanges: tuple[Exchange, ...] = ()
    hints: int = 0
    preparation: dict[str, str] = Field(default_factory=dict)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn said so far, the opening first."""
        opening = Turn(number=1, speaker="buyer", text=self.opening)
        return (opening, *(t for e in self.exchanges for t in (e.seller, e.buyer)))

    @property
    def heard_by_model(self) -> int:
        """Learner's lines that a model understood; the rules understood the others."""
        return sum(e.seller.move is not None and e.seller.move.hearer == "model" for e in self.exchanges)


@dataclass
class RolePlay:
    """Plays one scenario. Not thread-safe: one a learner."""

    scenario: Scenario
    recogniser: Hearer
    counterpart: Counterpart
    record: PlayRecord
    first: Negotiation = field(init=False)

    def __post_init__(self) -> None:
        self.first = start(self.scenario, self.record.seed)

    @classmethod
    def begin(
        cls, scenario: Scenario, recogniser: Hearer, counterpart: Counterpart, seed: int | None = None
    ) -> RolePlay:
        """A new play; the opening is the person's first words, said before the learner's."""
        chosen = scenario.seed if seed is None else seed
        return cls(
            scenario,
            recogniser,
            counterpart,
            PlayRecord(scenario=scenario.id, seed=chosen, opening=scenario.brief.opening),
        )

    @property
    def state(self) -> Negotiation:
        """Where it stands."""
        return self.record.exchanges[-1].state if self.record.exchanges else self.first

    @property
    def public(self) -> PublicState:
        """What may be shown of it."""
        return public_state(self.state, self.scenario)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state.over

    def turns(self) -> tuple[Turn, ...]:
        """Every turn said so far, the opening first."""
        return self.record.turns

    def usage(self) -> Usage:
        """What understanding the lines and wording the replies have cost so far."""
        said = self.counterpart.usage()
        if not isinstance(self.recogniser, PaidHearer):
            return said
        heard = self.recogniser.usage()
        return said.model_copy(
            update={
                "calls": said.calls + heard.calls,
                "prompt_tokens": said.prompt_tokens + heard.prompt_tokens,
                "cached_tokens": said.cached_tokens + heard.cached_tokens,
                "completion_tokens": said.completion_tokens + heard.completion_tokens,
            }
        )

    def say(self, text: str) -> Exchange:
        """The learner says ``text``. Raises ``UserError`` once it is over."""
        speaking = self.stream(text)
        while True:
            try:
                next(speaking)
            except StopIteration as end:
                return end.value

    def stream(self, text: str) -> Generator[str, None, Exchange]:
        """The same, giving the reply as it comes: pieces to be joined by spaces, each of them already checked.

        The exchange is kept once the reply is whole: closing the generator before leaves the play as it was.
        Raises ``UserError`` once it is over.
        """
        if self.over:
            raise UserError("Cet entretien est terminé.", "Recommencez-le, ou revenez à un tour précédent.")
        number = len(self.record.exchanges) * 2 + 2
        before = self.turns()
        public = [turn.model_copy(update={"move": None}) for turn in before]
        move = self.recogniser.move(text, self.state, public)
        seller = Turn(number=number, speaker="seller", text=text.strip(), move=move)
        result = step(self.state, move, self.scenario)
        history = (*before, seller.model_copy(update={"move": None}))
        spoken = yield from self.counterpart.speak(result.acts, result.state, self.scenario, history)
        state = result.state.model_copy(update={"spent": spoken.spent})
        buyer = Turn(number=number + 1, speaker="buyer", text=spoken.text)
        exchange = Exchange(seller=seller, buyer=buyer, acts=result.acts, state=state)
        self.record = self.record.model_copy(update={"exchanges": (*self.record.exchanges, exchange)})
        return exchange

    def play(self, lines: Iterable[str]) -> None:
        """Say the lines in order, until it is over."""
        for line in lines:
            if self.over:
                return
            self.say(line)

    def rewind(self, exchanges: int) -> None:
        """Go back to after that many exchanges (0: the start), to play on from there."""
        if not 0 <= exchanges <= len(self.record.exchanges):
            raise UserError(f"Ce jeu de rôle n'a pas {exchanges} échanges.", "Choisissez un tour de la liste.")
        self.record = self.record.model_copy(update={"exchanges": self.record.exchanges[:exchanges]})
