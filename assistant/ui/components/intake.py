"""Taking a draft in: dropped or pasted, read, its production proposed and confirmed."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import DraftError, JalonError
from assistant.ui import wording as w
from assistant.ui.house import ready, services
from assistant.ui.incident import show_incident
from assistant.ui.markup import plain
from assistant.ui.state import Pending, current

TYPES = ["docx", "pdf", "odt", "pptx", "xlsx", "md", "txt"]


def show_intake(label: str, key: str, take: Callable[[str, bytes], None]) -> None:
    """A file or pasted text; ``take`` gets the name and bytes once."""
    import streamlit as st

    from_file, from_text = st.tabs([w.TAB_FILE, w.TAB_PASTE])
    state = current()
    with from_file:
        sent = st.file_uploader(label, TYPES, key=f"{key}-{state.round}", help=None)
        st.caption(plain(w.DROP_HELP))
        if sent is not None:
            _take(take, sent.name, sent.getvalue())
    with from_text, st.form(f"{key}-colle", border=False, clear_on_submit=False):
        title = st.text_input(w.PASTE_TITLE, w.PASTE_DEFAULT, max_chars=80, key=f"{key}-titre")
        text = st.text_area(w.PASTE, height=220, key=f"{key}-texte")
        if st.form_submit_button(w.PASTE_READ, type="primary"):
            if text.strip():
                _take(take, f"{_file_name(title)}.md", text.encode())
            else:
                st.warning(plain(w.PASTE_EMPTY))


def read_and_propose(name: str, data: bytes) -> Pending:
    """The draft read, with the production it looks like. Raises ``DraftError``."""
    house = services()
    document = house.read_bytes(name, data)
    return Pending(document, data, house.propose_production(document))


def _take(take: Callable[[str, bytes], None], name: str, data: bytes) -> None:
    import streamlit as st

    state = current()
    try:
        with st.spinner(w.READING if ready() else w.PREPARING):
            take(name, data)
    except JalonError as error:
        show_incident(error)
        if not isinstance(error, DraftError):
            raise
        return
    state.take_file()
    st.rerun()


def _file_name(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in " -_’'" else " " for c in title)
    return " ".join(kept.split())[:60] or w.PASTE_DEFAULT
