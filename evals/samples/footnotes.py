"""Footnotes of a Word file, which python-docx does not write."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RULES: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_RAISED: Final = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def call_note(paragraph: Paragraph, number: int) -> None:
    """Put the call of a footnote at the end of a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)  # pyright: ignore[reportPrivateUsage] # no API


def add_notes(document: Document, notes: dict[int, str]) -> None:
    """Write the part that holds the footnotes; nothing when there are none."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    if not notes:
        return
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in notes.items()
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:footnotes xmlns:w="{_MAIN}">{_RULES}{body}</w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _KIND)
