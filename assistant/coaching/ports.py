"""What a coach is asked, and what it answers; the deterministic coach and the agent stand behind this port."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol

from assistant.domain.critique import Critique, Usage
from assistant.domain.document import Document
from assistant.domain.learning import Citation, Message

Intent = Literal["referentiel", "method", "draft", "ghostwriting", "exam", "offtopic", "injection", "smalltalk"]


@dataclass(frozen=True)
class Delta:
    """A piece of an answer, in the order of reading."""

    text: str


@dataclass(frozen=True)
class Reply:
    """The whole answer, which wins over the pieces. ``refused``: a rule of conduct forbids what was asked.

    ``citations``: in the order in which they first stand in the answer, each exists and stands there as ``[id]``.
    ``complete`` False: stopped by the learner.
    """

    answer: str
    intent: Intent
    refused: bool = False
    citations: tuple[Citation, ...] = ()
    usage: Usage = field(default_factory=Usage)
    complete: bool = True


class CoachContext:
    """What the coach may know of the learner's work: the draft and its critique, each possibly none.

    ``critique`` may be a function, called at the first question that needs it: a chat about the référentiel alone
    must not pay for a critique.
    """

    def __init__(
        self,
        document: Document | None = None,
        critique: Critique | Callable[[], Critique | None] | None = None,
        production: str | None = None,
    ) -> None:
        self.document = document
        self._critique = critique
        self._production = production
        self.index: object | None = None
        """The coach's own index of the draft: it lives and dies with the context."""

    @property
    def critique(self) -> Critique | None:
        """The critique of the draft, made now if it must be."""
        if callable(self._critique):
            self._critique = self._critique()
        return self._critique

    @property
    def known_critique(self) -> Critique | None:
        """The critique if it is there already."""
        return self._critique if isinstance(self._critique, Critique) else None

    @property
    def production(self) -> str | None:
        """The production in progress, as far as it is known without any work."""
        critique = self.known_critique
        return critique.production.slug if self._production is None and critique else self._production


class Coach(Protocol):
    """Answers a learner."""

    @property
    def name(self) -> str:
        """``embedded`` or ``<provider>:<model>``."""
        ...

    def reply(
        self,
        conversation: Sequence[Message],
        message: str,
        context: CoachContext,
        *,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Delta | Reply]:
        """Pieces of the answer, then the ``Reply``, always last and once.

        ``conversation``: the turns before ``message``, oldest first. Raises ``ModelError`` only.
        """
        ...


def learner_turn(text: str) -> Message:
    """A learner's turn of a conversation that is not kept."""
    return Message(id="", conversation="", role="learner", text=text, created=datetime.now(UTC))


def coach_turn(reply: Reply, model: str) -> Message:
    """A coach's turn of a conversation that is not kept."""
    return Message(
        id="",
        conversation="",
        role="coach",
        text=reply.answer,
        intent=reply.intent,
        refused=reply.refused,
        citations=reply.citations,
        model=model,
        complete=reply.complete,
        created=datetime.now(UTC),
    )
