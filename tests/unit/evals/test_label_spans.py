from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DatasetError
from evals.datasets_io import CriterionLabel, LabelledDraft
from evals.label_spans import covered, holding_passage, length, locate_labels
from tests.unit.drafts import document_of

SPAN = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1]))
SPANS = st.lists(SPAN, max_size=6)


@given(SPANS, SPANS)
def test_overlap_counts_characters_once(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> None:
    left, right = ({c for s, e in spans for c in range(s, e)} for spans in (a, b))
    assert length(a) == len(left)
    assert covered(a, b) == covered(b, a) == len(left & right)


def draft(*quotes: str) -> LabelledDraft:
    return LabelledDraft("d", Path("d.md"), "analyse", (CriterionLabel("CR.2.4.01", 2, quotes),))


def test_a_quote_of_raw_markdown_is_found_in_the_text_read() -> None:
    document = document_of("Premier paragraphe.", "Téléphone | 1 200 €", "Le taux passe de 4 % à 7 %.")
    found = locate_labels(draft("| Téléphone | 1 200 € |", "**Le taux** passe de 4 %"), document)["CR.2.4.01"]
    assert [document.text[q.start : q.end] for q in found] == ["Téléphone | 1 200 €", "Le taux passe de 4 %"]
    assert [q.passage for q in found] == [document.passages[1].id, document.passages[2].id]


def test_a_quote_that_reading_lost_is_named() -> None:
    with pytest.raises(DatasetError, match=r"CR\.2\.4\.01.*ne se retrouve pas"):
        locate_labels(draft("phrase absente"), document_of("Autre chose."))


def test_the_passage_of_a_quote_is_the_one_that_holds_most_of_it() -> None:
    document = document_of("abc def", "ghi jkl mno")
    assert holding_passage(document, 5, 18) == document.passages[1].id
    assert holding_passage(document, 7, 8) is None
