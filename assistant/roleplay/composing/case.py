"""The choices that make one case: the request, the draws of its seed, and the names that the sentences use."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from assistant.domain.scenario import Accommodation, Difficulty, ScenarioKind
from assistant.roleplay.material.shapes import Context, Need, Offer, Rival, Sector, Stake

ZoneKind = Literal["reference", "echange", "aucune"]
Stakes = Literal["courants", "forts"]
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Request:
    """What the trainer asks for; None is drawn from the seed.

    stakes: size of the affair. deciders: people who weigh in the decision, 1–4.
    accommodation: id of an adaptation, "" for one drawn, None for none. zone: an agreement
    on the price alone, only by exchanging terms, or none at all. attempt: draws again when a draw was unsound.
    """

    kind: ScenarioKind = "negociation"
    sector: str | None = None
    offer: str | None = None
    level: Difficulty = 2
    seed: int = 1
    stakes: Stakes | None = None
    deciders: int | None = None
    accommodation: str | None = None
    zone: ZoneKind | None = None
    attempt: int = 0


@dataclass(frozen=True)
class ChosenStake:
    """A term that matters to the buyer in this case. ``term``: id in the economics."""

    term: str
    stake: Stake


@dataclass(frozen=True)
class Case:
    """Everything drawn for one scenario, before any sentence is written.

    slots: values of the slots of authored sentences. woman: gender of the interlocutor.
    """

    request: Request
    sector: Sector
    offer: Offer
    context: Context
    rival: Rival
    needs: tuple[Need, ...]
    stakes: tuple[ChosenStake, ...]
    seller: str
    buyer: str
    town: str
    accommodation: Accommodation | None = None
    slots: dict[str, str] = field(default_factory=dict[str, str])


def town_of(company: str, towns: Sequence[str]) -> str:
    """Where that company is, in every case: the same name always gives the same town."""
    return towns[int.from_bytes(hashlib.sha256(company.encode()).digest()[:4], "big") % len(towns)]


def in_turn(items: Sequence[_Item], seed: int) -> _Item:
    """One of ``items``, another for each of as many seeds in a row: cases made one after the other differ."""
    return items[seed % len(items)]


def turned(items: Sequence[_Item], request: Request, purpose: str) -> _Item:
    """One of ``items`` by turns too, the order and the first one depending on the purpose."""
    order = random.Random(purpose).sample(range(1_000_003), len(items))
    ranked = sorted(zip(order, items, strict=True), key=lambda pair: pair[0])
    return in_turn([item for _, item in ranked], request.seed + request.attempt + len(purpose))


def stream(request: Request, purpose: str) -> random.Random:
    """Draws for one purpose: the same request gives the same draws, whatever the level."""
    again = f"|{request.attempt}" if request.attempt else ""
    named = f"{request.seed}|{request.kind}|{request.sector}|{request.offer}|{purpose}{again}"
    return random.Random(int.from_bytes(hashlib.sha256(named.encode()).digest()[:8], "big"))
