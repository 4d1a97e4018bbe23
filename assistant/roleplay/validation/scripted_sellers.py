"""Two sellers that play by script: one that prepares, asks and exchanges, one that only cuts its price.

They see what a learner sees (their own figures, what was said) and understand what they are told: a fact that bears on
a term tells them which way the buyer would like it to move. They never read the buyer's values or reserve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from assistant.domain.dialogue import Move, MoveKind
from assistant.domain.economics import Economics, Package, Term
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.public_state import public_state

_CHEAP_TO_ASK = ("temoignage", "duree")
"""Terms on which a counterpart usually costs the other side little."""


class ScriptedSeller(Protocol):
    """Chooses the next move from the state; it looks only at what has been said."""

    def next_move(self, state: Negotiation) -> Move:
        """The next line, as a move."""
        ...


def said(kind: MoveKind, number: int, **fields: object) -> Move:
    """A move whose words differ from turn to turn, so that it never counts as a repetition."""
    acts = fields.pop("acts", (kind,))
    return Move.model_validate({"kind": kind, "acts": acts, "text": f"{kind} {number}", **fields})


@dataclass
class CompetentSeller:
    """Greets, discovers, reformulates, argues on needs, exchanges terms, respects its floor, declines with grace."""

    scenario: Scenario
    asked: dict[str, int] = field(default_factory=dict[str, int])
    plan: Iterator[Package] | None = None
    offers: int = 0
    number: int = 0
    reformulated: int = 0

    def next_move(self, state: Negotiation) -> Move:
        """Settle what stands first, then discover, argue, negotiate."""
        self.number += 1
        if self.number == 1:
            return said("contact", 1, adapted=True)
        settled = self._settle(state)
        if settled is not None:
            return settled
        question = self._question(state)
        if question is not None:
            return question
        argument = self._argument(state)
        if argument is not None:
            return argument
        if self.scenario.economics is None:
            return said("closing", self.number, commitment=True)
        return self._negotiate(state, self.scenario.economics)

    def _settle(self, state: Negotiation) -> Move | None:
        """A deal to restate, a request to decline, an objection to answer, a talk to end."""
        if state.deal is not None or state.committed:
            return said("leave", self.number)
        if state.trap == "set":
            return said("refusal", self.number, lawful_refusal=True)
        if state.open_objection is not None:
            return said("objection_reply", self.number, answers=(state.open_objection,))
        if state.agreed is not None and self.scenario.economics is not None:
            return said(
                "recap", self.number, acts=("recap", "closing"), price=state.agreed.price, choices=state.agreed.choices
            )
        return None

    def _question(self, state: Negotiation) -> Move | None:
        if len(state.facts) // 3 > self.reformulated:
            self.reformulated += 1
            return said("reformulation", self.number)
        for fact in sorted(self.scenario.facts, key=lambda f: f.trust):
            tries = self.asked.get(fact.id, 0)
            if fact.id not in state.facts and tries < 2:
                self.asked[fact.id] = tries + 1
                return said("open_question", self.number, facts=(fact.id,))
        return None

    def _argument(self, state: Negotiation) -> Move | None:
        for argument in self.scenario.seller.arguments:
            if argument.id not in state.argued and set(argument.needs) & set(state.facts):
                tool = argument.tool is not None
                return said("argument", self.number, arguments=(argument.id,), tool=tool)
        return None

    def _negotiate(self, state: Negotiation, economics: Economics) -> Move:
        if self.plan is None:
            short = self.scenario.temper.patience <= 4  # few proposals will be heard: make larger steps
            self.plan = planned_offers(economics, wished_terms(self.scenario, state), rounds=3 if short else 5)
        if public_state(state, self.scenario).mood == "fermé" and self.offers > 1:
            self.plan = iter(list(self.plan)[-1:])  # the talk is about to end: the last word first
        package = next(self.plan, None)
        hand_over = self.scenario.hand_over
        if package is None:
            return said("leave", self.number)
        if hand_over is not None and not economics.within_authority(package) and not state.handed_over:
            self.plan = _before(package, self.plan)
            return said("hand_over", self.number)
        demand = state.demand
        if demand is not None and economics.seller_gain(demand) >= economics.seller_gain(package):
            return said("acceptance", self.number, price=demand.price, choices=demand.choices)
        self.offers += 1
        kind: MoveKind = "offer" if self.offers == 1 else "trade"
        return said(
            kind, self.number, price=package.price, choices=package.choices, counterpart=self.offers > 1, acts=(kind,)
        )


@dataclass
class WeakSeller:
    """Skips the discovery, presents everything, then cuts the price without asking anything, floor or not."""

    scenario: Scenario
    number: int = 0
    price: float = 0.0

    def next_move(self, state: Negotiation) -> Move:
        """Cut again until something is accepted."""
        self.number += 1
        economics = self.scenario.economics
        if state.deal is not None or state.committed:
            return said("leave", self.number)
        if economics is None:
            return self._talk()
        if state.agreed is not None:
            return said("recap", self.number, price=state.agreed.price, choices=state.agreed.choices)
        if self.number <= 2:
            return said("contact" if self.number == 1 else "presentation", self.number)
        if self.number > 14:
            return said("leave", self.number)
        if state.demand is not None and self.number > 6:
            return said("acceptance", self.number)
        self.price = economics.on_grid((self.price or economics.seller.proposed) * 0.96, up=False)
        return said("concession" if self.number > 3 else "offer", self.number, price=self.price)

    def _talk(self) -> Move:
        if self.number == 1:
            return said("contact", 1)
        if self.number < 4:
            return said("closing", self.number, commitment=True)
        return said("leave", self.number)


def wished_terms(scenario: Scenario, state: Negotiation) -> dict[str, str]:
    """Term -> option that the buyer would like, for the terms on which a revealed fact or a demand was heard."""
    economics = scenario.economics
    if economics is None:
        return {}
    heard = {scenario.fact(f).term for f in state.facts}
    return {term.id: term.buyer_wish for term in economics.terms if term.id in heard}


def planned_offers(economics: Economics, wished: dict[str, str], rounds: int = 5) -> Iterator[Package]:
    """The written offer, then packages that grant what matters against counterparts, down to the floor, never below.

    The delegation is one of the steps: nobody calls the management before having offered all that it leaves.
    """
    yield Package(price=economics.seller.proposed, choices=dict(economics.reference))
    choices = {term.id: _chosen(term, wished) for term in economics.terms}
    floor = economics.seller_floor(choices)
    price = max(economics.seller.proposed, floor)
    prices = [economics.on_grid(price - (price - floor) * rank / rounds, up=True) for rank in range(rounds + 1)]
    authority = economics.seller.authority
    beyond = next((rank for rank, step in enumerate(prices) if step < authority), None)
    if beyond and prices[beyond - 1] > authority:
        prices[beyond : beyond + (beyond < rounds)] = [authority]
    yield from (Package(price=each, choices=choices) for each in prices)


def _chosen(term: Term, wished: dict[str, str]) -> str:
    """What a good seller puts there: the buyer's wish when known and bearable, a cheap counterpart otherwise."""
    order = [option.id for option in term.options]
    bearable = [o for o in term.options if o.seller_can and o.lawful]
    reference = order.index(term.reference)
    wish = wished.get(term.id)
    if wish is None:
        asked = max(bearable, key=lambda o: o.seller_value)
        return asked.id if term.id in _CHEAP_TO_ASK and asked.buyer_can else term.reference
    if order.index(wish) > reference:
        granted = [o for o in bearable if reference < order.index(o.id) <= order.index(wish)]
        return granted[-1].id if granted else term.reference
    if term.id == "temoignage" or order.index(wish) == reference:
        return wish if wish != term.reference or term.id == "temoignage" else bearable[0].id
    return wish


def _before(first: Package, rest: Iterator[Package]) -> Iterator[Package]:
    yield first
    yield from rest
