"""A sample as a Word file: styles, real headings and lists, tables, picture, header, page number, footnotes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from evals.samples.chart import bar_chart
from evals.samples.footnotes import add_notes, call_note
from evals.samples.sealing import WRITTEN, reseal
from evals.samples.source import Block, Figure, Grid, Heading, Listing, Paragraph, Source, Spans, plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_FONT: Final = "Arial"
_LINE: Final = 16.6
"""Width of the text in centimetres."""


def write_docx(source: Source) -> bytes:
    """The Word file of a source."""
    import docx

    document = docx.Document()
    _set_page(document, source.meta)
    document.add_heading(source.meta["title"], 0)
    if subtitle := source.meta.get("subtitle"):
        document.add_paragraph(subtitle, style="Subtitle")
    for block in source.blocks:
        _add(document, block, source)
    add_notes(document, source.notes)
    out = io.BytesIO()
    document.save(out)
    return reseal(out.getvalue())


def _set_page(document: Document, meta: dict[str, Any]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    properties = document.core_properties
    properties.author = properties.last_modified_by = meta["author"]
    properties.title, properties.language = meta["title"], "fr-FR"
    properties.created = properties.modified = WRITTEN
    properties.comments = ""
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    for run_properties in document.styles.element.iter(qn("w:lang")):
        run_properties.set(qn("w:val"), "fr-FR")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = meta["header"]
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{meta['footer']} – page ")
    _field(footer, "PAGE")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # pyright: ignore[reportPrivateUsage] # python-docx has no API for fields


def _add(document: Document, block: Block, source: Source) -> None:
    match block:
        case Heading(level, spans):
            _fill(document.add_paragraph(style=f"Heading {level}"), spans)
        case Paragraph(spans, quoted):
            _fill(document.add_paragraph(style="Quote" if quoted else "Normal"), spans)
        case Listing(items, ordered):
            _add_list(document, items, ordered)
        case Grid():
            _add_table(document, block)
        case Figure(chart, caption):
            _add_figure(document, bar_chart(source.meta["charts"][chart]), caption)


def _fill(paragraph: WordParagraph, spans: Spans, *, bold: bool = False) -> None:
    for span in spans:
        if span.note is not None:
            call_note(paragraph, span.note)
            continue
        run = paragraph.add_run(span.text)
        run.bold = True if span.bold or bold else None
        run.italic = True if span.italic else None


def _add_list(document: Document, items: tuple[Spans, ...], ordered: bool) -> None:
    number = _restart(document) if ordered else None
    for spans in items:
        paragraph = document.add_paragraph(style="List Number" if ordered else "List Bullet")
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # pyright: ignore[reportPrivateUsage] # no API
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
        _fill(paragraph, spans)


def _restart(document: Document) -> int:
    """A numbering of its own, so that each list starts again at 1."""
    style: Any = document.styles["List Number"]
    numbering: Any = document.part.numbering_part.element
    known = style.element.pPr.numPr.numId.val
    abstract = next(n.abstractNumId.val for n in numbering.num_lst if n.numId == known)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(0).add_startOverride(1)
    return number.numId


def _add_table(document: Document, grid: Grid) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Light Grid Accent 1")
    widths = [Cm(width) for width in _widths(grid)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for rank, (row, cells) in enumerate(zip(table.rows, grid.rows, strict=True)):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # pyright: ignore[reportPrivateUsage] # no API
        for cell, spans, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].paragraph_format.keep_with_next = True if rank == 0 else None
            _fill(cell.paragraphs[0], spans)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9.5)
    document.add_paragraph()


def _widths(grid: Grid) -> list[float]:
    """Column widths in centimetres, wider where the text is longer."""
    weights = [_weight([plain(row[n]) for row in grid.rows]) for n in range(len(grid.rows[0]))]
    return [_LINE * weight / sum(weights) for weight in weights]


def _weight(cells: list[str]) -> int:
    """Room for the longest word, more for long cells."""
    longest_word = max(len(word) for cell in cells for word in (cell.split(" ") or [""]))
    return max(longest_word + 7, min(max(map(len, cells)), 26))


def _add_figure(document: Document, png: bytes, caption: str) -> None:
    from docx.shared import Cm

    document.add_picture(io.BytesIO(png), width=Cm(15))
    document.add_paragraph(caption, style="Caption")
