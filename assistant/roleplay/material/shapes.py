"""The shapes of the authored material of ``corpus/scenarios``: what the compiler composes from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.domain.scenario import Accommodation, Figure, Moment, Part, Soncas, Topic, Trigger
from assistant.roleplay.material.sector_shapes import (
    AuthoredObjection,
    Conditional,
    Context,
    InCase,
    Need,
    Offer,
    Phrases,
    Rival,
    Said,
    Sector,
)

__all__ = ["AuthoredObjection", "Context", "Need", "Offer", "Rival", "Said", "Sector"]

Worth = tuple[int, int]
"""Thousandths of the turnover gained by the seller, by the buyer, against the reference option."""


class Stake(Conditional):
    """Why the buyer cares about a term: ``values`` replace those of the library; ``hard``: options it cannot take.

    ``variants``: other words for ``text``.
    """

    id: str
    values: dict[str, Worth]
    wish: str
    hard: Phrases = ()
    topic: Topic
    text: str
    variants: tuple[InCase, ...] = ()
    ask: Phrases


class TermSheet(Frozen):
    """A negotiable term of the library. ``options``: id -> (number, label); left out when they come from the offer."""

    id: str = ""
    label: str = ""
    unit: str = ""
    names: tuple[str, ...] = ()
    wish: str
    reference: str = "reference"
    options: dict[str, tuple[float | None, str]] = Field(default_factory=dict)
    option_names: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    unlawful: dict[str, str] = Field(default_factory=dict)
    values: dict[str, Worth]
    stakes: tuple[Stake, ...] = Field(min_length=1)


class People(Frozen):
    """Names, places and manners. ``either``: first names that suit anyone, for the learner's character.

    ``meeting_styles``: manners at a team meeting, the first being of someone who takes up much room. ``managers``:
    titles « directeur commercial/directrice commerciale », borne by a name drawn beside.
    """

    women: tuple[str, ...]
    men: tuple[str, ...]
    either: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    neighbours: tuple[str, ...]
    managers: tuple[str, ...]
    manager_names: tuple[str, ...]
    styles: tuple[str, ...]
    meeting_styles: tuple[str, ...]
    openings: tuple[InCase, ...]
    places: tuple[InCase, ...]
    buyer_facts: tuple[InCase, ...]
    seller_facts: tuple[str, ...]


class Drive(Frozen):
    """How a motive drives one role: how often, what is sought underneath, what holds back, what is asked for."""

    weight: int = Field(gt=0)
    interests: tuple[InCase, ...] = Field(min_length=1)
    brakes: tuple[InCase, ...] = Field(min_length=1)
    positions: tuple[InCase, ...] = Field(min_length=1)


class Motive(Frozen):
    """One letter of SONCAS. ``parts``: the roles that it drives; the others are never moved by it."""

    label: str
    parts: dict[Part, Drive]


class CommonFact(Frozen):
    """A fact that any affair has. ``cases``: words that depend on the case, beside ``texts``.

    ``texts_one``/``texts_two``/``texts_many``: when one person, two or more decide; ``texts_buyer``: when the person
    met buys and somebody else, not met, decides.
    """

    topic: Topic
    trust: int
    secret: bool
    texts: tuple[str, ...] = ()
    cases: tuple[Said, ...] = ()
    texts_one: tuple[InCase, ...] = ()
    texts_two: tuple[str, ...] = ()
    texts_many: tuple[str, ...] = ()
    texts_buyer: tuple[str, ...] = ()
    ask: Phrases
    evasive: str


class CommonFacts(Frozen):
    """The facts of ``facts.yaml``."""

    budget: CommonFact
    calendrier: CommonFact
    decision: CommonFact
    rival: CommonFact
    interne: CommonFact
    solvabilite: CommonFact
    experience: CommonFact
    activite: CommonFact
    enjeu_questions: Phrases
    evasive: tuple[str, ...]


class PriceObjection(Frozen):
    """A way of objecting to the price, with the first price asked for in it."""

    says: tuple[str, ...]
    softened: str
    stays: str


class CommonObjections(Frozen):
    """The objections of ``objections.yaml``."""

    price: tuple[PriceObjection, ...]
    price_answers: tuple[str, ...]
    other: tuple[AuthoredObjection, ...]


class AuthoredSignal(Conditional):
    """A signal of the library."""

    id: str
    form: Literal["verbal", "non_verbal"]
    trigger: Trigger
    text: str
    meaning: str
    move: str


class AuthoredTrap(Conditional):
    """A legal trap. ``only_if``: "general" or "transport" payment rules, "resale", "small" affairs, work "on_site"."""

    id: str
    moment: Moment
    term: str | None = None
    option: str | None = None
    only_if: Literal["general", "transport", "resale", "small", "on_site"] | None = None
    says: tuple[str, ...]
    rule: str
    right: str
    refusals: tuple[str, ...]
    relief: str


class AuthoredHandOver(Frozen):
    """A hand-over of the library."""

    trigger: str
    gives: str
    lines: tuple[str, ...]


class HandOvers(Frozen):
    """Hand-overs by the case: needed, not needed, no deal possible."""

    needed: tuple[AuthoredHandOver, ...]
    not_needed: tuple[AuthoredHandOver, ...]
    no_deal: tuple[AuthoredHandOver, ...]


class Watch(Frozen):
    """For one criterion: where the scenario gives the occasion, and what an observer notes."""

    text: str
    watch: tuple[str, ...]


class Discovery(Frozen):
    """What a discovery talk aims at."""

    commitment: str
    commitment_lines: tuple[str, ...]
    accepts: str
    steps: tuple[str, ...]
    openings: tuple[InCase, ...]


class AuthoredBarrier(Frozen):
    """What the person on the telephone says before putting the call through, and what opens the way."""

    says: tuple[str, ...]
    answers: tuple[str, ...]
    softened: str
    stays: str


class Filter(Conditional):
    """The first person on the telephone."""

    role: str
    opening: str
    barrier: AuthoredBarrier


class Prospecting(Frozen):
    """What a cold call meets and aims at. ``sources``: how the seller came to know of the project."""

    filters: tuple[Filter, ...]
    openings: tuple[str, ...]
    objections: tuple[AuthoredObjection, ...]
    sources: tuple[str, ...]
    commitment: str
    commitment_lines: tuple[str, ...]
    accepts: str


class Trade(Frozen):
    """What is proper to an offer: what its clients are and say, and how they show interest.

    ``interests``: stake of the terms -> its words in this trade. ``interet``, ``zone``: signs that are heard.
    ``other_sale``: what the seller would do without this affair, before « et laisserait … ».
    """

    activite: tuple[str, ...]
    experience: tuple[str, ...]
    clients: tuple[str, ...]
    sellers: tuple[str, ...]
    other_sale: str
    interests: dict[str, str]
    interet: tuple[str, ...]
    zone: tuple[str, ...]


class Saying(Frozen):
    """What a participant of a meeting knows."""

    topic: Topic
    secret: bool
    trust: int
    text: str
    ask: Phrases
    figures: tuple[Figure, ...] = ()


class Participant(Frozen):
    """Someone at a meeting. ``interest``: what they want out of it. ``quiet``: speaks only when asked by name."""

    role: str
    part: Part
    interest: str
    says: tuple[Saying, ...] = ()
    objection: AuthoredObjection | None = None
    quiet: bool = False


class Meeting(Frozen):
    """A team meeting to lead. ``documents``: what the leader reads out or shows, in full."""

    id: str
    sector: str
    company: str
    activity: str
    team: str
    subject: str
    objective: str
    minutes: int
    technique: str
    documents: tuple[str, ...] = ()
    steps: tuple[str, ...]
    commitment: str
    commitment_lines: tuple[str, ...]
    accepts: str
    digression: str
    people: tuple[Participant, ...]


class Material(Frozen):
    """All the authored material."""

    sectors: tuple[Sector, ...]
    trades: dict[str, Trade]
    terms: dict[str, TermSheet]
    people: People
    motives: dict[Soncas, Motive]
    facts: CommonFacts
    objections: CommonObjections
    signals: tuple[AuthoredSignal, ...]
    traps: tuple[AuthoredTrap, ...]
    hand_overs: HandOvers
    accommodations: tuple[Accommodation, ...]
    watches: dict[str, Watch]
    discovery: Discovery
    prospecting: Prospecting
    meetings: tuple[Meeting, ...]

    def sector(self, sector_id: str) -> Sector | None:
        """The sector of that id, or None."""
        return next((s for s in self.sectors if s.id == sector_id), None)
