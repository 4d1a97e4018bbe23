"""What the learner gave and asked back, step by step, from the packages on the table rather than from the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.economics import Economics, Package
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign
from assistant.roleplay.playing.session import Exchange, PlayRecord

_AGAINST = re.compile(r"\b(?:contre|en echange de|moyennant) (?:votre|vos|un|une|des|le|la|l')")


@dataclass(frozen=True)
class Step:
    """A move on the terms: from ``before`` to ``after`` at ``turn``; ``asked``: something came or was asked back."""

    turn: int
    before: Package
    after: Package
    asked: bool


def steps(record: PlayRecord, scenario: Scenario) -> tuple[Step, ...]:
    """Each time that the learner gave something, with or without a return."""
    economics = scenario.economics
    if economics is None:
        return ()
    return tuple(_steps(record, economics))


def gifts(record: PlayRecord, scenario: Scenario) -> tuple[Step, ...]:
    """The steps that asked nothing back."""
    return tuple(s for s in steps(record, scenario) if not s.asked)


def _steps(record: PlayRecord, economics: Economics) -> Iterator[Step]:
    written = Package(price=economics.seller.proposed, choices=dict(economics.reference))
    refused: set[str] = set()
    last: Negotiation | None = None
    for exchange in record.exchanges:
        before = last.seller_offer if last is not None and last.seller_offer is not None else written
        after = exchange.state.seller_offer
        if after is not None and _moves(exchange, last):
            gave, got = _compared(economics, before, after, refused)
            if gave:
                move = exchange.seller.move
                back = move is not None and (move.counterpart or move.has("trade") or _names_a_return(move.text))
                yield Step(exchange.seller.number, before, after, asked=got or back)
        refused |= {a.ref for a in exchange.acts if a.kind == "refuse_limit"}
        last = exchange.state


def _moves(exchange: Exchange, last: Negotiation | None) -> bool:
    """Whether the line makes an offer of its own: no insult, no figure of the other side said back to refuse it."""
    move = exchange.seller.move
    if move is None or not move.moves_terms or move.disputes:
        return False
    if move.has("rudeness", "acceptance") or (last is not None and last.agreed is not None):
        return False
    theirs = last is not None and last.demand is not None and move.price == last.demand.price
    return not theirs or ("?" not in move.text and has_sign(move.text, "agree", "propose", "if_you", "suits_me"))


def _names_a_return(line: str) -> bool:
    return has_sign(line, "if_you", "needs_back") or _AGAINST.search(flat(line)) is not None


def _compared(economics: Economics, before: Package, after: Package, refused: set[str]) -> tuple[bool, bool]:
    """(gave, got), for the seller; a term that the buyer had ruled out is no gift when it is dropped."""
    gave, got = after.price < before.price, after.price > before.price
    for term, old, new in zip(
        economics.terms, economics.options(before.choices), economics.options(after.choices), strict=True
    ):
        if new.seller_value < old.seller_value and term.id not in refused:
            gave = True
        if new.seller_value > old.seller_value:
            got = True
    return gave, got
