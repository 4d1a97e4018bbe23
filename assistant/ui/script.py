"""What Streamlit runs at each interaction: page settings, navigation, the AI notice, then the page."""

from __future__ import annotations

import streamlit as st

from assistant.ui.components import notice
from assistant.ui.incident import show_incident
from assistant.ui.navigation import pages
from assistant.ui.server import STATIC


def main() -> None:
    """One run of the script."""
    st.set_page_config(page_title="Jalon", page_icon=STATIC / "icon.svg", layout="wide", menu_items=None)
    st.logo(STATIC / "logo.svg", size="large")
    page = st.navigation(pages(), position="top")
    notice.show_notice()
    try:
        page.run()
    except Exception as error:  # a page that breaks says so in French; the navigation stays
        show_incident(error)


if __name__ == "__main__":
    main()
