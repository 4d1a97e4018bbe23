"""The self-analysis (3.2.4), asked before the debrief."""

from __future__ import annotations

from assistant.domain.levels import LEVELS, Level, level_label
from assistant.roleplay.composing.grids import ELSEWHERE, conduct_criteria
from assistant.roleplay.french.filling import capital
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.components.play_transcript import show_transcript
from assistant.ui.house import services
from assistant.ui.markup import plain, show


def show_analysis(table: OpenPlay) -> None:
    """Four questions, levels for the criteria that the talk can show, the talk to read; kept as the learner goes."""
    import streamlit as st

    desk = services().play_desk
    show("title", text=pw.ANALYSE)
    show("lead", text=pw.analyse_lead(table.scenario.kind))
    show_transcript(table)
    notes = _notes(table)
    show("title", text=pw.OWN_LEVELS)
    st.caption(plain(pw.OWN_LEVELS_HELP))
    levels = _levels(table)
    if (notes, levels) != (table.kept.own_notes, table.kept.own_levels):
        desk.look_back(table, levels, notes)
    if not notes and not levels:
        st.caption(plain(pw.ANALYSE_LOSS))
    st.button(pw.TO_DEBRIEF, type="primary", key="jeu-debrief", on_click=_done, args=(table,))


def _done(table: OpenPlay) -> None:
    services().play_desk.look_back(table, table.kept.own_levels, table.kept.own_notes, done=True)


def _notes(table: OpenPlay) -> dict[str, str]:
    import streamlit as st

    known = table.kept.own_notes
    columns = st.columns(2, gap="large")
    typed: dict[str, str] = {}
    for rank, (field, (label, example)) in enumerate(pw.NOTES.items()):
        with columns[rank % 2]:
            typed[field] = st.text_area(
                label,
                known.get(field, ""),
                height=100,
                max_chars=2000,
                placeholder=example,
                key=f"jeu-regard-{field}-{table.id}",
            )
    return {field: text for field, text in typed.items() if text and text.strip()}


def _levels(table: OpenPlay) -> dict[str, Level]:
    import streamlit as st

    levels: dict[str, Level] = {}
    with st.container(key="jeu-niveaux"):
        referentiel = services().referentiel
        shown = [c for c in conduct_criteria(referentiel, table.scenario.kind) if c not in ELSEWHERE]
        for criterion in map(referentiel.criterion, shown):
            level: Level | None = st.segmented_control(
                plain(capital(criterion.text)),
                LEVELS,
                default=table.kept.own_levels.get(criterion.id),
                format_func=level_label,
                key=f"jeu-niveau-{criterion.id}-{table.id}",
            )
            if level is not None:
                levels[criterion.id] = level
    return levels
