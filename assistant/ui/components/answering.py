"""An answer of the coach as it comes: the place in the queue, the words, and what is kept when it is stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from assistant.coaching.ports import CoachContext, Delta, Reply
from assistant.domain.learning import Conversation, Message
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import services, turns
from assistant.ui.markup import plain, render, show

_REFRESH = 0.06  # seconds between two paintings of the same answer


def answer(conversation: Conversation, question: str, before: Sequence[Message], desk: Desk | None) -> None:
    """Ask, show the words as they come, keep both turns. Raises ``ModelError`` after keeping what had come."""
    import streamlit as st

    store, whose = services().store, conversation.owner
    show("turn", role="learner", text=question, refused=False, complete=True, live=False, labels={})
    store.conversations.add(whose, conversation.id, "learner", question)
    place = st.empty()
    stopped = threading.Event()
    ticket = turns().enter()
    pieces: list[str] = []
    reply: Reply | None = None
    coach = services().coach()
    try:
        while ahead := turns().wait(ticket, 0.25):
            place.caption(plain(w.queue_line(ahead)))
        place.caption(plain(w.THINKING))
        painted = 0.0
        for event in coach.reply(before, question, context_of(desk), stopped=stopped.is_set):
            if isinstance(event, Delta):
                pieces.append(event.text)
                if time.monotonic() - painted > _REFRESH:
                    place.html(_painted("".join(pieces)))
                    painted = time.monotonic()
            else:
                reply = event
    finally:  # also when the learner stops the answer or closes the tab: Streamlit then ends the script here
        stopped.set()
        turns().leave(ticket)
        _keep(conversation, reply, "".join(pieces), coach.name)


def context_of(desk: Desk | None) -> CoachContext:
    """What the coach may know: the text on the desk, and its critique when a question needs it."""
    if desk is None:
        return CoachContext()
    production = (desk.run.production if desk.run else None) or desk.work.production
    return CoachContext(desk.document, desk.critique, production)


def _painted(text: str) -> str:
    return render("turn", role="coach", text=text, refused=False, complete=True, live=True, labels={})


def _keep(conversation: Conversation, reply: Reply | None, so_far: str, model: str) -> None:
    store = services().store
    if reply is not None:
        store.conversations.add(
            conversation.owner,
            conversation.id,
            "coach",
            reply.answer,
            intent=reply.intent,
            refused=reply.refused,
            citations=reply.citations,
            model=model,
            complete=reply.complete,
        )
    elif so_far.strip():
        store.conversations.add(conversation.owner, conversation.id, "coach", so_far, model=model, complete=False)
