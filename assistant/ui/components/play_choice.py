"""The way to a role-play: a case that a trainer shares, a new one, or an earlier play."""

from __future__ import annotations

from typing import Any, cast

from assistant.domain.learning import OwnerId, Play
from assistant.domain.scenario import Difficulty, ScenarioKind
from assistant.errors import JalonError, UserError
from assistant.roleplay.playing.kept_play import kept_play
from assistant.ui import play_wording as pw
from assistant.ui import trainer_wording as tw
from assistant.ui.components.situation import situation_choice
from assistant.ui.house import services
from assistant.ui.incident import show_incident, told
from assistant.ui.markup import plain, show
from assistant.ui.play_table import CASE, take

_SHOWN = 20  # earlier plays listed


def show_choice(whose: OwnerId) -> None:
    """What was shared first, then a new case, then the plays already begun."""
    import streamlit as st

    plays = services().store.plays.all(whose)
    shared = st.query_params.get(CASE)
    if shared:
        with st.container(border=True, key="jeu-partage"):
            _shared(whose, shared)
    with st.container(border=True, key="jeu-nouveau"):
        _new(whose)
    show("title", text=pw.PLAYS)
    if not plays:
        st.caption(plain(pw.NO_PLAY))
    for play in plays[:_SHOWN]:
        _earlier(play)


def _shared(whose: OwnerId, key: str) -> None:
    import streamlit as st

    desk = services().play_desk
    show("title", text=pw.SHARED)
    try:
        published, case = desk.shared(key)
    except JalonError as error:  # withdrawn, or a link cut short: a new case can still be played
        show_incident(error)
        return
    view = case.for_learner()
    line = pw.case_line(view.kind, view.sector, view.level, tw.KINDS)
    show("play_case", title=view.title, line=line, context=view.brief.context)
    st.caption(plain(tw.WHAT_THE_TRAINER_SEES))
    visible = st.checkbox(tw.LET_READ, key="jeu-lisible")
    if st.button(pw.BEGIN, type="primary", key="jeu-commencer-partage"):
        with told():
            play = desk.begin(whose, case, published=published.id, visible=visible)
            take(play.id)
            st.rerun()


def _new(whose: OwnerId) -> None:
    import streamlit as st

    from assistant.roleplay.composing.case import Request

    show("title", text=pw.NEW)
    kind = situation_choice(pw.KIND, "jeu-genre")
    level = cast(
        "Difficulty",
        st.segmented_control(
            pw.LEVEL, list(pw.LEVELS), default=1, format_func=pw.LEVELS.__getitem__, required=True, key="jeu-niveau"
        ),
    )
    st.caption(plain(f"{pw.LEVEL_SAYS[level]} {pw.LEVEL_NOTE}"))
    sector, own = _about(whose, kind)
    if st.button(pw.GENERATE, type="primary", key="jeu-generer"):
        with told(), st.spinner(pw.GENERATING):
            desk = services().play_desk
            offer = _text_of(whose, own) if own is not None else None
            case = desk.compose(Request(kind=kind, sector=sector, level=level), offer)
            take(desk.begin(whose, case).id)
            st.rerun()


def _about(whose: OwnerId, kind: ScenarioKind) -> tuple[str | None, str | None]:
    """Sector, or id of the learner's own work ("" when none was chosen); None for what was not asked."""
    import streamlit as st

    if kind == "negociation":  # only an offer with a price is about one's own work
        about = st.segmented_control(
            pw.ABOUT, [pw.ABOUT_SECTOR, pw.ABOUT_OWN], default=pw.ABOUT_SECTOR, required=True, key="jeu-objet"
        )
        if about == pw.ABOUT_OWN:
            return None, _own(whose)
    return (None if kind == "reunion" else _sector()), None


def _sector() -> str | None:
    import streamlit as st

    from assistant.roleplay.material.loading import load_material

    labels = {"": pw.DRAWN, **{sector.id: sector.label for sector in load_material().sectors}}
    return st.selectbox(pw.SECTOR, list(labels), format_func=labels.__getitem__, key="jeu-secteur") or None


def _own(whose: OwnerId) -> str:
    import streamlit as st

    works = {work.id: work.title for work in services().store.works.all(whose)}
    if not works:
        st.info(plain(pw.OWN_NONE))
        return ""
    chosen: Any = st.selectbox(
        pw.OWN_WORK, list(works), format_func=lambda each: works[each], help=pw.OWN_HELP, key="jeu-travail"
    )
    return str(chosen or "")


def _text_of(whose: OwnerId, work: str) -> str:
    """The latest version of that work. Raises ``UserError``."""
    versions = services().store.works.versions(whose, work) if work else ()
    if not versions:
        raise UserError(pw.OWN_NONE)
    return services().store.works.document(whose, versions[-1].id).text


def _earlier(play: Play) -> None:
    import streamlit as st

    try:
        kept = kept_play(play.state)
        line, label = pw.standing_line(kept), pw.READ_AGAIN if kept.stage == "debrief" else pw.RESUME
        line = " · ".join(part for part in (pw.day(play.updated), line, pw.resumed_word(kept)) if part)
    except JalonError as error:  # written by another program: it can still be deleted
        line, label = error.message, ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"jeu-ligne-{play.id}"):
        show("play_row", title=play.title, line=line)
        if label:
            st.button(label, key=f"jeu-ouvrir-{play.id}", on_click=take, args=(play.id,))
        with st.popover(pw.DELETE, type="tertiary"):
            st.caption(plain(pw.DELETE_SURE))
            st.button(pw.DELETE, key=f"jeu-supprimer-{play.id}", on_click=_delete, args=(play,))


def _delete(play: Play) -> None:
    services().store.plays.delete(play.owner, play.id)
