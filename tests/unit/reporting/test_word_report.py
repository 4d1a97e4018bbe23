from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from assistant.reporting import render_docx
from tests.unit.reporting import samples


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_docx(samples.view())


@pytest.fixture(scope="module")
def word(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def _texts(word: Any, style: str) -> list[str]:
    return [p.text.replace("\u00a0", " ") for p in word.paragraphs if p.style.name == style]


def test_headings_are_real_styles_in_the_order_of_the_coach(word: Any) -> None:
    assert _texts(word, "Title") == ["Critique de votre production"]
    assert _texts(word, "Heading 1") == [
        "Ce que ce rapport peut dire, et ne peut pas dire",
        "Texte invisible à la lecture",
        "Trois gestes d'abord",
        "Vue d'ensemble",
        "Le bloc, dans les mots du jury",
        "Critère par critère",
    ]
    assert len(_texts(word, "Heading 3")) == 23


def test_the_table_gives_each_level_in_words_under_its_heading(word: Any) -> None:
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0] == ["Critère", "Niveau"]
    assert rows[1][0] == "Qualité de la méthode et de la recherche d'informations"
    assert rows[2][0].startswith("CR.1.1.01  les sources")
    levels = [row[1] for row in rows if row[0].startswith("CR.")]
    assert [level.split(" ", 1)[1] for level in levels[:5]] == [
        "maîtrisé",
        "en bonne voie",
        "en bonne voie",
        "en bonne voie",
        "non abordé",
    ]
    assert word.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_header_footer_and_properties_say_that_an_ai_wrote_it(word: Any) -> None:
    section = word.sections[0]
    assert "moteur embarqué" in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("Contenu produit par une IA")
    instructions = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert instructions == ["PAGE", "NUMPAGES"]
    properties = word.core_properties
    assert properties.author == properties.last_modified_by == "Jalon (IA)"
    assert properties.keywords == "Jalon 0.0.0, contenu produit par une IA"
    assert properties.language == "fr-FR"
    assert properties.title.startswith("Critique de votre production")
    assert properties.created == datetime(2026, 3, 1, 9, 5, tzinfo=UTC)


def test_a_time_with_a_zone_is_stored_in_universal_time() -> None:
    when = datetime(2026, 3, 1, 9, 5, tzinfo=timezone(timedelta(hours=2)))
    word = docx.Document(BytesIO(render_docx(samples.view().model_copy(update={"when": when}))))
    assert word.core_properties.created == datetime(2026, 3, 1, 7, 5, tzinfo=UTC)


def test_the_language_of_the_text_is_french(word: Any) -> None:
    languages = {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}


def test_links_lead_to_the_criteria(word: Any) -> None:
    anchors = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))}
    names = [mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))]
    assert anchors == set(names)
    assert len(names) == len(set(names)) == 23


def test_nothing_of_the_draft_becomes_more_than_text(content: bytes, word: Any) -> None:
    assert "« <script>alert(1)</script> »" in _texts(word, "Jalon citation")
    assert "« [cliquez](javascript:alert(2)) ![](http://x.test/i.png) »" in _texts(word, "Jalon citation")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        relations = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
        assert b'TargetMode="External"' not in relations
        assert not [n for n in archive.namelist() if "/media/" in n]


def test_feedback_comes_in_the_order_of_the_coach(word: Any) -> None:
    texts = [p.text.replace("\u00a0", " ") for p in word.paragraphs]
    start = next(i for i, t in enumerate(texts) if t.startswith("CR.1.1.06") and "merchandising" in t)
    labels = [t.split(" :")[0] for t in texts[start + 2 : start + 11] if "\t" in t]
    assert labels == [
        "Attendu",
        "Constat",
        "Dans votre texte",
        "Ce qui manque",
        "Question à se poser",
        "Prochaine étape",
        "Fiabilité",
    ]


def test_control_characters_do_not_break_the_file() -> None:
    critique = samples.critique()
    bad = critique.criteria[0].model_copy(update={"finding": "a\x00b\x0bc\ufffe\ud800"})
    view = samples.view()
    from assistant.reporting import build_view

    view = build_view(
        critique.model_copy(update={"criteria": (bad, *critique.criteria[1:])}),
        samples.document(),
        samples.referentiel(),
        samples.corpus(),
        when=samples.WHEN,
    )
    word = docx.Document(BytesIO(render_docx(view)))
    assert any(p.text.endswith("ab c") for p in word.paragraphs)
