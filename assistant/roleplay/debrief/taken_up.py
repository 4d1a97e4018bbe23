"""What the learner's lines took up of what was said to them: needs argued, objections met, the forbidden request.

The engine credits a line for what it mostly does; a line that offers may also argue, decline or answer. Nothing is
called missed here that the transcript shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from assistant.domain.dialogue import MoveKind
from assistant.domain.scenario import Objection, Scenario
from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms
from assistant.roleplay.listening.declining import declines
from assistant.roleplay.playing.session import Exchange, PlayRecord

_ASKS: frozenset[MoveKind] = frozenset(("open_question", "closed_question", "reformulation", "other", "contact"))
SHARED = 2
"""Words in common from which a line speaks of a need or of an objection."""


class TakenUp:
    """Ids of needs, objections and facts -> the learner's turn that takes them up."""

    def __init__(self, record: PlayRecord, scenario: Scenario) -> None:
        self._exchanges, self._scenario = record.exchanges, scenario

    @cached_property
    def needs(self) -> Mapping[str, int]:
        """Needs said by the other side that an argument or an offer answers."""
        found = self._first(lambda e: e.state.needs_met)
        for fact in (f for f in self._scenario.facts if f.need and f.id not in found):
            said = self.said(fact.id)
            turn = None if said is None else next((n for n in self._arguing(said, fact.id, (fact.text,))), None)
            if turn is not None:
                found[fact.id] = turn
        return found

    @cached_property
    def objections(self) -> Mapping[str, int]:
        """Objections that a line answered, in whatever it also did."""
        found = self._first(lambda e: e.state.answered)
        for objection in self._raised():
            if objection.id not in found:
                turn = next((e.seller.number for e in self._after_raised(objection) if self._meets(e, objection)), None)
                if turn is not None:
                    found[objection.id] = turn
        return found

    @cached_property
    def questioned(self) -> Mapping[str, int]:
        """Objections on which the learner asked something or said back what was heard."""
        found: dict[str, int] = {}
        for objection in self._raised():
            for rank, exchange in enumerate(self._after_raised(objection)):
                asked = " ".join(s for s in _sentences(exchange.seller.text) if s.endswith("?"))
                wanted = 1 if rank < 2 else SHARED
                if len(self._words(objection) & frozenset(_content(asked))) >= wanted:
                    found.setdefault(objection.id, exchange.seller.number)
        return found

    @cached_property
    def declined(self) -> int | None:
        """The turn that declines the request that the law forbids."""
        trap, asked = self._scenario.legal_trap, self.said("trap")
        if trap is None or asked is None:
            return None
        later = [e for e in self._exchanges if e.seller.number > asked]
        for rank, exchange in enumerate(later):
            move = exchange.seller.move
            if move is not None and move.lawful_refusal:
                return exchange.seller.number
            if declines(exchange.seller.text, trap, at_once=rank == 0):
                return exchange.seller.number
        return None

    def asked(self, fact_id: str) -> int | None:
        """The turn of the last question on a fact, answered or not."""
        turns = [
            e.seller.number
            for e in self._exchanges
            if e.seller.move is not None
            and fact_id in e.seller.move.facts[:1]
            and e.seller.move.has("open_question", "closed_question")
            and "?" in e.seller.text
        ]
        return turns[-1] if turns else None

    def said(self, ref: str) -> int | None:
        """The turn at which the other side said that fact or objection; « trap » for the forbidden request."""
        for exchange in self._exchanges:
            if any(a.ref == ref and a.kind in ("reveal", "volunteer", "object") for a in exchange.acts):
                return exchange.buyer.number
            if ref == "trap" and any(a.kind == "trap" for a in exchange.acts):
                return exchange.buyer.number
        return None

    def _first(self, ids: Callable[[Exchange], Iterable[str]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for exchange in self._exchanges:
            for each in ids(exchange):
                found.setdefault(each, exchange.seller.number)
        return found

    def _raised(self) -> list[Objection]:
        state = self._exchanges[-1].state if self._exchanges else None
        return [self._scenario.objection(each) for each in (state.raised if state else ())]

    def _after_raised(self, objection: Objection) -> Iterator[Exchange]:
        raised = self.said(objection.id)
        return (e for e in self._exchanges if raised is not None and e.seller.number > raised)

    def _arguing(self, said: int, fact_id: str, texts: tuple[str, ...]) -> Iterator[int]:
        """Turns after ``said`` whose telling sentences speak of those texts, or whose argument meets that need."""
        wanted = frozenset(w for text in texts for w in _content(text))
        for exchange in self._exchanges:
            if exchange.seller.number < said or not _tells(exchange):
                continue
            move = exchange.seller.move
            meets = move is not None and any(
                fact_id in self._scenario.argument(a).needs for a in move.arguments if self._has_argument(a)
            )
            if meets or len(wanted & _told(exchange)) >= SHARED:
                yield exchange.seller.number

    def _has_argument(self, argument_id: str) -> bool:
        return any(a.id == argument_id for a in self._scenario.seller.arguments)

    def _meets(self, exchange: Exchange, objection: Objection) -> bool:
        move = exchange.seller.move
        if move is None or not _tells(exchange):
            return False
        known = (
            objection.id in move.answers
            or bool(set(move.arguments) & set(objection.answered_by))
            or bool(set(move.choices) & set(objection.answered_by_terms))
        )
        on_price = objection.kind == "prix" and (
            move.has("price_defence") or (move.has("trade") and move.moves_terms and move.counterpart)
        )
        if known or on_price or objection.kind == "prix":  # every line on a price has words of the price in it
            return known or on_price
        return len(self._words(objection) & _told(exchange)) >= SHARED

    def _words(self, objection: Objection) -> frozenset[str]:
        texts = [*objection.says, objection.stays]
        if objection.hides:
            texts.append(self._scenario.fact(objection.hides).text)
        return frozenset(w for text in texts for w in _content(text))


def _tells(exchange: Exchange) -> bool:
    """Whether the line does more than ask or say back."""
    move = exchange.seller.move
    return move is not None and not set(move.acts or (move.kind,)) <= _ASKS


def _told(exchange: Exchange) -> frozenset[str]:
    """The words of the sentences that ask nothing."""
    return frozenset(w for s in _sentences(exchange.seller.text) if not s.endswith("?") for w in _content(s))


def _content(text: str) -> list[str]:
    """Its words without its figures, which a line says back to refuse them."""
    return [w for w in terms(text) if not w[0].isdigit()]


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]
