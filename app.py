"""The application that `make app` serves: Streamlit behind a page in French, with the person's cookie."""

from __future__ import annotations

import streamlit as st

from assistant.ui import server

app = st.App(
    server.SCRIPT,
    lifespan=server.lifespan,
    routes=server.routes(),
    middleware=server.middleware(),
    on_script_error=server.on_script_error,
)
