"""The preparation card (3.2.1), filled in beside the seller's sheet before the first word."""

from __future__ import annotations

from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.components.play_sheet import show_sheet
from assistant.ui.house import services
from assistant.ui.markup import plain, show
from assistant.ui.play_table import kept_now

_PLACE = "ma-fiche"
_EMPTY = "jeu-fiche-vide"  # id of the play whose learner wants to begin with an empty card
_WITHOUT_PRICE = ("objectifs", "questions")


def show_preparation(table: OpenPlay) -> None:
    """What the learner knows, the card, and the two ways in; what is typed is kept as the learner goes."""
    import streamlit as st

    services().play_desk.ready_soon(table)  # the first reply then comes at once
    left, right = st.columns([5, 4], gap="large")
    with left:
        show("play_jump", text=pw.TO_CARD, target=_PLACE)
        show_sheet(table, opened=True)
    with right, st.container(key="jeu-carte"):
        show("play_card_head", place=_PLACE, lead=pw.prepare_lead(table.scenario.kind), pw=pw)
        card = _card(table)
        if card != table.kept.record.preparation:
            services().play_desk.prepare(table, card)
        ready = st.button(pw.START, type="primary", key="jeu-commencer")
        if ready and card:
            _begin(table, card)
        st.caption(plain(pw.SAVED_AS_YOU_GO))
        if not card and (ready or st.session_state.get(_EMPTY) == table.id):
            st.session_state[_EMPTY] = table.id
            st.warning(plain(pw.skip_loss(table.scenario.kind)))
            if st.button(pw.SKIP, key="jeu-sans-fiche"):
                _begin(table, card)


def _card(table: OpenPlay) -> dict[str, str]:
    """The fields that hold something."""
    import streamlit as st

    fields = list(pw.CARD) if table.scenario.economics is not None else list(_WITHOUT_PRICE)
    known = table.kept.record.preparation
    typed = {
        field: st.text_area(
            pw.CARD[field][0],
            known.get(field, ""),
            height=84,
            max_chars=1500,
            placeholder=pw.CARD[field][1],
            key=f"jeu-fiche-{field}-{table.id}",
        )
        for field in fields
    }
    return {field: text for field, text in typed.items() if text and text.strip()}


def _begin(table: OpenPlay, card: dict[str, str]) -> None:
    import streamlit as st

    services().play_desk.prepare(table, card, done=True)
    kept_now()
    st.rerun()
