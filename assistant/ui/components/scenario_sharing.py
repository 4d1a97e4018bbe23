"""Sharing a scenario by a link, taking it back, deleting it, and what its trainer sees of the plays."""

from __future__ import annotations

from urllib.parse import urlsplit

from assistant.domain.learning import OwnerId, SharedScenario
from assistant.ui import trainer_wording as w
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show
from assistant.ui.state import current

_SHOWN = 100  # plays of the table; the transcripts below it are those of these


def show_sharing(owner: OwnerId, kept: SharedScenario) -> None:
    """The link when there is one, and the two ways out."""
    import streamlit as st

    st.write(plain(w.SHARE_LEAD))
    if kept.published:
        show("title", text=w.LINK)
        st.code(link_of(kept.id), language=None, wrap_lines=True)
        st.caption(plain(w.LINK_HELP))
        if st.button(w.WITHDRAW, key="retirer"):
            services().store.scenarios.withdraw(owner, kept.id)
            st.rerun()
    else:
        if not kept.sound:
            st.warning(plain(w.CANNOT_SHARE))
        if st.button(w.SHARE, type="primary", key="partager", disabled=not kept.sound):
            with told():
                services().scenario_desk.publish(owner, kept.id)
                st.rerun()
    st.write(plain(w.WHAT_YOU_SEE))
    with st.expander(w.DELETE):
        _delete(owner, kept)


def link_of(scenario: str) -> str:
    """The address inside the application, whole when the browser told ours."""
    import streamlit as st

    path = f"/negociation?cas={scenario}"
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path


def _delete(owner: OwnerId, kept: SharedScenario) -> None:
    import streamlit as st

    st.caption(plain(w.DELETE_HELP))
    sure = st.checkbox(w.DELETE_SURE, key=f"sur-{kept.id}")
    if st.button(w.DELETE, key="supprimer", disabled=not sure):
        services().store.scenarios.delete(owner, kept.id)
        state = current()
        state.scenario, state.said = None, w.DELETED
        st.rerun()


def show_plays(owner: OwnerId, kept: SharedScenario) -> None:
    """How it was played, without who played."""
    import streamlit as st

    st.write(plain(w.WHAT_YOU_SEE))
    st.button(w.REFRESH, key="actualiser")
    plays = services().store.scenarios.plays(owner, kept.id)[:_SHOWN]
    if not plays:
        st.info(plain(w.NO_PLAYS))
        return
    criteria = services().referentiel
    rows = [
        {
            "cells": w.play_line(play),
            "spread": w.spread(play.summary.levels),
            "levels": [
                (code, criteria.criterion(code).text, level)
                for code, level in play.summary.levels.items()
                if criteria.has_criterion(code)
            ],
        }
        for play in plays
    ]
    show("scenario_plays", rows=rows, tw=w)
    for play in plays:
        if play.transcript:
            who, when, _, _ = w.play_line(play)
            with st.expander(f"{w.READ} · {who}, {when}"):
                show("scenario_transcript", lines=_lines(play.transcript))


def _lines(transcript: str) -> list[tuple[str, str]]:
    lines = [line for line in transcript.split("\n") if line.strip()]
    parts = [line.partition(":") for line in lines]
    return [(who.strip(), said.strip()) if said else ("", who) for who, _, said in parts]
