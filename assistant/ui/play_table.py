"""The role-play that a session has on the table: found again after a reload, and how long it has been talked."""

from __future__ import annotations

import time

from assistant.domain.learning import OwnerId
from assistant.errors import JalonError, UnknownIdError
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.house import services
from assistant.ui.incident import sentence_of
from assistant.ui.state import current

PLAY, CASE = "partie", "cas"
"""Names of the address's parameters: a play of one's own, a case that a trainer shares."""

PAUSE = 240.0
"""Seconds without a word after which the learner is taken to be elsewhere."""


def on_table(whose: OwnerId) -> OpenPlay | None:
    """The play in hand, as the store has it now; None when one is to be chosen."""
    import streamlit as st

    state = current()
    key = state.play or st.query_params.get(PLAY)
    if not key:
        return None
    try:
        table = services().play_desk.open(whose, key, state.table)
    except JalonError as error:  # deleted in another tab, someone else's, or written by another program
        leave()
        state.said = pw.UNKNOWN_PLAY if isinstance(error, UnknownIdError) else sentence_of(error)
        return None
    state.play, state.table = table.id, table
    if st.query_params.get(PLAY) != key:
        st.query_params.from_dict({PLAY: key})
    return table


def take(key: str, said: str = "") -> None:
    """Put that play on the table."""
    state = current()
    state.play, state.table, state.since, state.said = key, None, None, said


def leave() -> None:
    """Clear the table; the play stays in the store."""
    import streamlit as st

    st.query_params.clear()
    state = current()
    state.play, state.table, state.since = None, None, None


def elapsed() -> float:
    """Seconds since the talk was last kept, or since the learner came to it."""
    state = current()
    if state.since is None:
        state.since = time.monotonic()
    return min(time.monotonic() - state.since, PAUSE)


def kept_now() -> None:
    """The time up to now is in the store."""
    current().since = time.monotonic()
