"""What is on the learner's desk: the work, its versions and the critique, as the store has them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.learning import CritiqueRun, OwnerId, Version, Work
from assistant.errors import UnknownIdError
from assistant.services import Services
from assistant.ui.house import services
from assistant.ui.state import AppState, current

if TYPE_CHECKING:
    from assistant.reporting.view import ReportView

_KEPT = 2  # documents and views of the session's memory: the version shown and the one before


@dataclass(frozen=True)
class Desk:
    """One version of one work, and its latest critique run (None: never asked)."""

    owner: OwnerId
    work: Work
    versions: tuple[Version, ...]
    version: Version
    run: CritiqueRun | None

    @property
    def document(self) -> Document:
        """The draft as read, kept in the session."""
        return document_of(self.owner, self.version.id)

    def critique(self) -> Critique | None:
        """The critique, None until the run is over."""
        return services().store.runs.critique(self.owner, self.run.id) if self.run else None

    def view(self) -> ReportView | None:
        """The critique as shown, None until the run is over."""
        if self.run is None or self.run.active:
            return None
        return view_of(self.owner, self.version.id, self.run)


def owner() -> OwnerId:
    """Whose session this is; a new person when the browser brings no key.

    Asked of the store each time: another tab may have erased everything since.
    """
    import streamlit as st

    from assistant.ui.server import COOKIE, valid_token

    state = current()
    key = state.person.key if state.person else valid_token(st.context.cookies.get(COOKIE))
    found = services().store.person(key)
    if state.person is not None and state.person.id != found.id:
        state.forget()
    state.person = found
    return found.id


def desk() -> Desk | None:
    """What is on the desk, or None when there is nothing yet. Finds the latest work again after a reload."""
    state, store = current(), services().store
    whose = owner()
    if state.new_work:
        return None
    work = _work(state, services(), whose)
    if work is None:
        return None
    versions = store.works.versions(whose, work.id)
    if not versions:
        return None
    version = next((v for v in versions if v.id == state.version), versions[-1])
    state.work, state.version = work.id, version.id
    return Desk(whose, work, versions, version, store.runs.latest(whose, version.id))


def _work(state: AppState, house: Services, whose: OwnerId) -> Work | None:
    if state.work:
        try:
            return house.store.works.get(whose, state.work)
        except UnknownIdError:  # erased in another tab
            state.open_work(None)
    works = house.store.works.all(whose)
    return works[0] if works else None


def document_of(whose: OwnerId, version: str) -> Document:
    """A version's text, from the session's memory or the store."""
    documents = current().documents
    if version not in documents:
        _make_room(documents)
        documents[version] = services().store.works.document(whose, version)
    return documents[version]


def view_of(whose: OwnerId, version: str, run: CritiqueRun) -> ReportView | None:
    """A run's critique joined with what a page shows."""
    from assistant.reporting import build_view

    views = current().views
    key = f"{run.id}:{run.status}:{run.done}"
    if key not in views:
        critique = services().store.runs.critique(whose, run.id)
        if critique is None:
            return None
        _make_room(views)
        when = (run.finished or run.created).astimezone()
        house = services()
        views[key] = build_view(critique, document_of(whose, version), house.referentiel, house.corpus, when=when)
    return views[key]


def _make_room(kept: dict[str, Document] | dict[str, ReportView]) -> None:
    while len(kept) >= _KEPT:
        kept.pop(next(iter(kept)))
