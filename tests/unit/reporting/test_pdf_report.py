from __future__ import annotations

import ctypes

import pypdfium2
import pytest
from pypdfium2 import raw

from assistant.reporting import render_pdf
from tests.unit.reporting import samples


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_pdf(samples.view())


@pytest.fixture(scope="module")
def text(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    parts = []
    for page in pdf:
        read = page.get_textpage()
        parts.append(read.get_text_range())
        read.close()
        page.close()
    pdf.close()
    return " ".join(" ".join(parts).split())


def test_the_file_is_tagged_french_and_marked_as_ai_content(content: bytes) -> None:
    pdf = pypdfium2.PdfDocument(content)
    assert raw.FPDFCatalog_IsTagged(pdf)
    language = ctypes.create_string_buffer(32)
    raw.FPDFCatalog_GetLanguage(pdf, ctypes.cast(language, ctypes.POINTER(ctypes.c_ushort)), 32)
    assert language.raw.decode("utf-16-le").startswith("fr")
    metadata = pdf.get_metadata_dict()
    pdf.close()
    assert metadata["Title"] == "Critique de votre production · Dossier de développement commercial"
    assert metadata["Author"] == "Jalon (IA)"
    assert metadata["Keywords"] == "Jalon 0.0.0, contenu produit par une IA"


def test_the_report_says_everything(text: str) -> None:
    assert "Ce document a été produit par une intelligence artificielle." in text
    assert "moteur embarqué, sans modèle de langue" in text
    for criterion in samples.view().criteria():
        assert text.count(criterion.id) >= 2
        assert criterion.word in text
    assert "Le modèle n'a pas répondu après 4 essais." in text
    assert "Jardins de Solenne" in text
    assert "projection, pas une promesse" in text


def test_markup_in_the_draft_is_shown_as_it_stands(text: str) -> None:
    assert "<script>alert(1)</script>" in text
    assert "[cliquez](javascript:alert(2)) ![](http://x.test/i.png)" in text


def test_typst_code_in_a_text_is_not_run() -> None:
    view = samples.view()
    draft = view.draft.model_copy(update={"name": '#read("/etc/passwd") $x$ @label <b> \\ "x'})
    pdf = pypdfium2.PdfDocument(render_pdf(view.model_copy(update={"draft": draft})))
    page = pdf[0]
    read = page.get_textpage()
    assert '#read("/etc/passwd") $x$ @label <b> \\ "x' in " ".join(read.get_text_range().split())
    read.close()
    page.close()
    pdf.close()


def test_what_the_fonts_lack_becomes_a_square_and_says_so(text: str) -> None:
    assert "□ remplace un caractère" in text
    assert text.count("□") == 2  # two emoji that are joined make one square


def test_a_report_without_rare_characters_has_no_such_note() -> None:
    critique = samples.critique()
    plain = tuple(v.model_copy(update={"evidence": ()}) for v in critique.criteria)
    from assistant.reporting import build_view

    view = build_view(
        critique.model_copy(update={"criteria": plain}),
        samples.document(),
        samples.referentiel(),
        samples.corpus(),
        when=samples.WHEN,
    )
    pdf = pypdfium2.PdfDocument(render_pdf(view))
    page = pdf[len(pdf) - 1]
    read = page.get_textpage()
    assert "remplace un caractère" not in read.get_text_range()
    read.close()
    page.close()
    pdf.close()


def test_the_same_view_gives_the_same_bytes(content: bytes) -> None:
    assert render_pdf(samples.view()) == content
