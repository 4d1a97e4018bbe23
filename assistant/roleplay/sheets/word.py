"""A printed sheet as a Word document that a trainer can edit."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from assistant.reporting.plain_text import clean, one_line
from assistant.reporting.wording import AUTHOR, PAGE_OF, french_spaces
from assistant.roleplay.sheets.sheet import Section, Sheet, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell  # pyright: ignore[reportPrivateUsage]

_WIDTH = 16.6  # centimetres between the margins
_WIDE = 25.3  # the same on a landscape page
_WRITTEN = 1.5  # height of a row to fill in by hand, centimetres


def render_sheet_docx(sheet: Sheet) -> bytes:
    """The sheet: A4, French, real headings, header rows repeated on each page."""
    import docx

    from assistant.reporting.word_styles import NOTICE, apply_styles

    word = docx.Document()
    apply_styles(word)
    _properties(word, sheet)
    _footer(word, sheet)
    word.add_paragraph(_line(sheet.title), style="Title")
    word.add_paragraph(_line(sheet.subtitle), style="Subtitle")
    word.add_paragraph(style=NOTICE).add_run(_line(sheet.warning)).bold = True
    for section in sheet.sections:
        _section(word, section)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _line(text: str) -> str:
    return french_spaces(one_line(text))


def _properties(word: WordDocument, sheet: Sheet) -> None:
    properties = word.core_properties
    properties.title = _line(f"{sheet.title} : {sheet.subtitle}")[:255]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = _line(sheet.footer)[:255]
    properties.language = "fr-FR"


def _footer(word: WordDocument, sheet: Sheet) -> None:
    from assistant.reporting.word_elements import add_field

    footer = word.sections[0].footer.paragraphs[0]
    footer.text = f"{_line(sheet.footer)}\t{PAGE_OF[0]} "
    add_field(footer, "PAGE")
    footer.add_run(f" {PAGE_OF[1]} ")
    add_field(footer, "NUMPAGES")


def _section(word: WordDocument, section: Section) -> None:
    if section.wide:
        _landscape(word)
    word.add_heading(_line(section.title), 1)
    for text in section.paragraphs:
        paragraph = word.add_paragraph(_line(text))
        paragraph.paragraph_format.keep_with_next = bool(section.tables) or None
    for text in section.bullets:
        word.add_paragraph(_line(text), style="List Bullet")
    for table in section.tables:
        _table(word, table, _WIDE if section.wide else _WIDTH)


def _landscape(word: WordDocument) -> None:
    """What follows stands on landscape pages; the footer goes on, its page number moved to the new margin."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    added = word.add_section()
    added.orientation = WD_ORIENT.LANDSCAPE
    added.page_width, added.page_height = added.page_height, added.page_width
    added.left_margin = added.right_margin = Cm(2.2)
    added.top_margin = added.bottom_margin = Cm(1.8)


def _table(word: WordDocument, table: Table, width: float) -> None:
    from docx.shared import Cm

    from assistant.reporting.word_elements import shade, underline_row
    from assistant.reporting.word_styles import TINT

    grid = word.add_table(rows=1, cols=len(table.header))
    grid.autofit = False
    for cell, text in zip(grid.rows[0].cells, table.header, strict=True):
        _fill(cell, text, bold=True, kept=True)
        shade(cell, TINT)
    _repeat_header(grid.rows[0])
    for rank, row in enumerate(table.rows):
        added = grid.add_row()
        last = rank == len(table.rows) - 1
        for cell, text in zip(added.cells, row, strict=True):
            _fill(cell, text, kept=table.whole and not last)
        _keep_whole(added)
        underline_row(added)
        if table.tall:
            added.height = Cm(_WRITTEN)
    unit = width / sum(table.widths)
    for column, share in zip(grid.columns, table.widths, strict=True):
        column.width = Cm(share * unit)
        for cell in column.cells:
            cell.width = Cm(share * unit)
    _gap(word)


def _gap(word: WordDocument) -> None:
    """A thin line after a table, so that what follows does not touch it."""
    from docx.shared import Pt

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)


def _fill(cell: Cell, text: str, *, bold: bool = False, kept: bool = False) -> None:
    """``kept``: on the same page as the next row."""
    from docx.shared import Pt

    lines = clean(text).split("\n") if text else [""]
    for rank, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if rank == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = kept or None
        run = paragraph.add_run(french_spaces(line))
        run.font.size = Pt(9.5)
        run.bold = bold or None


def _repeat_header(row: object) -> None:
    _mark(row, "w:tblHeader")


def _keep_whole(row: object) -> None:
    _mark(row, "w:cantSplit")


def _mark(row: object, tag: str) -> None:
    from docx.oxml.parser import OxmlElement

    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]  # pyright: ignore
    properties.append(OxmlElement(tag))
