"""A printed sheet as a tagged PDF, composed by Typst with the fonts it embeds."""

from __future__ import annotations

import json
from importlib.resources import files

from assistant.errors import ServiceError
from assistant.reporting.plain_text import clean, one_line
from assistant.reporting.wording import PAGE_OF, PDF_FAILED, PDF_FAILED_HINT, french_spaces
from assistant.roleplay.sheets.sheet import Section, Sheet, Table


def render_sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet in PDF/UA-1, French, ready to print on A4. Raises ``ServiceError`` when the composer refuses."""
    import typst

    template = (files("assistant.roleplay.sheets") / "templates" / "sheet.typ").read_bytes()
    data = json.dumps(_data(sheet), ensure_ascii=False)
    try:
        pdf = typst.compile(
            template,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            pdf_standards="ua-1",
            timestamp=0,
        )
    except RuntimeError as error:
        raise ServiceError(PDF_FAILED, PDF_FAILED_HINT) from error
    assert isinstance(pdf, bytes)  # one file asked for
    return pdf


def _data(sheet: Sheet) -> dict[str, object]:
    return {
        "title": _line(sheet.title),
        "subtitle": _line(sheet.subtitle),
        "warning": _line(sheet.warning),
        "footer": _line(sheet.footer),
        "page": PAGE_OF[0],
        "of": PAGE_OF[1],
        "sections": [_section(section) for section in sheet.sections],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "title": _line(section.title),
        "paragraphs": [_line(text) for text in section.paragraphs],
        "bullets": [_line(text) for text in section.bullets],
        "tables": [_table(table) for table in section.tables],
        "wide": section.wide,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "header": [_line(text) for text in table.header],
        "rows": [[[french_spaces(line) for line in clean(cell).split("\n")] for cell in row] for row in table.rows],
        "widths": list(table.widths),
        "tall": table.tall,
        "whole": table.whole,
    }


def _line(text: str) -> str:
    return french_spaces(one_line(text))
