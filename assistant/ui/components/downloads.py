"""What a learner takes away: the annotated copy of the file, and the report in three formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from assistant.domain.critique import Critique
from assistant.reporting import annotate_docx, annotate_pdf, render_docx, render_html, render_pdf
from assistant.reporting.view import ReportView
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import services
from assistant.ui.markup import plain
from assistant.ui.orders import Order
from assistant.ui.state import current

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_downloads(desk: Desk, view: ReportView) -> None:
    """A row of buttons; a file is made only when its button is pressed."""
    import streamlit as st

    stem = PurePath(desk.version.name).stem or "travail"

    @st.fragment
    def row() -> None:
        with st.container(horizontal=True, key="emporter", gap="small"):
            annotate = _annotation(desk)
            clicked: list[Order] = []
            if annotate is not None:
                extension, mime, make = annotate
                clicked += _button(w.ANNOTATED, f"{stem}-annoté.{extension}", mime, make, primary=True)
            clicked += _button(w.REPORT_WORD, f"{stem}-critique.docx", _WORD, lambda: render_docx(view))
            clicked += _button(w.REPORT_PDF, f"{stem}-critique.pdf", "application/pdf", lambda: render_pdf(view))
            clicked += _button(w.REPORT_HTML, f"{stem}-critique.html", "text/html", lambda: render_html(view).encode())
        for order in clicked:
            failure = order.failure_told()
            if failure:
                st.warning(plain(failure))

    row()


def _button(label: str, name: str, mime: str, make: Callable[[], bytes], *, primary: bool = False) -> list[Order]:
    """The button; its order when it has just been pressed."""
    import streamlit as st

    order = current().orders.setdefault(name, Order())
    pressed = st.download_button(
        label,
        lambda: order.fill(make),
        name,
        mime,
        key=f"emporter-{name}",
        type="primary" if primary else "secondary",
    )
    return [order] if pressed else []


def _annotation(desk: Desk) -> tuple[str, str, Callable[[], bytes]] | None:
    """Extension, type and maker of the annotated copy, for the formats that can carry comments."""
    house = services()

    def critique() -> Critique:
        found = desk.critique()
        assert found is not None  # the view that calls for it was made from it
        return found

    def original() -> bytes:
        return house.store.works.file(desk.owner, desk.version.id)

    match desk.document.format:
        case "docx":
            return (
                "docx",
                _WORD,
                lambda: annotate_docx(original(), critique(), desk.document, referentiel=house.referentiel),
            )
        case "pdf":
            return (
                "pdf",
                "application/pdf",
                lambda: annotate_pdf(original(), critique(), desk.document, referentiel=house.referentiel),
            )
        case _:
            return None
