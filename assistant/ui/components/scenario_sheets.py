"""The three sheets of a scenario: seen on the page, taken away in Word and PDF."""

from __future__ import annotations

import io
import zipfile

from assistant.domain.scenario import Scenario
from assistant.roleplay.sheets.building import build_sheet
from assistant.roleplay.sheets.printing import FORMATS, render_document
from assistant.roleplay.sheets.sheet import SHEET_NAMES, SheetName
from assistant.ui import trainer_wording as w
from assistant.ui.house import services
from assistant.ui.markup import plain, show

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_LABELS = {"docx": w.WORD, "pdf": w.PDF}


def show_preview(scenario: Scenario) -> None:
    """One tab a sheet, as it will be printed."""
    import streamlit as st

    sheets = [build_sheet(scenario, name, services().referentiel) for name in SHEET_NAMES]
    for tab, sheet in zip(st.tabs([sheet.title for sheet in sheets]), sheets, strict=True):
        with tab:
            show("scenario_sheet", sheet=sheet)


def show_printing(scenario: Scenario) -> None:
    """Buttons; a file is made only when its button is pressed."""
    import streamlit as st

    st.write(plain(w.PRINT_LEAD))
    for name in SHEET_NAMES:
        title = build_sheet(scenario, name, services().referentiel).title
        with st.container(horizontal=True, key=f"cas-imprimer-{name}"):
            for form in FORMATS:
                _button(scenario, name, form, title)
    with st.container(horizontal=True, key="cas-imprimer-tout"):
        st.download_button(
            w.ALL,
            lambda: zipped(scenario),
            f"{scenario.id}.zip",
            "application/zip",
            key="cas-zip",
            on_click="ignore",
            type="primary",
        )
        st.download_button(
            w.JSON_FILE,
            scenario.to_json(),
            f"{scenario.id}.json",
            "application/json",
            key="cas-json",
            on_click="ignore",
        )


def _button(scenario: Scenario, name: SheetName, form: str, title: str) -> None:
    import streamlit as st

    st.download_button(
        f"{title}, {_LABELS[form]}",
        lambda: render_document(scenario, name, form, services().referentiel),
        f"{scenario.id}-{name}.{form}",
        _TYPES[form],
        key=f"cas-{name}-{form}",
        on_click="ignore",
    )


def zipped(scenario: Scenario) -> bytes:
    """The six documents and the scenario itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{scenario.id}.json", scenario.to_json())
        for name in SHEET_NAMES:
            for form in FORMATS:
                document = render_document(scenario, name, form, services().referentiel)
                archive.writestr(f"{scenario.id}-{name}.{form}", document)
    return buffer.getvalue()
