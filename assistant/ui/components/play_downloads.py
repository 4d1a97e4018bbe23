"""What a learner takes away from a play: the debrief in Word, PDF and Markdown."""

from __future__ import annotations

from collections.abc import Callable

from assistant.domain.debrief import Debrief
from assistant.roleplay.debrief.debrief_sheet import debrief_sheet, sheet_markdown
from assistant.roleplay.sheets.pdf import render_sheet_pdf
from assistant.roleplay.sheets.sheet import Sheet
from assistant.roleplay.sheets.word import render_sheet_docx
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.house import services
from assistant.ui.markup import plain
from assistant.ui.orders import Order
from assistant.ui.state import current

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_downloads(table: OpenPlay, debrief: Debrief) -> None:
    """A row of buttons; a file is made only when its button is pressed."""
    import streamlit as st

    def sheet() -> Sheet:
        return debrief_sheet(debrief, table.kept, table.scenario, services().referentiel)

    makers: tuple[tuple[str, str, str, Callable[[], bytes]], ...] = (
        (pw.TAKE_WORD, "docx", _WORD, lambda: render_sheet_docx(sheet())),
        (pw.TAKE_PDF, "pdf", "application/pdf", lambda: render_sheet_pdf(sheet())),
        (pw.TAKE_MARKDOWN, "md", "text/markdown", lambda: sheet_markdown(sheet()).encode()),
    )
    stem = f"debriefing-{table.id[:8]}"

    @st.fragment
    def row() -> None:
        pressed: list[Order] = []
        with st.container(horizontal=True, key="jeu-emporter", gap="small"):
            for label, extension, mime, make in makers:
                pressed += _button(label, f"{stem}.{extension}", mime, make)
        for failure in filter(None, (order.failure_told() for order in pressed)):
            st.warning(plain(failure))

    row()


def _button(label: str, name: str, mime: str, make: Callable[[], bytes]) -> list[Order]:
    """The button; its order when it has just been pressed."""
    import streamlit as st

    order = current().orders.setdefault(name, Order())
    return [order] if st.download_button(label, lambda: order.fill(make), name, mime, key=f"jeu-{name}") else []
