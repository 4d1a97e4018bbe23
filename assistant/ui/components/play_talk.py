"""The talk: what was said, the learner's next line and the reply as it comes, hints, going back, the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.errors import JalonError
from assistant.roleplay.playing.session import Exchange
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.components.play_sheet import show_card, show_offers, show_sheet, show_standing
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.listening import heard
from assistant.ui.markup import plain, render, show
from assistant.ui.play_table import elapsed, kept_now, take
from assistant.ui.state import current

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_REFRESH = 0.06  # seconds between two paintings of the same reply
MOST = 1200
"""Characters of one line."""


def show_talk(table: OpenPlay) -> None:
    """The dialogue beside the sheet; a line is echoed before anything else is done."""
    import streamlit as st

    services().play_desk.ready_soon(table)
    typed = None
    if not table.kept.over:
        typed = st.chat_input(pw.LINE, key=f"replique-{table.id}", max_chars=MOST, submit_mode="stop")
    left, right = st.columns([5, 3], gap="large")
    with left:
        standing = st.container(key="jeu-ou")
        with st.container(key="jeu-dialogue"):
            show("play_turn", who=table.scenario.interlocutor.name, text=table.kept.record.opening, fresh=False, pw=pw)
            for rank, exchange in enumerate(table.kept.record.exchanges):
                _exchange(table, rank, exchange)
            line = (typed or "").strip() or _asked_again(table)
            if line:
                with told():
                    _answer(table, line)
                if table.kept.over:  # no more line can be said
                    st.rerun()
            _pending(table)
        _ways(table)
    with standing:
        _standing(table)
    with right, st.container(key="jeu-cote"):
        _beside(table)


def _standing(table: OpenPlay) -> None:
    import streamlit as st

    show_standing(table, table.kept.seconds + elapsed())
    with st.container(key="jeu-fiche-mobile"), st.popover(pw.MY_SHEET):
        _beside(table)


def _beside(table: OpenPlay) -> None:
    show_offers(table)
    show_card(table)
    show_sheet(table, opened=False)


def _exchange(table: OpenPlay, rank: int, exchange: Exchange, *, fresh: bool = False) -> None:
    show("play_turn", who="", text=exchange.seller.text, fresh=False, pw=pw)
    _take_up(table, rank)
    show("play_turn", who=table.scenario.interlocutor.name, text=exchange.buyer.text, fresh=fresh, pw=pw)


def _take_up(table: OpenPlay, rank: int) -> None:
    """The button under a learner's turn: play again from before it."""
    import streamlit as st

    with st.container(horizontal=True, horizontal_alignment="right", key=f"jeu-reprise-{rank}"):
        st.button(
            pw.TAKE_UP, key=f"jeu-rejouer-{table.id}-{rank}", type="tertiary", on_click=again_from, args=(table, rank)
        )


def again_from(table: OpenPlay, rank: int) -> None:
    """Another play that goes on before that learner's line, put on the table."""
    take(services().play_desk.take_up(table, rank).id, pw.taken_up_line(rank + 1))


def _answer(table: OpenPlay, line: str) -> None:
    """Echo the line, paint the reply as it comes, then show the exchange as it was kept."""
    import streamlit as st

    rank = len(table.kept.record.exchanges)
    whole = st.empty()
    try:
        with whole.container():
            show("play_turn", who="", text=line, fresh=False, pw=pw)
            with st.container(key="jeu-attente"):
                place = st.empty()
            place.caption(plain(_thinking(table)))
            if services().settings.is_embedded:
                list(services().play_desk.say(table, line, elapsed()))
            else:
                _offer_again("vif")  # on the page already when the learner stops the script; hidden while it runs
                _listen(table, line, place)
            kept_now()
        with whole.container():
            _exchange(table, rank, table.kept.record.exchanges[rank], fresh=services().settings.is_embedded)
    except JalonError:
        whole.empty()  # the line is shown again with the way to send it again
        raise


def _thinking(table: OpenPlay) -> str:
    return f"{table.scenario.interlocutor.name} {pw.SAYS}"


def _listen(table: OpenPlay, line: str, place: DeltaGenerator) -> None:
    """The pieces of a model's reply on the page; the exchange is in the store when they end.

    A learner who stops it ends the script here: the reply that still comes is then let go, and nothing of it is kept.
    """
    desk, seconds, stopped = services().play_desk, elapsed(), threading.Event()

    def speak() -> Iterator[str]:
        with closing(desk.say(table, line, seconds)) as speaking:
            for piece in speaking:
                if stopped.is_set():
                    return
                yield piece

    pieces: list[str] = []
    painted = 0.0
    who = table.scenario.interlocutor.name
    try:
        for piece in heard(speak):
            if piece is not None:
                pieces.append(piece)
            elif not pieces:
                place.caption(plain(_thinking(table)))  # each message to the page is where Streamlit lets one stop
            if pieces and (piece is None or time.monotonic() - painted > _REFRESH):
                place.html(render("play_turn", who=who, text=" ".join(pieces), fresh=False, live=True, pw=pw))
                painted = time.monotonic()
    finally:
        stopped.set()


def _asked_again(table: OpenPlay) -> str:
    """The line whose reply was cut, when the learner has just asked to send it again."""
    state = current()
    again, state.resend = state.resend, False
    return table.kept.awaiting if again else ""


def _pending(table: OpenPlay) -> None:
    """A line whose reply was cut (a stop, a closed tab, a restart): it can be sent again."""
    if table.kept.awaiting:
        show("play_turn", who="", text=table.kept.awaiting, fresh=False, pw=pw)
        _offer_again("coupe")


def _offer_again(where: str) -> None:
    import streamlit as st

    with st.container(key=f"jeu-renvoi-{where}"):
        st.caption(plain(pw.CUT))
        st.button(pw.SEND_AGAIN, key=f"jeu-renvoyer-{where}", on_click=_send_again)


def _send_again() -> None:
    current().resend = True


def _ways(table: OpenPlay) -> None:
    """A hint, or the end."""
    import streamlit as st

    desk = services().play_desk
    if table.kept.over:
        show("play_over", word=pw.ending_word(table.kept.ending))
        st.button(pw.GO_ON, type="primary", key="jeu-bilan", on_click=_close, args=(table,))
        return
    if table.kept.hint and table.kept.hinted == len(table.kept.record.exchanges):
        show("play_hint", text=table.kept.hint, pw=pw)
    with st.container(horizontal=True, key="jeu-actions"):
        left = desk.hints_left(table)
        if left != 0:
            st.button(pw.hints_line(left), key="jeu-indice", on_click=_hint, args=(table,))
        with st.popover(pw.FINISH):
            st.write(plain(pw.FINISH_SURE))
            st.button(pw.FINISH_DO, type="primary", key="jeu-terminer", on_click=_close, args=(table,))


def _hint(table: OpenPlay) -> None:
    services().play_desk.hint(table)


def _close(table: OpenPlay) -> None:
    services().play_desk.close(table, 0.0 if table.kept.over else elapsed())
