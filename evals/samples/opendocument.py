"""A sample as an OpenDocument text: headings, lists and tables with LibreOffice-like styles."""

from __future__ import annotations

import io
from typing import Any

from evals.samples.sealing import WRITTEN, reseal
from evals.samples.source import Block, Figure, Grid, Heading, Listing, Paragraph, Source, Spans, spans_of


def write_odt(source: Source) -> bytes:
    """The OpenDocument file of a source. Raises ``ValueError`` on a figure, which no odt sample has."""
    from odf import dc, meta, teletype
    from odf.opendocument import OpenDocumentText
    from odf.text import H

    document: Any = OpenDocumentText()
    styles = _styles(document)
    for element, words in ((dc.Title(), source.meta["title"]), (dc.Creator(), source.meta["author"])):
        element.addText(words)
        document.meta.addElement(element)
    created = meta.CreationDate()
    created.addText(WRITTEN.isoformat())
    document.meta.addElement(created)
    title = H(outlinelevel=1, stylename=styles["title"])
    teletype.addTextToElement(title, source.meta["title"])
    document.text.addElement(title)
    for rank, block in enumerate(source.blocks):
        document.text.addElement(_element(block, styles, rank))
    out = io.BytesIO()
    document.write(out)
    return reseal(out.getvalue(), _canonical)


def _canonical(name: str, member: bytes) -> bytes:
    """XML without unused namespaces: odfpy declares those of every document that the process met before."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: compiled, ships no stub

    if not name.endswith(".xml"):
        return member
    root = etree.fromstring(member)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


def _styles(document: Any) -> dict[str, Any]:
    from odf.style import ParagraphProperties, Style, TableCellProperties, TextProperties

    made: dict[str, Any] = {}

    def add(key: str, family: str, *properties: Any) -> None:
        style = Style(name=f"Jalon{key}", displayname=f"Jalon {key}", family=family)
        for part in properties:
            style.addElement(part)
        # LibreOffice honours the look of cells only from the automatic styles
        (document.automaticstyles if family == "table-cell" else document.styles).addElement(style)
        made[key] = style

    space = {"margintop": "0.35cm", "marginbottom": "0.2cm"}
    add("title", "paragraph", ParagraphProperties(marginbottom="0.4cm"), _font("20pt", "#1f4e5f", bold=True))
    add("h1", "paragraph", ParagraphProperties(**space), _font("15pt", "#1f4e5f", bold=True))
    add("h2", "paragraph", ParagraphProperties(**space), _font("12.5pt", "#333333", bold=True))
    add("body", "paragraph", ParagraphProperties(marginbottom="0.2cm", textalign="justify"), _font("11pt", "#000000"))
    add("small", "paragraph", _font("9.5pt", "#000000"))
    add("bold", "text", TextProperties(fontweight="bold"))
    add("italic", "text", TextProperties(fontstyle="italic"))
    frame = {"border": "0.5pt solid #888888", "padding": "0.1cm"}
    add("head", "table-cell", TableCellProperties(backgroundcolor="#dde8ea", **frame))
    add("cell", "table-cell", TableCellProperties(**frame))
    return made


def _font(size: str, colour: str, *, bold: bool = False) -> Any:
    from odf.style import TextProperties

    weight = {"fontweight": "bold"} if bold else {}
    return TextProperties(fontsize=size, color=colour, fontfamily="Liberation Sans", **weight)


def _element(block: Block, styles: dict[str, Any], rank: int) -> Any:
    from odf.text import H, List, ListItem, P

    match block:
        case Heading(level, spans):
            return _filled(H(outlinelevel=level + 1, stylename=styles[f"h{min(level, 2)}"]), spans, styles)
        case Paragraph(spans):
            return _filled(P(stylename=styles["body"]), spans, styles)
        case Listing(items, ordered):
            listing = List()
            for n, spans in enumerate(items, 1):
                item = ListItem()
                lead = spans_of(f"{n}. ") if ordered else ()
                item.addElement(_filled(P(stylename=styles["body"]), (*lead, *spans), styles))
                listing.addElement(item)
            return listing
        case Grid():
            return _table(block, styles, f"Tableau{rank}")
        case Figure():
            raise ValueError("an odt sample has no figure")


def _table(grid: Grid, styles: dict[str, Any], name: str) -> Any:
    from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
    from odf.text import P

    table = Table(name=name)
    table.addElement(TableColumn(numbercolumnsrepeated=len(grid.rows[0])))
    for n, cells in enumerate(grid.rows):
        row = TableRow()
        for spans in cells:
            cell = TableCell(stylename=styles["cell" if n else "head"], valuetype="string")
            cell.addElement(_filled(P(stylename=styles["small"]), spans, styles))
            row.addElement(cell)
        if n:
            table.addElement(row)
        else:
            header = TableHeaderRows()
            header.addElement(row)
            table.addElement(header)
    return table


def _filled(element: Any, spans: Spans, styles: dict[str, Any]) -> Any:
    from odf import teletype
    from odf.text import Span

    for span in spans:
        part = element
        if span.bold or span.italic:
            part = Span(stylename=styles["bold" if span.bold else "italic"])
            element.addElement(part)
        teletype.addTextToElement(part, span.text)
    return element
