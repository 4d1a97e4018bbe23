"""The pages of the application, and how to go from one to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.ui import play_wording as pw
from assistant.ui import wording as w

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_FOLDER = Path(__file__).with_name("pages")
_PAGES: Final = (
    ("accueil", w.HOME),
    ("travail", w.WORK),
    ("versions", w.VERSIONS),
    ("coach", w.COACH),
    ("negociation", pw.TITLE),
    ("referentiel", w.REFERENTIEL),
    ("autoevaluation", w.SELF),
    ("formateur", w.TRAINER),
    ("donnees", w.DATA),
)


def pages() -> list[Page]:
    """Every page, in the order of the menu."""
    import streamlit as st

    return [
        st.Page(
            _FOLDER / f"{name}.py", title=title, url_path=None if name == "accueil" else name, default=name == "accueil"
        )
        for name, title in _PAGES
    ]


def go(name: str) -> None:
    """Leave for that page at once."""
    import streamlit as st

    st.switch_page(_FOLDER / f"{name}.py")


def link(name: str, label: str, **query: str) -> None:
    """A link to that page."""
    import streamlit as st

    st.page_link(_FOLDER / f"{name}.py", label=label, query_params=query or None)
