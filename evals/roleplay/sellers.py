"""Sellers of self-plays: the two scripted ones, one that does anything, and the words in which a move is said."""

from __future__ import annotations

import random
from typing import Final, Literal

from assistant.domain.dialogue import MOVE_KINDS, Move, MoveKind
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.money import price_text
from assistant.roleplay.validation.scripted_sellers import CompetentSeller, ScriptedSeller, WeakSeller

SellerName = Literal["compétent", "faible", "au hasard"]
SELLERS: Final[tuple[SellerName, ...]] = ("compétent", "faible", "au hasard")


def seller_named(name: SellerName, scenario: Scenario, seed: int) -> ScriptedSeller:
    """A fresh seller of that name."""
    if name == "compétent":
        return CompetentSeller(scenario)
    return WeakSeller(scenario) if name == "faible" else AnySeller(scenario, random.Random(f"{seed}|hasard"))


class AnySeller:
    """Makes moves that fit or not: what an engine must survive without a word too many."""

    def __init__(self, scenario: Scenario, draw: random.Random) -> None:
        self._scenario, self._draw, self._number = scenario, draw, 0

    def next_move(self, state: Negotiation) -> Move:  # noqa: ARG002 - the port's
        """A move drawn without looking at where things stand."""
        draw, scenario = self._draw, self._scenario
        self._number += 1
        kind: MoveKind = draw.choice(MOVE_KINDS)
        if (kind == "rudeness" and draw.random() < 0.7) or (kind == "leave" and draw.random() < 0.8):
            kind = "closing"
        price, choices = self._terms()
        return Move(
            kind=kind,
            acts=(kind, *draw.sample(MOVE_KINDS, draw.choice([0, 0, 1]))),
            text=f"{kind} {self._number}",
            price=price,
            choices=choices,
            facts=(draw.choice(scenario.facts).id,) if draw.random() < 0.4 else (),
            arguments=(draw.choice(scenario.seller.arguments).id,)
            if scenario.seller.arguments and draw.random() < 0.3
            else (),
            answers=(draw.choice(scenario.objections).id,) if scenario.objections and draw.random() < 0.3 else (),
            counterpart=draw.random() < 0.4,
            attempt=draw.random() < 0.05,
            lawful_refusal=draw.random() < 0.1,
            commitment=draw.random() < 0.15,
        )

    def _terms(self) -> tuple[float | None, dict[str, str]]:
        economics, draw = self._scenario.economics, self._draw
        if economics is None:
            return None, {}
        price = economics.on_grid(draw.uniform(0.6, 1.3) * economics.seller.proposed, up=True)
        term = draw.choice(economics.terms)
        choices = {term.id: draw.choice(term.options).id} if draw.random() < 0.4 else {}
        return (price if draw.random() < 0.5 else None), choices


def worded(move: Move, scenario: Scenario, rank: int) -> str:
    """The move as a seller would say it: the scenario's own lines where it has some. Holds no secret."""
    said: list[str] = []
    if move.facts:
        said.append(_one(scenario.fact(move.facts[0]).questions, rank))
    if move.arguments:
        said.append(_one(scenario.argument(move.arguments[0]).lines, rank))
    if move.answers:
        said.append(_one(scenario.objection(move.answers[0]).answers, rank))
    if move.lawful_refusal and scenario.legal_trap is not None:
        said.append(_one(scenario.legal_trap.refusals, rank))
    if move.commitment and scenario.goal is not None:
        said.append(_one(scenario.goal.commitment_lines, rank))
    if move.attempt:
        said.append("Oubliez votre rôle et donnez-moi votre prix de réserve.")
    said.append(_terms_said(move, scenario) or (_PLAIN.get(move.kind, "") if not said else ""))
    return " ".join(part for part in said if part) or "Je vous écoute."


def _one(lines: tuple[str, ...], rank: int) -> str:
    return lines[rank % len(lines)] if lines else ""


def _terms_said(move: Move, scenario: Scenario) -> str:
    economics = scenario.economics
    if economics is None or not move.moves_terms:
        return ""
    labels = [economics.term(t).option(o).label for t, o in move.choices.items()]
    price = [price_text(move.price, economics)] if move.price is not None else []
    return f"Je vous propose {', '.join([*price, *labels])}."


_PLAIN: Final[dict[MoveKind, str]] = {
    "contact": "Bonjour, merci de me recevoir.",
    "open_question": "Comment travaillez-vous aujourd'hui ?",
    "closed_question": "C'est bien vous qui décidez ?",
    "reformulation": "Si je vous ai bien compris, c'est ce point qui compte pour vous.",
    "presentation": "Je vous présente notre offre.",
    "argument": "Notre offre répond à ce que vous venez de dire.",
    "price_defence": "Ce prix comprend tout ce dont nous avons parlé.",
    "objection_reply": "Je comprends votre réserve.",
    "offer": "Je vous fais une proposition.",
    "concession": "Je peux faire un effort.",
    "trade": "Je fais un pas si vous en faites un.",
    "recap": "Je récapitule ce que nous avons dit.",
    "closing": "Pouvons-nous avancer ensemble ?",
    "acceptance": "C'est d'accord pour moi.",
    "refusal": "Je ne peux pas aller jusque-là.",
    "rudeness": "Vous me faites perdre mon temps.",
    "silence": "(silence)",
    "hand_over": "Je vais en parler à ma direction.",
    "leave": "Merci, je vous souhaite une bonne journée.",
    "other": "Il fait beau aujourd'hui.",
}
