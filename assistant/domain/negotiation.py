"""The state of a role-play, what the counterpart decides to say, and what of it is public."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from assistant.domain.economics import Package
from assistant.domain.frozen import Frozen

Phase = Literal[
    "contact", "decouverte", "presentation", "argumentation", "objections", "negociation", "conclusion", "conge"
]

PHASE_LABELS: Final[dict[Phase, str]] = {
    "contact": "prise de contact",
    "decouverte": "découverte",
    "presentation": "présentation",
    "argumentation": "argumentation",
    "objections": "objections",
    "negociation": "négociation",
    "conclusion": "conclusion",
    "conge": "prise de congé",
}

Ending = Literal["accord", "engagement", "relais", "refus", "rupture", "sans_suite"]
"""How it ended. accord: a deal restated and confirmed; engagement: the goal's commitment was given; relais: handed over
to management; refus: the seller declined a deal; rupture: the buyer left; sans_suite: it stopped short."""

ENDING_LABELS: Final[dict[Ending, str]] = {
    "accord": "accord conclu",
    "engagement": "engagement obtenu",
    "relais": "passage de relais à la direction",
    "refus": "affaire déclinée",
    "rupture": "l'interlocuteur a mis fin à l'échange",
    "sans_suite": "échange terminé sans suite",
}

Mood = Literal["fermé", "réservé", "attentif", "ouvert"]

ActKind = Literal[
    "greet",
    "agree_agenda",
    "reveal",
    "volunteer",
    "evade",
    "nothing_more",
    "confirm_reformulation",
    "correct_reformulation",
    "interest",
    "unmoved",
    "object",
    "softened",
    "still_objecting",
    "trap",
    "trap_relief",
    "signal",
    "ask_offer",
    "ask_price",
    "demand",
    "counter",
    "hold",
    "accept_in_principle",
    "refuse_limit",
    "off_grid",
    "too_far",
    "thank_concession",
    "bare_offer",
    "nudge",
    "acknowledge",
    "term_wish",
    "term_suits",
    "call_back",
    "withdrawn",
    "restate",
    "ask_recap",
    "wrong_recap",
    "confirm_deal",
    "not_yet",
    "give_commitment",
    "handed_over",
    "rude_warning",
    "impatient",
    "after_silence",
    "deflect",
    "unclear",
    "not_caught",
    "stand_corrected",
    "ask_parting",
    "hindered",
    "farewell",
    "leave",
    "already_over",
]
"""What the counterpart may do with a sentence; each has its wordings in corpus/scenarios/wording."""


class Act(Frozen):
    """One thing that the counterpart decided to say.

    ref: id of the fact, objection or term that it bears on. text: authored words that may be said now, or "".
    figures: token name -> what is shown for it (« prix » -> « 20,40 € »), all of them public once said.
    """

    kind: ActKind
    ref: str = ""
    text: str = ""
    figures: dict[str, str] = Field(default_factory=dict)


class Tally(Frozen):
    """Counts that the policy and the debrief read."""

    questions: int = 0
    open_questions: int = 0
    reformulations: int = 0
    arguments: int = 0
    offers: int = 0
    concessions: int = 0
    trades: int = 0
    rudeness: int = 0
    attempts: int = 0
    idle: int = 0


class Negotiation(Frozen):
    """Where a role-play stands; frozen: a step gives a new one, so that rewinding is keeping an older one.

    trust 0–100, patience: clumsy or fruitless moves still borne. facts: ids revealed. raised, answered: objections.
    trap_turn: when it was set. seller_offer: what the seller has put on the table. demand: what the buyer has asked
    for. conceded: euros a unit that the buyer has given up since its first price. agreed: what both accept in
    principle, not binding. restated: who restated it last. deal: binding. asked_terms: terms on which the buyer has
    said its wish, the last at ``asked_turn``. echoes: digests of the learner's lines, to notice repeats. adapted,
    hindered: the person's accommodation was minded, or had to be recalled. bare: prices said with nothing around them,
    beyond the first. offer_before: the seller's offer before its last one, to go back to when that one was misheard;
    misheard: times it was. approved: the seller said that its management agrees, or has to. refusals: refusals in a
    row. parting_asked: the buyer has just asked whether they stop there.
    spent: ids of wordings used, so that none comes twice in a row.
    """

    scenario: str
    seed: int
    turn: int = 0
    phase: Phase = "contact"
    trust: int = 50
    patience: int = 6
    facts: tuple[str, ...] = ()
    argued: tuple[str, ...] = ()
    needs_met: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    open_objection: str | None = None
    objection_age: int = 0
    trap: Literal["none", "set", "refused", "sprung"] = "none"
    trap_turn: int = 0
    signals: tuple[str, ...] = ()
    presented: bool = False
    price_opened: bool = False
    seller_offer: Package | None = None
    offer_before: Package | None = None
    demand: Package | None = None
    conceded: float = 0.0
    credit: float = 0.0
    probes: int = 0
    bare: int = 0
    agreed: Package | None = None
    agreed_turn: int = 0
    restated: Literal["none", "asked", "buyer"] = "none"
    asked_terms: tuple[str, ...] = ()
    asked_turn: int = 0
    echoes: tuple[str, ...] = ()
    deal: Package | None = None
    handed_over: bool = False
    adapted: bool = False
    hindered: bool = False
    committed: bool = False
    tried: int = 0
    approved: bool = False
    misheard: int = 0
    refusals: int = 0
    parting_asked: bool = False
    ending: Ending | None = None
    tally: Tally = Tally()
    spent: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more can be said."""
        return self.ending is not None


class PublicOffer(Frozen):
    """A package as both have heard it: the price and, for each term, the label of the option."""

    price: float | None = None
    terms: dict[str, str] = Field(default_factory=dict)


class PublicState(Frozen):
    """What both sides know of where the talk stands; nothing in it is a secret."""

    turn: int
    phase: Phase
    mood: Mood
    revealed: tuple[str, ...] = ()
    seller_offer: PublicOffer | None = None
    buyer_demand: PublicOffer | None = None
    open_objection: str | None = None
    agreed: PublicOffer | None = None
    deal: PublicOffer | None = None
    ending: Ending | None = None
