"""Mes données: take everything away, erase everything, know what is kept and why."""

from __future__ import annotations

import streamlit as st

from assistant.store.export import export_everything
from assistant.ui import wording as w
from assistant.ui.desk import owner
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show
from assistant.ui.state import current


def page() -> None:
    """Export, erasure, notices, journal."""
    st.title(w.DATA, anchor=False)
    state = current()
    if state.said:
        st.success(plain(state.said))
        state.said = ""
    whose = owner()
    settings = services().settings
    show(
        "kept",
        works=services().store.works.all(whose),
        conversations=len(services().store.conversations.all(whose)),
        plays=len(services().store.plays.all(whose)),
        scenarios=len(services().store.scenarios.all(whose)),
        lines=[
            w.data_line(settings.model, settings.asked_embedding),
            w.ANONYMOUS,
            w.retention_line(settings.retention_days),
        ],
    )
    left, right = st.columns(2, gap="large")
    with left, st.container(key="exporter", border=True):
        _export()
    with right, st.container(key="effacer", border=True):
        _erase()
    show("rights")
    with st.expander(w.JOURNAL):
        st.caption(plain(w.JOURNAL_HELP))
        show("journal", entries=list(reversed(services().store.log.of(whose)))[:200])


def _export() -> None:
    show("title", text=w.EXPORT)
    st.write(plain(w.EXPORT_HELP))
    person = current().person
    assert person is not None  # owner() has just named it
    st.download_button(
        w.EXPORT,
        lambda: export_everything(services().store, person, services().play_desk.said),
        "jalon-mes-donnees.zip",
        "application/zip",
        on_click="ignore",
        type="primary",
        key="export",
    )


def _erase() -> None:
    show("title", text=w.ERASE)
    st.write(plain(w.ERASE_HELP))
    sure = st.checkbox(w.ERASE_SURE, key=f"sur-{current().round}")
    if st.button(w.ERASE_DO, key="effacer-tout", disabled=not sure):
        person = current().person
        assert person is not None
        with told():
            store, state = services().store, current()
            store.erase_everything(person)
            state.forget()
            state.person, state.said = store.person(person.key), w.ERASED
            st.rerun()


if __name__ == "__main__":
    page()
