"""What each side of a role-play is given: brief, sheets, goal, temper, and the occasions of the grid."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.domain.scenario_parts import Argument, Company, Tool

Difficulty = Literal[1, 2, 3, 4]


class Brief(Frozen):
    """Known to both sides before the first word. Every figure in these texts is public.

    offer: the seller's written offer when there is one: one line a term, with its value at the reference conditions.
    opening: the counterpart's first words (``at_table`` person). place: where and when, or by what means.
    """

    context: str
    stakes: str
    seller_company: Company
    buyer_company: Company
    product: str
    place: str
    offer: tuple[str, ...] = ()
    opening: str


class SellerSheet(Frozen):
    """What the learner knows alone. ``figures``: one line a figure (cost, margin, floor, delegation), for the sheet.

    mission: what must be obtained. objectives: ranked. red_line: what must not be accepted. alternative: the MESORE.
    concessions: possible concessions with their cost, and what to ask in return. to_find_out: what is not known.
    """

    name: str
    role: str
    mission: str
    objectives: tuple[str, ...]
    red_line: str = ""
    alternative: str = ""
    figures: tuple[str, ...] = ()
    concessions: tuple[str, ...] = ()
    to_find_out: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    tools: tuple[Tool, ...] = ()


class BuyerSheet(Frozen):
    """How the counterpart is played. ``instructions``: for a person who plays it; ``asks``: what it demands, in order.

    Everything here is secret until the debrief.
    """

    character: str
    instructions: tuple[str, ...]
    asks: tuple[str, ...] = ()
    accepts_when: str
    leaves_when: str


class Goal(Frozen):
    """What success is in a situation without economics (découverte, prospection, réunion).

    summary: in one sentence. facts: ids to be obtained, at least ``facts_needed`` of them. answered: objections to
    answer first, once raised. commitment: what the counterpart must agree to; commitment_lines: how a seller asks for
    it, as probes. accepts: what the counterpart says then. steps: the expected course, in order.
    """

    summary: str
    facts: tuple[str, ...]
    facts_needed: int
    answered: tuple[str, ...] = ()
    commitment: str
    commitment_lines: tuple[str, ...] = Field(min_length=2)
    accepts: str
    steps: tuple[str, ...]


class Temper(Frozen):
    """What the difficulty changes: help and temper, never the economics.

    trust: at the start (0–100). patience: how many fruitless or clumsy moves are borne. hints: how many may be asked
    (None: as many as wanted). volunteered: facts said without being asked. warmth: tone, 0 curt to 3 warm.
    trust_discount: taken off the trust that a fact asks for. objections: how many are raised at most.
    """

    level: Difficulty
    trust: int
    patience: int
    hints: int | None
    volunteered: int
    warmth: Literal[0, 1, 2, 3]
    trust_discount: int
    objections: int


class Occasion(Frozen):
    """Where a criterion can be shown. ``refs``: ids of what gives the occasion. ``watch``: what an observer notes."""

    criterion: str
    text: str
    watch: tuple[str, ...]
    refs: tuple[str, ...] = ()
