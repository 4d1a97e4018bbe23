"""Négociation: choose a case, prepare, talk, look back, then read the debrief."""

from __future__ import annotations

import streamlit as st

from assistant.domain.learning import OwnerId
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.components.play_analysis import show_analysis
from assistant.ui.components.play_choice import show_choice
from assistant.ui.components.play_debrief import show_debrief
from assistant.ui.components.play_preparation import show_preparation
from assistant.ui.components.play_sharing import show_sharing
from assistant.ui.components.play_talk import show_talk
from assistant.ui.desk import owner
from assistant.ui.markup import plain, show
from assistant.ui.play_table import leave, on_table
from assistant.ui.state import current
from assistant.ui.trainer_wording import KINDS


def page() -> None:
    """The play on the table at the step where it stands, or the way to one."""
    whose = owner()
    table = on_table(whose)
    if table is None:
        _choose(whose)
        return
    with st.container(key=f"jeu-{table.kept.stage}"):
        _head(table)
    _tell()
    match table.kept.stage:
        case "preparation":
            show_preparation(table)
        case "talk":
            show_talk(table)
        case "analysis":
            show_analysis(table)
        case "debrief":
            show_debrief(table)
    show_sharing(table)


def _choose(whose: OwnerId) -> None:
    st.title(pw.TITLE, anchor=False)
    _tell()
    show("lead", text=pw.LEAD)
    show_choice(whose)


def _tell() -> None:
    """The sentence that an earlier run left."""
    state = current()
    if state.said:
        st.info(plain(state.said))
        state.said = ""


def _head(table: OpenPlay) -> None:
    case = table.scenario
    line = pw.case_line(case.kind, case.sector, case.level, KINDS)
    resumed = pw.resumed_word(table.kept)
    show(
        "play_head",
        title=case.title,
        line=f"{line} · {resumed}" if resumed else line,
        steps=list(pw.STEPS.items()),
        stage=table.kept.stage,
        pw=pw,
    )
    st.button(pw.BACK, key="jeu-retour", type="tertiary", on_click=leave)


if __name__ == "__main__":
    page()
