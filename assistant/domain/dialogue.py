"""What is said in a role-play: turns, and the moves recognised in the learner's own words."""

from __future__ import annotations

from typing import Final, Literal, get_args

from pydantic import Field

from assistant.domain.frozen import Frozen

Speaker = Literal["seller", "buyer"]

MoveKind = Literal[
    "contact",
    "open_question",
    "closed_question",
    "reformulation",
    "presentation",
    "argument",
    "price_defence",
    "objection_reply",
    "offer",
    "concession",
    "trade",
    "recap",
    "closing",
    "acceptance",
    "refusal",
    "rudeness",
    "silence",
    "hand_over",
    "leave",
    "other",
]

MOVE_KINDS: Final[tuple[MoveKind, ...]] = get_args(MoveKind)

MOVE_LABELS: Final[dict[MoveKind, str]] = {
    "contact": "prise de contact",
    "open_question": "question ouverte",
    "closed_question": "question fermée",
    "reformulation": "reformulation",
    "presentation": "présentation de l'offre",
    "argument": "argument lié à un besoin",
    "price_defence": "défense du prix",
    "objection_reply": "réponse à une objection",
    "offer": "proposition chiffrée",
    "concession": "concession sans contrepartie",
    "trade": "concession contre contrepartie",
    "recap": "récapitulation de l'accord",
    "closing": "demande d'engagement",
    "acceptance": "acceptation",
    "refusal": "refus argumenté",
    "rudeness": "impolitesse",
    "silence": "silence",
    "hand_over": "renvoi à sa direction",
    "leave": "prise de congé",
    "other": "autre",
}


class Move(Frozen):
    """What the engine understood of a learner's line.

    kind: the act that matters most. acts: every act found, in the order of the line, ``kind`` included.
    price: euros a unit said in the line. choices: option id said for a term id. off_grid: terms for which a value was
    said that is none of the options. facts: ids that a question of the line is about, or that an argument takes up,
    closest first. arguments: ids of the seller's arguments found. answers: ids of the objections that the line answers.
    counterpart: something is asked in return. tool: a digital sales aid is shown. lawful_refusal: the line declines
    the legal trap. adapted: the line suits the person's accommodation. commitment: it asks for the goal's commitment.
    attempt: it tries to obtain instructions or secrets, or to change the buyer's role. general: a question about
    nothing in particular (« parlez-moi de vous »). asks_price: it asks what the other proposes. terms_asked:
    ids of the terms that a question names. postpones: it puts the decision off to another talk. disputes: it says that
    what was taken for an agreement or an offer is none. final: it declines the affair for good, goodbye or not.
    approved: it says that the management agrees, or has to.
    hearer: what understood it.
    """

    kind: MoveKind
    acts: tuple[MoveKind, ...] = ()
    text: str = ""
    price: float | None = None
    choices: dict[str, str] = Field(default_factory=dict)
    off_grid: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    counterpart: bool = False
    tool: bool = False
    lawful_refusal: bool = False
    adapted: bool = False
    commitment: bool = False
    attempt: bool = False
    general: bool = False
    asks_price: bool = False
    terms_asked: tuple[str, ...] = ()
    postpones: bool = False
    disputes: bool = False
    final: bool = False
    approved: bool = False
    hearer: Literal["rules", "model"] = "rules"
    confidence: float = 1.0

    def has(self, *kinds: MoveKind) -> bool:
        """Whether one of these acts was found."""
        return any(kind in self.acts or kind == self.kind for kind in kinds)

    @property
    def moves_terms(self) -> bool:
        """Whether a price or a term is said."""
        return self.price is not None or bool(self.choices)


class Turn(Frozen):
    """One line of a dialogue. ``number``: rank from 1. ``move``: of the seller's turns."""

    number: int
    speaker: Speaker
    text: str
    move: Move | None = None
