"""Coach: a conversation about the référentiel, the method and the learner's text, with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain.learning import Conversation, Message
from assistant.reporting.plain_text import one_line, shorten
from assistant.ui import wording as w
from assistant.ui.components.answering import answer, echo, in_turn
from assistant.ui.components.sources import label_of, show_sources
from assistant.ui.desk import Desk, desk, owner
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show
from assistant.ui.state import current

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def page() -> None:
    """The conversation so far, then the next question; a question is echoed before anything else is done."""
    state = current()
    typed = st.chat_input(w.COACH_PLACEHOLDER, key="parole", max_chars=4000, submit_mode="stop")
    past, live = st.container(key="conversation"), st.container(gap="small", key="en-cours")
    question = (typed or state.question or "").strip()
    state.question = None
    if not question:
        _past(past, desk(), asked=False)
        return
    with live:
        place = echo(question)
    with in_turn(place), told():
        found = desk()
        conversation, messages = _past(past, found, asked=True)
        message = answer(place, conversation or _begin(found, question), question, messages, found)
        if message is not None:
            with place.container():
                _turn(message, found)


def _past(place: DeltaGenerator, found: Desk | None, *, asked: bool) -> tuple[Conversation | None, tuple[Message, ...]]:
    """Title, earlier turns, and questions to start with when nothing was said yet."""
    conversation = _current()
    with place:
        _head(found, conversation)
        messages = services().store.conversations.messages(owner(), conversation.id) if conversation else ()
        for message in messages:
            _turn(message, found)
        if not messages and not asked:
            _suggest(found)
    return conversation, messages


def _current() -> Conversation | None:
    """The conversation on the desk: the one chosen, else the latest about this work."""
    state, conversations = current(), services().store.conversations
    if state.conversation == "":
        return None
    known = conversations.all(owner())
    chosen = next((c for c in known if c.id == state.conversation), None)
    return chosen or next((c for c in known if c.work == state.work), None)


def _begin(found: Desk | None, question: str) -> Conversation:
    title = shorten(one_line(question), 60)
    conversation = services().store.conversations.create(owner(), title, found.work.id if found else None)
    current().conversation = conversation.id
    return conversation


def _head(found: Desk | None, conversation: Conversation | None) -> None:
    st.title(w.COACH, anchor=False)
    if found is None:
        st.caption(plain(f"{w.COACH_LEAD} {w.ABOUT_NOTHING}"))
    else:
        st.caption(plain(f"{w.COACH_LEAD} {w.ABOUT} : {found.work.title}, version {found.version.number}."))
    known = services().store.conversations.all(owner())
    if not known:
        return
    with st.popover(w.CONVERSATION, type="tertiary"):
        if st.button(w.NEW_CONVERSATION, key="nouvelle"):
            current().conversation = ""
            st.rerun()
        for each in known[:12]:
            if st.button(plain(each.title), key=f"conv-{each.id}", type="tertiary", disabled=each == conversation):
                current().conversation = each.id
                st.rerun()
        if conversation and st.button(w.DELETE_CONVERSATION, key="effacer-conv"):
            services().store.conversations.delete(owner(), conversation.id)
            current().conversation = ""
            st.rerun()


def _turn(message: Message, found: Desk | None) -> None:
    document = found.document if found else None
    show(
        "turn",
        role=message.role,
        text=message.text,
        refused=message.refused,
        complete=message.complete,
        live=False,
        labels={citation.id: label_of(citation, document) for citation in message.citations},
    )
    show_sources(message.citations, message.id, found)


def _suggest(found: Desk | None) -> None:
    """Questions to start with."""
    with st.container(horizontal=True, key="amorces", gap="small"):
        for rank, suggestion in enumerate(w.SUGGESTIONS if found else w.GENERAL_SUGGESTIONS):
            st.button(suggestion, key=f"amorce-{rank}", on_click=_ask, args=(suggestion,))


def _ask(question: str) -> None:
    current().question = question


if __name__ == "__main__":
    page()
