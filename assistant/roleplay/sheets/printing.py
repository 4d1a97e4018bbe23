"""Write a scenario and its three documents to a folder, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Scenario
from assistant.errors import UserError
from assistant.roleplay.sheets.building import build_sheet
from assistant.roleplay.sheets.pdf import render_sheet_pdf
from assistant.roleplay.sheets.sheet import SHEET_NAMES, SheetName
from assistant.roleplay.sheets.word import render_sheet_docx

FORMATS = ("docx", "pdf")


def render_document(scenario: Scenario, name: SheetName, form: str, referentiel: Referentiel) -> bytes:
    """One document as bytes; ``form``: "docx" or "pdf". Raises ``ServiceError`` when it cannot be composed."""
    sheet = build_sheet(scenario, name, referentiel)
    return render_sheet_docx(sheet) if form == "docx" else render_sheet_pdf(sheet)


def write_scenario(scenario: Scenario, folder: Path, referentiel: Referentiel) -> tuple[Path, ...]:
    """``<id>.json`` and three documents in Word and PDF. Raises ``UserError`` when the folder cannot be written."""
    contents = {f"{scenario.id}.json": scenario.to_json().encode()}
    for name in SHEET_NAMES:
        for form in FORMATS:
            contents[f"{scenario.id}-{name}.{form}"] = render_document(scenario, name, form, referentiel)
    return _write(folder, contents)


def _write(folder: Path, contents: dict[str, bytes]) -> tuple[Path, ...]:
    """Every file beside its place first, then all at their place: a failure leaves nothing half-made."""
    partial: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            beside = folder / f".{name}.tmp"
            partial.append((beside, folder / name))
            beside.write_bytes(content)
        for beside, target in partial:
            beside.replace(target)
    except OSError as error:
        for beside, _ in partial:
            beside.unlink(missing_ok=True)
        raise UserError(
            f"Le dossier {folder} ne peut pas être écrit ({error.strerror or error}).", "Choisissez un autre dossier."
        ) from error
    return tuple(target for _, target in partial)
