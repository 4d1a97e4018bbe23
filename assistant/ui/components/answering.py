"""An answer of the coach as it comes: an echo at once, the place in the queue, the words, and what is kept of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.coaching.ports import CoachContext, Delta, Reply
from assistant.domain.learning import Conversation, Message
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import ready, services, turns
from assistant.ui.listening import heard
from assistant.ui.markup import plain, render, show

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_REFRESH = 0.06  # seconds between two paintings of the same answer
_FIRST_LOOK, _NEXT_LOOK = 0.3, 1.0  # seconds before the place in the queue is told, then told again


def echo(question: str) -> DeltaGenerator:
    """The learner's words and a sign of life, before any work; the place where the answer will come."""
    import streamlit as st

    show("turn", role="learner", text=question, refused=False, complete=True, live=False, labels={})
    place = st.empty()
    place.caption(plain(_waiting()))
    return place


@contextmanager
def in_turn(place: DeltaGenerator) -> Generator[None]:
    """Wait in the queue, idle, telling the place when it changes; then hold one of the places at the counter."""
    ticket = turns().enter()
    try:
        told, patience = 0, _FIRST_LOOK
        while ahead := turns().wait(ticket, patience):
            patience = _NEXT_LOOK
            if ahead != told:
                told = ahead
                place.caption(plain(w.queue_line(ahead)))
        yield
    finally:
        turns().leave(ticket)


def answer(
    place: DeltaGenerator, conversation: Conversation, question: str, before: Sequence[Message], desk: Desk | None
) -> Message | None:
    """Ask, paint the words as they come, keep both turns; the coach's turn as kept.

    Raises ``ModelError`` after keeping what had come. When the learner stops the answer or closes the tab, Streamlit
    ends the script here, and what had come is kept as incomplete.
    """
    store = services().store
    store.conversations.add(conversation.owner, conversation.id, "learner", question)
    stopped = threading.Event()
    pieces: list[str] = []
    reply: Reply | None = None
    kept: Message | None = None
    coach, context = services().coach(), context_of(desk)
    try:
        painted = 0.0
        for event in heard(lambda: coach.reply(before, question, context, stopped=stopped.is_set)):
            if event is None:
                _show_life(place, "".join(pieces))
            elif isinstance(event, Delta):
                pieces.append(event.text)
                if time.monotonic() - painted > _REFRESH:
                    place.html(_painted("".join(pieces)))
                    painted = time.monotonic()
            else:
                reply = event
    finally:
        stopped.set()
        kept = _keep(conversation, reply, "".join(pieces), coach.name)
    return kept


def context_of(desk: Desk | None) -> CoachContext:
    """What the coach may know: the text on the desk and its critique, None while it runs."""
    if desk is None:
        return CoachContext()
    production = (desk.run.production if desk.run else None) or desk.work.production
    critique = desk.critique() if desk.run and not desk.run.active else None
    return CoachContext(desk.document, critique, production)


def _show_life(place: DeltaGenerator, so_far: str) -> None:
    """Say again what is there: each message to the page is where Streamlit lets a learner stop the script."""
    if so_far:
        place.html(_painted(so_far))
    else:
        place.caption(plain(_waiting()))


def _waiting() -> str:
    return w.THINKING if ready() else w.PREPARING


def _painted(text: str) -> str:
    return render("turn", role="coach", text=text, refused=False, complete=True, live=True, labels={})


def _keep(conversation: Conversation, reply: Reply | None, so_far: str, model: str) -> Message | None:
    store, owner = services().store, conversation.owner
    services().store.log.add(owner, "coach", model=model)
    if reply is None:
        if not so_far.strip():
            return None
        return store.conversations.add(owner, conversation.id, "coach", so_far, model=model, complete=False)
    return store.conversations.add(
        owner,
        conversation.id,
        "coach",
        reply.answer,
        intent=reply.intent,
        refused=reply.refused,
        citations=reply.citations,
        model=model,
        complete=reply.complete,
    )
