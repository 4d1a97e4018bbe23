"""A role-play scenario, schema ``jalon/scenario@1``: what both sides know, what each knows alone, and how it can end.

Glossary (French term of the trade -> name here)
    brief commun            Brief         known to both sides from the start; every figure in it is public
    fiche vendeur           SellerSheet   what the learner knows alone
    fiche acheteur          BuyerSheet    how the counterpart behaves; its secrets are ``facts`` and ``economics.buyer``
    acteur de la décision   Person        who weighs in the decision, and how much
    information à découvrir Fact          said by the counterpart only once a question reaches it
    objection               Objection     with what answers it
    signal                  Signal        a phrase or a gesture, and what it means
    passage de relais       HandOver      the moment to call one's management
    piège juridique         LegalTrap     a request that the law forbids
    occasion                Occasion      where a criterion of the grid can be shown

What is secret until the debrief: ``economics`` as a whole except what ``Brief`` says, facts not yet revealed,
objections not yet raised, the legal trap, the meaning of signals. ``for_learner`` gives what a learner may see.
No figure of ``economics.buyer`` but ``first`` is ever written in a text of the scenario that can be said aloud.
"""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import ConfigDict, Field

from assistant.domain.economics import (
    Alternative,
    BuyerPosition,
    Choices,
    Economics,
    Option,
    Package,
    SellerPosition,
    Term,
    Zone,
)
from assistant.domain.frozen import Frozen
from assistant.domain.scenario_parts import (
    Accommodation,
    Argument,
    Company,
    Fact,
    Figure,
    HandOver,
    LegalTrap,
    Moment,
    Objection,
    ObjectionKind,
    Part,
    Person,
    Signal,
    Soncas,
    Tool,
    Topic,
    Trigger,
)
from assistant.domain.scenario_sheets import Brief, BuyerSheet, Difficulty, Goal, Occasion, SellerSheet, Temper

__all__ = [
    "Accommodation",
    "Alternative",
    "Argument",
    "Brief",
    "BuyerPosition",
    "BuyerSheet",
    "Check",
    "Choices",
    "Company",
    "Difficulty",
    "Economics",
    "Fact",
    "Figure",
    "Goal",
    "HandOver",
    "LearnerView",
    "LegalTrap",
    "Moment",
    "Objection",
    "ObjectionKind",
    "Occasion",
    "Option",
    "Package",
    "Part",
    "Person",
    "Play",
    "Scenario",
    "ScenarioKind",
    "SellerPosition",
    "SellerSheet",
    "Signal",
    "Solvability",
    "Soncas",
    "Temper",
    "Term",
    "Tool",
    "Topic",
    "Trigger",
    "Zone",
]

ScenarioKind = Literal["negociation", "decouverte", "prospection", "reunion"]


class Check(Frozen):
    """One rule checked on the scenario; ``problems`` empty when it holds."""

    name: str
    problems: tuple[str, ...] = ()


class Play(Frozen):
    """The end of one self-play. ``price`` and gains None without agreement."""

    seller: Literal["compétent", "faible"]
    outcome: Literal["accord", "refus", "échec"]
    price: float | None = None
    choices: dict[str, str] = Field(default_factory=dict)
    seller_gain: float | None = None
    buyer_gain: float | None = None
    facts: int = 0
    exchanges: int = 0


class Solvability(Frozen):
    """The report of the checks and of the self-plays. ``sound``: no problem left."""

    sound: bool
    checks: tuple[Check, ...]
    plays: tuple[Play, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """All the problems, in order."""
        return tuple(p for check in self.checks for p in check.problems)


class LearnerView(Frozen):
    """What a learner may see of a scenario before the debrief."""

    id: str
    kind: ScenarioKind
    level: Difficulty
    title: str
    sector: str
    brief: Brief
    people: tuple[Person, ...]
    seller: SellerSheet
    criteria: tuple[str, ...]


class Scenario(Frozen):
    """A whole scenario, as in the JSON of contracts.md.

    id: from the kind, sector and seed; it names files, in an archive too, so that it must not lead out of a folder.
    source: "compilé", "modèle" (enriched by ``model``) or "offre" (``--from``).
    economics: None unless ``kind`` is negociation; goal: None unless it is another kind.
    people: the counterpart's side, the first ``at_table`` one talks. occasions: one for each criterion of the grid.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Literal["jalon/scenario@1"] = Field(default="jalon/scenario@1", alias="schema")
    id: str = Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")
    kind: ScenarioKind
    seed: int
    level: Difficulty
    title: str
    sector: str
    source: Literal["compilé", "modèle", "offre"] = "compilé"
    model: str = "embedded"
    brief: Brief
    people: tuple[Person, ...]
    seller: SellerSheet
    buyer: BuyerSheet
    facts: tuple[Fact, ...]
    objections: tuple[Objection, ...]
    signals: tuple[Signal, ...]
    economics: Economics | None = None
    goal: Goal | None = None
    hand_over: HandOver | None = None
    legal_trap: LegalTrap | None = None
    temper: Temper
    occasions: tuple[Occasion, ...]
    solvability: Solvability | None = None

    @property
    def interlocutor(self) -> Person:
        """The person who talks with the learner."""
        return next(p for p in self.people if p.at_table)

    def person(self, person_id: str) -> Person:
        """The person of that id. Raises ``KeyError``."""
        return _by_id(self.people, person_id)

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id. Raises ``KeyError``."""
        return _by_id(self.facts, fact_id)

    def objection(self, objection_id: str) -> Objection:
        """The objection of that id. Raises ``KeyError``."""
        return _by_id(self.objections, objection_id)

    def argument(self, argument_id: str) -> Argument:
        """The seller's argument of that id. Raises ``KeyError``."""
        return _by_id(self.seller.arguments, argument_id)

    def for_learner(self) -> LearnerView:
        """What the learner may see: the brief, the people named in it without their interests, the seller's sheet."""
        people = tuple(
            p.model_copy(update={"interest": "", "brake": "", "position": "", "soncas": (), "weight": 0, "style": ""})
            for p in self.people
            if p.public
        )
        return LearnerView(
            id=self.id,
            kind=self.kind,
            level=self.level,
            title=self.title,
            sector=self.sector,
            brief=self.brief,
            people=people,
            seller=self.seller,
            criteria=tuple(o.criterion for o in self.occasions),
        )

    def to_json(self) -> str:
        """The contract's JSON, indented, keys in order."""
        return self.model_dump_json(by_alias=True, indent=1)


_Item = TypeVar("_Item", Person, Fact, Objection, Argument)


def _by_id(items: tuple[_Item, ...], wanted: str) -> _Item:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
