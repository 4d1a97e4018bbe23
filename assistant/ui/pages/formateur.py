"""Formateur: scenarios of role-play, composed, checked, changed, printed, shared, and how they were played."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from assistant.domain.learning import OwnerId, SharedScenario
from assistant.domain.scenario import Scenario
from assistant.errors import JalonError, UnknownIdError
from assistant.ui import trainer_wording as w
from assistant.ui.components.scenario_editing import show_editing
from assistant.ui.components.scenario_report import show_report
from assistant.ui.components.scenario_request import Asked, show_import, show_request
from assistant.ui.components.scenario_sharing import show_plays, show_sharing
from assistant.ui.components.scenario_sheets import show_preview, show_printing
from assistant.ui.desk import owner
from assistant.ui.house import services
from assistant.ui.incident import show_incident
from assistant.ui.markup import plain, show
from assistant.ui.state import current
from assistant.ui.wording import TRAINER


def page() -> None:
    """The scenario in hand, or the way to one."""
    st.title(TRAINER, anchor=False)
    whose, state = owner(), current()
    kept = services().store.scenarios.all(whose)
    found = _in_hand(whose, kept)
    with st.container(key="cas-tete"):  # always there, so that what follows keeps its place and its open tab
        if kept:
            _choose(kept, found)
        if state.said:
            st.success(plain(state.said))
            state.said = ""
    if found is None:
        show("lead", text=w.LEAD)
        _compose(whose)
    else:
        _show(whose, found)


def _in_hand(whose: OwnerId, kept: tuple[SharedScenario, ...]) -> SharedScenario | None:
    state = current()
    if state.scenario == "":
        return None
    if state.scenario:
        try:
            return services().store.scenarios.get(whose, state.scenario)
        except UnknownIdError:  # deleted in another tab
            state.scenario = None
    return kept[0] if kept else None


def _choose(kept: tuple[SharedScenario, ...], found: SharedScenario | None) -> None:
    state = current()
    names = {each.id: w.name_of(each) for each in kept}
    chosen: str | None = found.id if found else None
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="right", key="cas-bureau"):
        if found is None or len(kept) > 1:
            chosen = st.selectbox(
                w.CHOOSE,
                list(names),
                index=list(names).index(found.id) if found else None,
                format_func=lambda each: names.get(each, ""),
                placeholder=w.NEW,
                key=f"cas-liste-{found.id if found else 'aucun'}-{len(kept)}",
            )
        if found is not None and st.button(w.NEW, key="cas-nouveau"):
            state.scenario = ""
            st.rerun()
    if chosen and (found is None or chosen != found.id):
        state.scenario = chosen
        st.rerun()


def _compose(whose: OwnerId) -> None:
    house = services()

    def make(asked: Asked) -> None:
        began = time.perf_counter()
        with st.spinner(w.COMPOSING):
            made = house.scenario_desk.compose(asked.request, asked.offer)
            kept = house.scenario_desk.keep(whose, made)
        _take(kept, w.seconds_line(time.perf_counter() - began))

    def take(name: str, data: bytes) -> None:
        _take(house.scenario_desk.take_in(whose, name, data), "")

    with st.container(border=True, key="cas-composer"):
        show("title", text=w.FIRST)
        show_request(make)
    show_import(take)


def _take(kept: SharedScenario, said: str) -> None:
    """Put it in hand."""
    state = current()
    state.scenario, state.said = kept.id, said
    state.take_file()
    st.rerun()


def _show(whose: OwnerId, kept: SharedScenario) -> None:
    try:
        scenario = services().scenario_desk.open(kept)
    except JalonError as error:  # written by another version of the program: it can still be deleted
        show_incident(error)
        show_sharing(whose, kept)
        return
    show_report(kept, scenario)
    seen, changed, printed, shared, played = st.tabs(list(w.TABS), key=f"cas-onglets-{kept.id}")
    with seen:
        show_preview(scenario)
    with changed:
        show_editing(scenario, f"{kept.id[:8]}-{kept.updated:%H%M%S%f}", _saver(whose, kept))
    with printed:
        show_printing(scenario)
    with shared:
        show_sharing(whose, kept)
    with played:
        show_plays(whose, kept)


def _saver(whose: OwnerId, kept: SharedScenario) -> Callable[[Callable[[], Scenario]], None]:
    def save(make: Callable[[], Scenario]) -> None:
        try:
            saved = services().scenario_desk.change(whose, kept, make())
        except JalonError as error:  # nothing was kept; the fields still hold what was typed
            show_incident(error)
            return
        current().said = w.SAVED if saved.sound else w.SAVED_BROKEN
        st.rerun()

    return save


if __name__ == "__main__":
    page()
