"""Office files whose XML was altered at random: a reader reads them or names what is wrong, and never breaks."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from assistant.domain.document import Document
from assistant.errors import DraftError
from assistant.reading.limits import ReadingLimits
from assistant.reading.worker import parse

from .hostile import saved
from .parsing import check_invariants

_VALUES = ("", "-1", "99999999999", "abc", "1e9", "NaN", "0", "²", "true", "none")


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Le marché", 1)
    document.add_paragraph("Nous visons :").add_run("gras").bold = True
    document.add_paragraph("les PME", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "Étape"
    return saved(document)


def a_pptx() -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Le marché"
    slide.placeholders[1].text_frame.text = "La demande"
    slide.shapes.add_table(2, 2, 0, 0, Inches(1), Inches(1)).table.cell(0, 0).text = "Étape"
    return saved(deck)


def an_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Étape", "Taux"])
    sheet.append(["Leads", 0.12])
    sheet["B2"].number_format = "0.0%"
    sheet.column_dimensions["C"].hidden = True
    return saved(book)


def altered(data: bytes, chance: random.Random) -> bytes:
    """The archive with a few attributes, texts or elements changed in one or two of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [n for n in parts if n.endswith((".xml", ".rels")) and "theme" not in n]
    for name in chance.sample(names, 2):
        root = etree.fromstring(parts[name])
        for _ in range(chance.randint(1, 12)):
            _alter(chance.choice(list(root.iter(etree.Element))), chance)
        parts[name] = etree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _alter(element: etree._Element, chance: random.Random) -> None:
    how = chance.random()
    parent = element.getparent()
    if how < 0.6 and element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(_VALUES))
    elif how < 0.75 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif how < 0.9 and parent is not None:
        parent.remove(element)
    else:
        element.text = chance.choice(_VALUES)


SOURCES = {"docx": a_docx(), "pptx": a_pptx(), "xlsx": an_xlsx()}


@pytest.mark.parametrize("form", sorted(SOURCES))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_an_altered_file_is_read_or_named(form: str, chance: random.Random) -> None:
    try:
        fields = parse(f"a.{form}", form, altered(SOURCES[form], chance), ReadingLimits())
    except DraftError:
        return
    check_invariants(Document(sha256="", **fields))
