"""Mon travail: a draft goes in, its critique arrives, criterion by criterion, beside the text."""

from __future__ import annotations

import streamlit as st

from assistant.domain.learning import CritiqueRun
from assistant.reporting.view import ReportView
from assistant.reporting.wording import long_date
from assistant.ui import wording as w
from assistant.ui.components.criteria import show_criteria
from assistant.ui.components.downloads import show_downloads
from assistant.ui.components.intake import read_and_propose, show_intake
from assistant.ui.components.overview import show_overview
from assistant.ui.components.progress import show_progress
from assistant.ui.desk import Desk, desk, owner
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show
from assistant.ui.navigation import go
from assistant.ui.state import Pending, current


def page() -> None:
    """What is on the desk, or the way to put something on it."""
    state = current()
    found = None if state.pending else desk()
    _choose_work(found)
    if state.pending:
        _confirm(state.pending)
    elif found is None:
        _drop()
    else:
        _work(found)


def _choose_work(found: Desk | None) -> None:
    state = current()
    works = services().store.works.all(owner())
    if not works:
        return
    titles = {work.id: work.title for work in works}
    chosen: str | None = found.work.id if found else None
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="right", key="bureau"):
        if found is None or len(works) > 1:
            chosen = st.selectbox(
                w.CHOOSE_WORK,
                list(titles),
                index=list(titles).index(found.work.id) if found else None,
                format_func=lambda work: titles.get(work, ""),
                placeholder=w.NEW_WORK,
                key=f"travaux-{found.work.id if found else 'aucun'}-{len(works)}",
            )
        if found is not None and st.button(w.NEW_WORK, key="nouveau"):
            state.open_work(None)
            st.rerun()
    if chosen and (found is None or chosen != found.work.id):
        state.open_work(chosen)
        st.rerun()


def _drop() -> None:
    st.title(w.DROP, anchor=False)

    def take(name: str, data: bytes) -> None:
        current().pending = read_and_propose(name, data)

    left, right = st.columns([3, 2], gap="large")
    with left, st.container(key="depot", border=True):
        show_intake(w.DROP, "depot", take)
    with right:
        settings = services().settings
        show("before", steps=w.STEPS, data_fact=w.data_line(settings.model, settings.asked_embedding))


def _confirm(pending: Pending) -> None:
    """The production is proposed; the learner confirms, and the critique starts."""
    referentiel = services().referentiel
    document = pending.document
    st.title(plain(document.name), anchor=False)
    st.caption(plain(w.read_line(document.words, document.pages)))
    titles = {production.slug: production.title for production in referentiel.productions}
    with st.container(key="confirmer", border=True):
        slug = st.selectbox(
            w.PROPOSED,
            list(titles),
            index=list(titles).index(pending.proposed),
            format_func=lambda each: f"{titles[each]} ({len(referentiel.criteria_of(each))} critères)",
            help=w.PROPOSED_HELP,
        )
        first = st.checkbox(w.SELF_FIRST, key="auto-avant")
        with st.container(horizontal=True):
            launched = st.button(w.LAUNCH, type="primary", key="lancer")
            left = st.button(w.OTHER_FILE, key="autre")
    if launched:
        with told():
            _launch(pending, slug, self_first=first)
    if left:
        current().pending = None
        st.rerun()


def _launch(pending: Pending, slug: str, *, self_first: bool) -> None:
    state, whose, house = current(), owner(), services()
    title = pending.document.name.rsplit(".", 1)[0]
    work = house.store.works.create(whose, title, slug)
    version = house.store.works.add_version(whose, work.id, pending.document, pending.data)
    house.critiques.submit(whose, version.id, slug)
    state.open_work(work.id, version.id)
    if self_first:
        state.held.add(version.id)
        go("autoevaluation")
    st.rerun()


def _work(found: Desk) -> None:
    run = found.run
    if run is None:
        _head(found, None)
        if st.button(w.LAUNCH, type="primary"):
            services().critiques.submit(found.owner, found.version.id, found.work.production)
            st.rerun()
    elif run.active:
        _head(found, run)
        show_progress(found)
    else:
        _over(found, run)


def _over(found: Desk, run: CritiqueRun) -> None:
    view = found.view()
    _head(found, run)
    if view is None:
        st.error(plain(run.reason or w.UNEXPECTED))
        if st.button(w.RETRY, type="primary", key="relancer"):
            services().critiques.submit(found.owner, found.version.id, run.production)
            st.rerun()
        return
    if found.version.id in current().held:
        _held(found)
        return
    _incomplete(found, run, view)
    show_downloads(found, view)
    show("notices", items=(*view.notices, *view.warnings), hidden=view.draft.hidden_text)
    show("moves", moves=view.moves, judged=view.projection.judged)
    show_overview(view)
    show_criteria(view)
    _other_production(found, view)


def _head(found: Desk, run: CritiqueRun | None) -> None:
    slug = (run.production if run else None) or found.work.production
    show(
        "draft_head",
        title=found.work.title,
        production=services().referentiel.production(slug).title if slug else "",
        file=found.version.name,
        words=found.version.words,
        version=f"Version {found.version.number}, {long_date(found.version.created.astimezone())}",
    )


def _incomplete(found: Desk, run: CritiqueRun, view: ReportView) -> None:
    """A stopped run, or criteria that failed: what is missing can be asked again, and only that."""
    missing = [criterion for criterion in view.criteria() if criterion.status == "failed"]
    if not missing:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="incomplet"):
        st.warning(plain(w.STOPPED if run.status == "stopped" else missing[0].why))
        if st.button(f"{w.COMPLETE} ({len(missing)})", key="completer", type="primary"):
            services().critiques.submit(found.owner, found.version.id, run.production)
            st.rerun()


def _held(found: Desk) -> None:
    st.info(plain(w.HELD_BACK))
    with st.container(horizontal=True):
        if st.button(w.GO_SELF, type="primary", key="aller-auto"):
            go("autoevaluation")
        if st.button(w.SHOW_ANYWAY, key="voir-quand-meme"):
            current().held.discard(found.version.id)
            st.rerun()


def _other_production(found: Desk, view: ReportView) -> None:
    referentiel = services().referentiel
    titles = {production.slug: production.title for production in referentiel.productions}
    with st.expander(w.CHANGE_PRODUCTION):
        slug = st.selectbox(
            w.CHANGE_PRODUCTION,
            list(titles),
            index=list(titles).index(view.production.slug),
            format_func=titles.__getitem__,
        )
        st.caption(plain(w.CHANGE_HELP))
        if st.button(w.RETRY, key="changer", disabled=slug == view.production.slug):
            services().store.works.set_production(found.owner, found.work.id, slug)
            services().critiques.submit(found.owner, found.version.id, slug)
            st.rerun()


if __name__ == "__main__":
    page()
