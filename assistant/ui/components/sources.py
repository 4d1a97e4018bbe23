"""Sources of an answer: chips under it, each opening the criterion, example, fact or passage beside the page."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.document import Document
from assistant.domain.learning import Citation
from assistant.errors import UnknownIdError
from assistant.reporting.plain_text import one_line, shorten
from assistant.reporting.rows import feedback
from assistant.ui import wording as w
from assistant.ui.components.sheets import source_sheet
from assistant.ui.desk import Desk
from assistant.ui.house import services
from assistant.ui.markup import plain, show
from assistant.ui.navigation import go


def label_of(citation: Citation, document: Document | None) -> str:
    """What a chip says."""
    corpus = services().corpus
    match citation.kind:
        case "exemplar" if (example := corpus.exemplar(citation.id)) is not None:
            return f"{w.KINDS['exemplar']} : {shorten(example.company, 24)}"
        case "card" if citation.id in corpus.cards:
            return shorten(corpus.cards[citation.id].title, 36)
        case "passage":
            passage = document.passage(citation.id) if document else None
            words = shorten(one_line(passage.text), 34) if passage else w.KINDS["passage"]
            return f"« {words} »"
        case "production":
            try:
                return shorten(services().referentiel.production(citation.id).title, 36)
            except UnknownIdError:
                return citation.id
        case _:
            return citation.id


def show_sources(citations: Sequence[Citation], key: str, desk: Desk | None) -> None:
    """A chip a source; a press opens it."""
    import streamlit as st

    if not citations:
        return
    document = desk.document if desk else None
    with st.container(horizontal=True, key=f"sources-{key}", gap="xsmall", vertical_alignment="center"):
        show("sources_label")
        for rank, citation in enumerate(citations[:10]):
            if st.button(plain(label_of(citation, document)), key=f"source-{key}-{rank}", help=None):
                open_source(citation, desk)


def open_source(citation: Citation, desk: Desk | None) -> None:
    """The drawer on the right."""
    import streamlit as st

    title = f"{w.KINDS.get(citation.kind, w.SOURCES)} {citation.id if not citation.id.startswith('p-') else ''}".strip()

    @st.dialog(plain(title), width=620, position="right")
    def drawer() -> None:
        document = desk.document if desk else None
        view = desk.view() if desk else None
        found = next((c for c in view.criteria() if c.id == citation.id), None) if view else None
        if found is not None:
            show("criterion", c=found, rows=feedback(found))
        sheet = source_sheet(citation.kind, citation.id, document, opened=True)
        if sheet is not None:
            show(sheet[0], **sheet[1])
        if (found is not None or citation.kind == "passage") and st.button(w.SEE_IN_TEXT, key="tiroir-texte"):
            go("travail")

    drawer()
