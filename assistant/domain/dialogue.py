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
    terms: values said for negotiable terms, by term id, in the term's unit. needs, objections: ids that the line
    answers. facts: ids of the buyer's facts that a question of the line is about, closest first.
    counterpart: the line asks something in return. tool: it shows a digital sales aid.
    attempt: it tries to obtain instructions or secrets, or to change the buyer's role.
    """

    kind: MoveKind
    acts: tuple[MoveKind, ...] = ()
    text: str = ""
    terms: dict[str, float] = Field(default_factory=dict)
    needs: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    counterpart: bool = False
    tool: bool = False
    attempt: bool = False
    confidence: float = 1.0

    def has(self, *kinds: MoveKind) -> bool:
        """Whether one of these acts was found."""
        return any(kind in self.acts or kind == self.kind for kind in kinds)


class Turn(Frozen):
    """One line of a dialogue. ``number``: rank from 1. ``move``: of the seller's turns."""

    number: int
    speaker: Speaker
    text: str
    move: Move | None = None
