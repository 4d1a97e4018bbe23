"""What the trainer of a shared case may read, and how to change one's mind."""

from __future__ import annotations

from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui import trainer_wording as tw
from assistant.ui.house import services
from assistant.ui.markup import plain


def show_sharing(table: OpenPlay) -> None:
    """Nothing for a case of one's own."""
    import streamlit as st

    if table.play.published is None:
        return
    with st.expander(pw.TRAINER_READS):
        st.caption(plain(tw.WHAT_THE_TRAINER_SEES))
        visible = st.checkbox(tw.LET_READ, table.play.visible, key=f"jeu-lisible-{table.id}")
        if visible != table.play.visible:
            services().play_desk.agree(table, visible=visible)
