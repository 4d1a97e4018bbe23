from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.errors import DraftError
from assistant.reporting import annotate_pdf
from tests.unit.reporting import samples
from tests.unit.reporting.wordfiles import document_of

_PAGES = (
    "Notre prix moyen est de 92 € en 2023, soit un coefficient de marge de 1,8 sur l'ensemble de la gamme, "
    "ce qui nous place au-dessus de Piedsûr.",
    "Le budget est de 18 400 €.",
)


class Note(NamedTuple):
    kind: int
    author: str
    text: str
    rect: tuple[float, float, float, float]
    quads: int


@pytest.fixture(scope="module")
def original() -> bytes:
    pages = "\n#pagebreak()\n".join(f'#text("{page}")' for page in _PAGES)
    source = f'#set page(width: 300pt, height: 300pt)\n#set text(lang: "fr")\n{pages}'
    content = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(content, bytes)
    return content


def _case(original: bytes, *quotes: tuple[str, int]) -> tuple[Document, Critique]:
    document, critique = document_of(original, *(quote for quote, _ in quotes))
    pages = [page for _, page in quotes]
    verdicts = tuple(
        v.model_copy(update={"evidence": tuple(e.model_copy(update={"page": pages[i]}) for e in v.evidence)})
        for i, v in enumerate(critique.criteria)
    )
    return document, critique.model_copy(update={"criteria": verdicts})


def _string(annotation: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le")


def _notes(content: bytes, page_number: int) -> list[Note]:
    pdf = pypdfium2.PdfDocument(content)
    page = pdf[page_number]
    found: list[Note] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, rect)
        found.append(
            Note(
                raw.FPDFAnnot_GetSubtype(annotation),
                _string(annotation, b"T"),
                _string(annotation, b"Contents"),
                (rect.left, rect.bottom, rect.right, rect.top),
                raw.FPDFAnnot_CountAttachmentPoints(annotation),
            )
        )
        raw.FPDFPage_CloseAnnot(annotation)
    page.close()
    pdf.close()
    return found


def test_the_quoted_words_are_highlighted_line_by_line(original: bytes) -> None:
    document, critique = _case(original, ("coefficient de marge de 1,8 sur l'ensemble de la gamme", 1), ("18 400 €", 2))
    content = annotate_pdf(original, critique, document, referentiel=samples.referentiel())
    first = [n for n in _notes(content, 0) if n.kind == raw.FPDF_ANNOT_HIGHLIGHT]
    assert [n.text for n in first] == ["CR.1.1.01, maîtrisé"]
    assert first[0].quads == 2
    second = [n for n in _notes(content, 1) if n.kind == raw.FPDF_ANNOT_HIGHLIGHT]
    assert len(second) == 1
    pdf = pypdfium2.PdfDocument(content)
    page = pdf[1]
    text = page.get_textpage()
    assert "18 400 €" in text.get_text_bounded(*second[0].rect)
    text.close()
    page.close()
    pdf.close()


def test_a_note_beside_each_quote_says_the_whole(original: bytes) -> None:
    document, critique = _case(original, ("92 € en 2023", 1))
    notes = [n for n in _notes(annotate_pdf(original, critique, document), 0) if n.kind == raw.FPDF_ANNOT_TEXT]
    assert {n.author for n in notes} == {"Jalon (IA)"}
    opening, comment = notes
    assert "produits par une intelligence artificielle" in opening.text
    assert comment.text.startswith("CR.1.1.01, maîtrisé\nConstat : Trois origines")


def test_notes_never_hide_one_another(original: bytes) -> None:
    document, critique = _case(original, ("92 €", 1), ("en 2023", 1), ("prix moyen", 1), ("introuvable", 1))
    notes = [n for n in _notes(annotate_pdf(original, critique, document), 0) if n.kind == raw.FPDF_ANNOT_TEXT]
    assert len(notes) == 5
    assert len({n.rect for n in notes}) == 5


def test_a_quote_that_its_page_does_not_hold_gets_a_note_with_its_words(original: bytes) -> None:
    document, critique = _case(original, ("une phrase absente", 7))
    notes = _notes(annotate_pdf(original, critique, document), 1)
    assert [n.kind for n in notes] == [raw.FPDF_ANNOT_TEXT]
    assert "« une phrase absente »".replace(" ", "\u00a0", 1).replace(" »", "\u00a0»") in notes[0].text


def test_the_text_of_the_draft_is_untouched(original: bytes) -> None:
    document, critique = _case(original, ("92 € en 2023", 1), ("18 400 €", 2))
    before, after = (
        pypdfium2.PdfDocument(content) for content in (original, annotate_pdf(original, critique, document))
    )
    for number in range(2):
        texts = []
        for pdf in (before, after):
            page = pdf[number]
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        assert texts[0] == texts[1]
    before.close()
    after.close()


def test_another_file_and_a_broken_one_are_refused(original: bytes) -> None:
    document, critique = _case(b"autre", ("92 €", 1))
    with pytest.raises(DraftError, match="n'est pas celui qui a été lu"):
        annotate_pdf(original, critique, document)
    broken = b"%PDF-1.7 rien"
    document, critique = _case(broken, ("92 €", 1))
    with pytest.raises(DraftError, match="ne s'ouvre pas"):
        annotate_pdf(broken, critique, document)
