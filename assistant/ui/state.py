"""The one typed state of a session: whose it is, and what is on the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain.document import Document
from assistant.domain.learning import Person
from assistant.ui.orders import Order

if TYPE_CHECKING:
    from assistant.reporting.view import ReportView
    from assistant.services.play_desk import OpenPlay

_KEY = "jalon"


@dataclass
class Pending:
    """A draft that was read and waits for its production to be confirmed. ``data``: the learner's own file."""

    document: Document
    data: bytes
    proposed: str


@dataclass
class AppState:
    """What a session remembers between two clicks; what must outlive it is in the store.

    work, version, conversation: ids on the desk (conversation "": a new one was asked). scenario: id of the one that
    the trainer has in hand ("": a new one was asked). play, table: the learner's role-play in hand; since: when its
    time was last kept (monotonic seconds); resend: the line whose reply was cut is to be said again. question: to put
    to the coach.
    round: changes at each file taken, so that the uploader lets go of its bytes. said: a sentence for the next run.
    held: versions whose critique waits for the learner's own levels; redone: those whose own levels are given again.
    orders: files asked for, by name.
    documents, views: what was read from the store, by version and by run (two at most).
    """

    person: Person | None = field(default=None, repr=False)
    work: str | None = None
    new_work: bool = False
    version: str | None = None
    conversation: str | None = None
    scenario: str | None = None
    play: str | None = None
    table: OpenPlay | None = field(default=None, repr=False)
    since: float | None = None
    resend: bool = False
    pending: Pending | None = field(default=None, repr=False)
    question: str | None = field(default=None, repr=False)
    round: int = 0
    said: str = ""
    held: set[str] = field(default_factory=set[str])
    redone: set[str] = field(default_factory=set[str])
    orders: dict[str, Order] = field(default_factory=dict[str, Order], repr=False)
    documents: dict[str, Document] = field(default_factory=dict[str, Document], repr=False)
    views: dict[str, ReportView] = field(default_factory=dict[str, "ReportView"], repr=False)

    def open_work(self, work: str | None, version: str | None = None) -> None:
        """Put another work on the desk."""
        self.work, self.version, self.new_work, self.pending = work, version, work is None, None
        self.conversation = None

    def take_file(self) -> None:
        """The uploaded file is safe: let the uploader forget it."""
        self.round += 1

    def forget(self) -> None:
        """Back to a session that knows nobody."""
        self.__dict__.update(AppState(round=self.round + 1).__dict__)


def current() -> AppState:
    """The state of this session."""
    import streamlit as st

    if _KEY not in st.session_state:
        st.session_state[_KEY] = AppState()
    state = st.session_state[_KEY]
    assert isinstance(state, AppState)
    return state
