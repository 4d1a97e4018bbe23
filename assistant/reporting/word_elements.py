"""Pieces of WordprocessingML that python-docx does not offer: fields, bookmarks, links, cell fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.reporting.word_styles import LINE, LINK, Colour

if TYPE_CHECKING:
    from docx.table import _Cell as Cell  # pyright: ignore[reportPrivateUsage]
    from docx.table import _Row as Row  # pyright: ignore[reportPrivateUsage]
    from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word computes, such as ``PAGE``."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # pyright: ignore[reportPrivateUsage]


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Name the start of a paragraph so that links can lead to it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    number = str(sum(1 for _ in paragraph.part.element.iter(qn("w:bookmarkStart"))) + 1)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), number)
    first = paragraph.runs[0]._r  # pyright: ignore[reportPrivateUsage]
    first.addprevious(start)
    first.addprevious(end)


def add_link(paragraph: Paragraph, text: str, anchor: str) -> None:
    """A link to a bookmark of the same document."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = LINK.rgb()
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run._r)  # pyright: ignore[reportPrivateUsage]
    paragraph._p.append(link)  # pyright: ignore[reportPrivateUsage]


def shade(cell: Cell, colour: Colour) -> None:
    """Fill a cell."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour.digits}"/>')
    cell._tc.get_or_add_tcPr().append(fill)  # pyright: ignore[reportPrivateUsage]


def underline_row(row: Row) -> None:
    """A hairline under each cell of a row."""
    from docx.oxml.ns import nsdecls, qn
    from docx.oxml.parser import parse_xml

    for tc in row._tr.tc_lst:  # pyright: ignore[reportPrivateUsage]
        properties = tc.get_or_add_tcPr()
        borders = parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:color="{LINE.digits}"/></w:tcBorders>'
        )
        fill = properties.find(qn("w:shd"))
        if fill is None:
            properties.append(borders)
        else:
            fill.addprevious(borders)  # the schema wants borders before the fill
