"""Word files made for the tests of annotation, and what may be checked on them before and after."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import RGBColor

from assistant.domain.critique import Critique
from assistant.domain.document import Document, Passage
from assistant.domain.judgement import Evidence
from tests.unit.reporting import samples

TEXT_BOX = (
    f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:v='urn:schemas-microsoft-com:vml'><mc:AlternateContent><mc:Choice Requires='wps'><w:pict><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>Une marge de 31 % en encadré</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Une marge de 31 % en encadré</w:t></w:r>"
    "</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
TRACKED = (
    f"<w:p {nsdecls('w')}><w:r><w:t>Prix </w:t></w:r>"
    "<w:ins w:id='90' w:author='a'><w:r><w:t>catalogue de 92 €</w:t></w:r></w:ins>"
    "<w:del w:id='91' w:author='a'><w:r><w:delText>de 80 €</w:delText></w:r></w:del>"
    "<w:hyperlink w:anchor='x'><w:r><w:t> hors taxes</w:t></w:r></w:hyperlink></w:p>"
)


def saved(word: Any) -> bytes:
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def learner_file() -> bytes:
    """Mixed formatting, a repeated sentence, a table, a text box, tracked changes, a link, a comment already there."""
    word = docx.Document()
    word.add_heading("Le marché", 1)
    paragraph = word.add_paragraph()
    for text, bold, colour in (
        ("Notre ", None, None),
        ("prix moyen est", True, None),
        (" de 92 € en 2023.", None, 0x90),
    ):
        run = paragraph.add_run(text)
        run.bold = bold
        if colour:
            run.font.color.rgb = RGBColor(colour, 0, 0)
    paragraph.add_run("\tAprès tabulation\net saut de ligne").italic = True
    word.add_comment(paragraph.runs[0], "Remarque du tuteur", author="Tuteur")
    word.add_paragraph("La clientèle est fidèle.")
    table = word.add_table(rows=0, cols=3)
    for cells in (("Sécurmax", "89 €", "48 h"), ("Piedsûr", "74 €", "5 jours")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    word.add_paragraph("La clientèle est fidèle.")
    word.add_paragraph("Avant le cadre. ")._p.append(parse_xml(TEXT_BOX))
    word.element.body.insert(-1, parse_xml(TRACKED))
    return saved(word)


def document_of(original: bytes, *quotes: str, locators: dict[str, str] | None = None) -> tuple[Document, Critique]:
    """A document of one passage a quote, and a critique that quotes them in turn on successive criteria."""
    text, passages = "", []
    for rank, quote in enumerate(quotes):
        start = len(text)
        text += quote + "\n"
        locator = (locators or {}).get(quote, "")
        fields = {"id": f"p-{rank}", "text": quote, "start": start, "end": start + len(quote), "locator": locator}
        passages.append(Passage(**fields))  # type: ignore[arg-type]
    document = Document(
        name="d.docx",
        sha256=hashlib.sha256(original).hexdigest(),
        format="docx",
        kind="ecrit",
        text=text,
        passages=tuple(passages),
    )
    proofs = [
        Evidence(quote=p.text, passage=p.id, section="", page=None, start=p.start, end=p.end) for p in document.passages
    ]
    base = samples.critique()
    verdicts = tuple(
        v.model_copy(update={"evidence": (proofs[i],) if i < len(proofs) else ()}) for i, v in enumerate(base.criteria)
    )
    return document, base.model_copy(update={"criteria": verdicts})


def formatted_characters(content: bytes) -> list[tuple[str, bytes]]:
    """Each character of the body with the XML of its run's properties and its paragraph's."""
    from lxml import etree

    body = docx.Document(BytesIO(content)).element.body
    found: list[tuple[str, bytes]] = []
    for run in body.iter(qn("w:r")):
        if run.find(qn("w:commentReference")) is not None:
            continue
        properties = run.find(qn("w:rPr"))
        look = b"" if properties is None else etree.tostring(properties, method="c14n")
        paragraph = next(run.iterancestors(qn("w:p"))).find(qn("w:pPr"))
        look += b"" if paragraph is None else etree.tostring(paragraph, method="c14n")
        for child in run:
            if child.tag in (qn("w:t"), qn("w:delText")):
                found.extend((char, look) for char in child.text or "")
            elif child.tag in (qn("w:br"), qn("w:tab")):
                found.append((child.tag, look))
    return found


def anchored(content: bytes) -> dict[str, str]:
    """The text that each comment by Jalon stands on, by the first line of the comment, in the order of the file."""
    word = docx.Document(BytesIO(content))
    titles = {str(c.comment_id): c.paragraphs[0].text for c in word.comments if c.author == "Jalon (IA)"}
    found: dict[str, str] = {}
    active: dict[str, list[str]] = {}
    for element in word.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            active[element.get(qn("w:id"))] = []
        elif element.tag == qn("w:commentRangeEnd"):
            number = element.get(qn("w:id"))
            text = "".join(active.pop(number))
            if number in titles:
                found[titles[number]] = text
        elif element.tag == qn("w:t"):
            for texts in active.values():
                texts.append(element.text or "")
    assert not active
    return found
