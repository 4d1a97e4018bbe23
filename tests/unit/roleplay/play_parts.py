"""Scenarios, players and parts shared by the tests of the role-play."""

from __future__ import annotations

import random
from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.domain.dialogue import MOVE_KINDS, Move
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario, ScenarioKind
from assistant.retrieval.embedding import UseEmbedder
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.listening.move_bank import MoveBank, load_examples
from assistant.roleplay.listening.recognition import Recogniser
from assistant.roleplay.listening.topic_bank import TopicBank, load_questions
from assistant.roleplay.playing.session import RolePlay
from assistant.roleplay.speaking.counterpart import TemplateCounterpart


@cache
def scenario(seed: int = 3, level: int = 2, kind: ScenarioKind = "negociation") -> Scenario:
    return compile_scenario(Request(kind=kind, seed=seed, level=level))  # type: ignore[arg-type]


@cache
def kept_scenario(name: str) -> Scenario:
    """A scenario kept as it was made, for tests that quote its words and figures: « plannings », « vivaces »."""
    return Scenario.model_validate_json((Path(__file__).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))


@cache
def embedder() -> UseEmbedder:
    return UseEmbedder()


@cache
def bank() -> MoveBank:
    return MoveBank.fit(load_examples(), embedder())


@cache
def topics() -> TopicBank:
    return TopicBank.fit(load_questions(), embedder())


def drained(speaking: Generator[str, None, Any]) -> tuple[list[str], Any]:
    """The pieces of a reply as they come, and what the generator returns."""
    pieces: list[str] = []
    while True:
        try:
            pieces.append(next(speaking))
        except StopIteration as end:
            return pieces, end.value


def recogniser(of: Scenario) -> Recogniser:
    return Recogniser(of, bank(), topics(), embedder())


def begin(of: Scenario, counterpart: Any = None) -> RolePlay:
    return RolePlay.begin(of, recogniser(of), counterpart or TemplateCounterpart())


def public_text(of: Scenario) -> str:
    brief = of.brief
    facts = (*brief.seller_company.facts, *brief.buyer_company.facts)
    return " | ".join([brief.context, brief.stakes, brief.product, brief.place, brief.opening, *brief.offer, *facts])


def any_move(draw: random.Random, of: Scenario, state: Negotiation) -> Move:
    """A move that makes sense or not: what an engine must survive."""
    economics = of.economics
    kind = draw.choice(MOVE_KINDS)
    if (kind == "rudeness" and draw.random() < 0.7) or (kind == "leave" and draw.random() < 0.8):
        kind = "closing"
    choices: dict[str, str] = {}
    price = None
    if economics is not None:
        if draw.random() < 0.5:
            price = economics.on_grid(draw.uniform(0.6, 1.3) * economics.seller.proposed, up=True)
        if draw.random() < 0.4:
            term = draw.choice(economics.terms)
            choices = {term.id: draw.choice(term.options).id}
    return Move(
        kind=kind,
        acts=(kind, *draw.sample(MOVE_KINDS, draw.choice([0, 0, 1]))),
        text=str(draw.random()),
        price=price,
        choices=choices,
        facts=(draw.choice(of.facts).id,) if draw.random() < 0.4 and of.facts else (),
        arguments=(draw.choice(of.seller.arguments).id,) if draw.random() < 0.3 and of.seller.arguments else (),
        answers=(draw.choice(of.objections).id,) if draw.random() < 0.3 and of.objections else (),
        counterpart=draw.random() < 0.4,
        attempt=draw.random() < 0.03,
        lawful_refusal=draw.random() < 0.1,
        commitment=draw.random() < 0.15,
        general=draw.random() < 0.2,
        disputes=draw.random() < 0.04,
        final=draw.random() < 0.02,
        approved=draw.random() < 0.05,
        asks_price=draw.random() < 0.05,
        postpones=draw.random() < 0.05,
        terms_asked=(draw.choice(economics.terms).id,) if economics is not None and draw.random() < 0.1 else (),
    )


class CarefulSeller:
    """Asks, argues, exchanges down to its floor, restates; leaves when nothing is left to give."""

    def __init__(self, of: Scenario) -> None:
        self.scenario = of
        self.asked: set[str] = set()
        self.argued: set[str] = set()
        self.answered: set[str] = set()
        self.price: float | None = None
        self.last = 0
        assert of.economics is not None
        self.choices = of.economics.best_choices() or dict(of.economics.reference)

    def move(self, state: Negotiation) -> Move:
        if state.turn == 0:
            return _move("contact")
        if state.deal is not None:
            return _move("leave")
        if state.agreed is not None:
            return _move("recap", price=state.agreed.price, choices=dict(state.agreed.choices))
        if state.trap == "set":
            return _move("refusal", lawful_refusal=True)
        if state.open_objection and state.open_objection not in self.answered:
            self.answered.add(state.open_objection)
            return _move("objection_reply", answers=(state.open_objection,), text=state.open_objection)
        return self._discover(state) or self._argue(state) or self._offer()

    def _discover(self, state: Negotiation) -> Move | None:
        left = sorted(
            (f for f in self.scenario.facts if f.id not in {*state.facts, *self.asked}), key=lambda f: f.trust
        )
        if not left or len(self.asked) >= 8:
            return None
        self.asked.add(left[0].id)
        return _move("open_question", facts=(left[0].id,), text=left[0].id)

    def _argue(self, state: Negotiation) -> Move | None:
        fitting = [
            a for a in self.scenario.seller.arguments if a.id not in self.argued and set(a.needs) & set(state.facts)
        ]
        if not fitting or len(self.argued) >= 4:
            return None
        self.argued.add(fitting[0].id)
        return _move("argument", arguments=(fitting[0].id,), text=fitting[0].id)

    def _offer(self) -> Move:
        economics = self.scenario.economics
        assert economics is not None
        floor = economics.seller_floor(self.choices)
        if self.price is None:
            self.price = max(economics.seller.proposed, floor)
        elif self.price <= floor:
            self.last += 1
            if self.last > 1:
                return _move("leave")
        else:
            step = max(economics.step, 0.3 * (self.price - floor))
            self.price = max(floor, economics.on_grid(self.price - step, up=False))
        text = f"{self.price} {self.last}"
        return _move("trade", price=self.price, choices=self.choices, counterpart=True, text=text)


def _move(kind: Any, **fields: Any) -> Move:
    return Move(kind=kind, acts=(kind,), **{"text": kind, **fields})
