from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DraftError
from assistant.reporting import annotate_docx
from tests.unit.reporting import samples
from tests.unit.reporting.wordfiles import anchored, document_of, formatted_characters, learner_file, saved

_ORIGINAL = learner_file()


def _annotated(*quotes: str, locators: dict[str, str] | None = None, original: bytes = _ORIGINAL) -> bytes:
    document, critique = document_of(original, *quotes, locators=locators)
    return annotate_docx(original, critique, document, referentiel=samples.referentiel())


def _on(content: bytes, criterion: str) -> str:
    return next(text for title, text in anchored(content).items() if title.startswith(criterion))


def test_a_comment_stands_on_the_quoted_words_and_nothing_else() -> None:
    content = _annotated("moyen est de 92 €", "92 € en")
    assert _on(content, "CR.1.1.01") == "moyen est de 92 €"
    assert _on(content, "CR.1.1.02") == "92 € en"


def test_the_formatting_and_the_text_are_untouched() -> None:
    content = _annotated("moyen est de 92 €", "2023. Après tabulation et", "Sécurmax | 89 €", "catalogue de", "la")
    assert formatted_characters(content) == formatted_characters(_ORIGINAL)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), min_size=1, max_size=4))
def test_any_quotes_leave_every_character_with_its_formatting(spans: list[tuple[int, int]]) -> None:
    text = "Notre prix moyen est de 92 € en 2023. Après tabulation et saut de ligne"
    quotes = [text[a : a + size].strip() for a, size in spans]
    quotes = [q for q in quotes if any(c.isalnum() for c in q)]
    content = _annotated(*quotes, locators=dict.fromkeys(quotes, "p:1"))
    assert formatted_characters(content) == formatted_characters(_ORIGINAL)
    for rank, quote in enumerate(quotes, start=1):
        assert "".join(_on(content, f"CR.1.1.0{rank}").split()).lower() == "".join(quote.split()).lower()


def test_of_equal_sentences_the_one_of_the_passage_is_commented() -> None:
    quote = "La clientèle est fidèle."
    for locator, rank in (("p:2", 0), ("p:9", 1)):
        word = docx.Document(BytesIO(_annotated(quote, locators={quote: locator})))
        twins = [p for p in word.paragraphs if p.text == quote]
        assert [p._p.find(qn("w:commentRangeStart")) is not None for p in twins] == [rank == 0, rank == 1]


def test_a_table_row_is_commented_across_its_cells() -> None:
    content = _annotated("Sécurmax | 89 € | 48 h", "74 € | 5 jours")
    assert _on(content, "CR.1.1.01") == "Sécurmax89 €48 h"
    assert _on(content, "CR.1.1.02") == "74 €5 jours"


def test_tracked_insertions_and_links_are_commented() -> None:
    assert _on(_annotated("Prix catalogue de 92 € hors taxes"), "CR.1.1.01") == "Prix catalogue de 92 € hors taxes"


def test_the_text_of_a_box_is_commented_on_the_run_that_carries_it() -> None:
    content = _annotated("marge de 31 %")
    body = docx.Document(BytesIO(content)).element.body
    assert not [b for b in body.iter(qn("w:txbxContent")) if list(b.iter(qn("w:commentRangeStart")))]
    assert "31 %" in _on(content, "CR.1.1.01")


def test_a_quote_that_is_not_there_in_one_piece_goes_to_its_paragraph_with_its_words() -> None:
    quote = "Notre offre introuvable"
    content = _annotated(quote, locators={quote: "p:1"})
    assert _on(content, "CR.1.1.01") == "Notre "
    comment = next(c for c in docx.Document(BytesIO(content)).comments if c.paragraphs[0].text.startswith("CR.1.1.01"))
    assert "Notre offre introuvable" in comment.text


def test_the_number_that_word_draws_in_a_list_does_not_lose_the_quote() -> None:
    assert _on(_annotated("2.1. La clientèle est fidèle."), "CR.1.1.01") == "La clientèle est fidèle."


def test_a_comment_says_criterion_level_finding_question_and_next_step() -> None:
    content = _annotated("92 € en 2023")
    word = docx.Document(BytesIO(content))
    comment = next(c for c in word.comments if c.paragraphs[0].text.startswith("CR.1.1.01"))
    assert (comment.author, comment.initials) == ("Jalon (IA)", "IA")
    lines = [p.text.replace("\u00a0", " ") for p in comment.paragraphs]
    assert lines[0] == "CR.1.1.01, maîtrisé"
    assert lines[1].startswith("Critère : les sources d'information internes et externes")
    assert any(line.startswith("Constat : Trois origines") for line in lines)
    assert any(line.startswith("Prochaine étape : Garder ce passage") for line in lines)


def test_the_first_comment_says_ai_model_moves_and_what_no_passage_serves() -> None:
    word = docx.Document(BytesIO(_annotated("92 € en 2023")))
    first = next(c for c in word.comments if c.author == "Jalon (IA)")
    text = first.text.replace("\u00a0", " ")
    assert "produits par une intelligence artificielle" in text
    assert "Modèle : moteur embarqué" in text
    assert "Trois gestes d'abord" in text
    assert "CR.1.2.05, non évalué (échec) : Le modèle n'a pas répondu" in text
    assert "CR.1.4.02, non évaluable : Ce type de document" in text


def test_comments_that_were_there_stay() -> None:
    word = docx.Document(BytesIO(_annotated("92 € en 2023")))
    assert [c.text for c in word.comments if c.author == "Tuteur"] == ["Remarque du tuteur"]
    numbers = [c.comment_id for c in word.comments]
    assert len(numbers) == len(set(numbers))


def test_the_file_says_to_machines_that_an_ai_commented_it() -> None:
    word = docx.Document(BytesIO(_annotated("92 € en 2023")))
    assert word.core_properties.keywords.startswith("commentaires produits par une IA (Jalon ")


def test_a_second_annotation_keeps_the_keywords_and_marks_once() -> None:
    word = docx.Document(BytesIO(_ORIGINAL))
    word.core_properties.keywords = "marché; Préventix"
    once = _annotated("92 € en 2023", original=saved(word))
    twice = docx.Document(BytesIO(_annotated("92 € en 2023", original=once)))
    assert twice.core_properties.keywords.startswith("marché; Préventix; commentaires produits")
    assert twice.core_properties.keywords.count("Jalon") == 1


def test_hostile_words_stay_words() -> None:
    document, critique = document_of(_ORIGINAL, "92 € en 2023")
    attack = "<w:p/>&amp; ]]> \x00\x1b\ud800 fin"
    verdict = critique.criteria[0].model_copy(update={"finding": attack})
    critique = critique.model_copy(update={"criteria": (verdict, *critique.criteria[1:])})
    word = docx.Document(BytesIO(annotate_docx(_ORIGINAL, critique, document)))
    assert any("<w:p/>&amp; ]]> fin" in c.text for c in word.comments)


def test_another_file_is_refused() -> None:
    document, critique = document_of(b"autre", "92 €")
    with pytest.raises(DraftError, match="n'est pas celui qui a été lu") as caught:
        annotate_docx(_ORIGINAL, critique, document)
    assert caught.value.code == "other_file"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 pas un zip", b"texte"])
def test_a_file_that_is_not_word_is_refused_in_french(content: bytes) -> None:
    document, critique = document_of(content, "92 €")
    with pytest.raises(DraftError, match="ne s'ouvre pas"):
        annotate_docx(content, critique, document)


def test_a_file_without_a_word_comes_back_without_comment() -> None:
    empty = saved(docx.Document())
    document, critique = document_of(empty, "92 €")
    assert len(list(docx.Document(BytesIO(annotate_docx(empty, critique, document))).comments)) == 0
