"""Accueil: what Jalon is, in three sentences; a sample to try; what one must know before starting."""

from __future__ import annotations

import streamlit as st

from assistant.reporting.wording import model_label
from assistant.ui import play_wording as pw
from assistant.ui import wording as w
from assistant.ui.desk import owner
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show
from assistant.ui.navigation import go
from assistant.ui.state import current


def page() -> None:
    """The first screen."""
    with st.container(key="hero"):
        show("hero")
        with st.container(horizontal=True, key="hero-actions"):
            if st.button(w.DROP_FIRST, type="primary", key="deposer"):
                current().open_work(None)
                go("travail")
            if st.button(w.TRY_SAMPLE, key="exemple"):
                with told():
                    _sample()
            if st.button(pw.HOME_ENTRY, key="negocier"):
                go("negociation")
        st.caption(plain(w.SAMPLE_NOTE))
    _works()
    settings = services().settings
    show(
        "facts",
        model=model_label(settings.model),
        model_fact=w.EMBEDDED_FACT if settings.is_embedded else w.AI_REST,
        data_fact=w.data_line(settings.model, settings.asked_embedding),
    )


def _works() -> None:
    works = services().store.works.all(owner())
    if not works:
        return
    show("title", text=w.YOUR_WORKS)
    with st.container(horizontal=True, key="travaux"):
        for work in works[:6]:
            if st.button(plain(work.title), key=f"ouvrir-{work.id}"):
                current().open_work(work.id)
                go("travail")


def _sample() -> None:
    """The bundled dossier, as if the learner had dropped it."""
    house, whose = services(), owner()
    name, data = house.sample()
    document = house.read_bytes(name, data)
    known = next((work for work in house.store.works.all(whose) if work.title == w.SAMPLE_TITLE), None)
    work = known or house.store.works.create(whose, w.SAMPLE_TITLE, "dossier")
    version = house.store.works.add_version(whose, work.id, document, data)
    house.critiques.submit(whose, version.id, "dossier")
    current().open_work(work.id, version.id)
    go("travail")


if __name__ == "__main__":
    page()
