"""Versions: the next version goes in, what moved comes out; the advice given and what became of it."""

from __future__ import annotations

import streamlit as st

from assistant.ui import wording as w
from assistant.ui.components.intake import show_intake
from assistant.ui.components.ledger import show_ledger
from assistant.ui.components.movement import show_movement
from assistant.ui.components.progress import show_progress
from assistant.ui.components.timeline import show_timeline
from assistant.ui.desk import Desk, desk
from assistant.ui.house import services
from assistant.ui.markup import plain
from assistant.ui.navigation import go
from assistant.ui.state import current


def page() -> None:
    """The versions of the work on the desk."""
    found = desk()
    st.title(w.VERSIONS, anchor=False)
    if found is None:
        st.info(plain(w.NO_WORK))
        if st.button(w.DROP_FIRST, type="primary"):
            go("travail")
        return
    st.caption(plain(found.work.title))
    _say()
    with st.expander(w.NEXT_VERSION, expanded=len(found.versions) == 1):
        show_intake(w.NEXT_VERSION, "suivante", lambda name, data: _next_version(found, name, data))
    if found.run is not None and found.run.active:
        show_progress(found)
        return
    show_movement(found)
    show_timeline(found)
    show_ledger(found)


def _say() -> None:
    state = current()
    if state.said:
        st.info(plain(state.said))
        state.said = ""


def _next_version(found: Desk, name: str, data: bytes) -> None:
    """Kept as the next version, and judged where it changed. Raises ``DraftError``."""
    house = services()
    document = house.read_bytes(name, data)
    version = house.store.works.add_version(found.owner, found.work.id, document, data)
    if version.id in {known.id for known in found.versions}:
        current().said = w.SAME_FILE
    else:
        house.critiques.submit(found.owner, version.id, found.work.production)
    current().open_work(found.work.id, version.id)


if __name__ == "__main__":
    page()
