import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.words import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'entreprise", "entreprise"),
        ("d’objectifs", "objectif"),
        ("qu'elle vend", "vend"),
        ("jusqu'aux clients", "client"),
        ("Stratégies", "strategie"),
        ("CŒUR de cible", "coeur cible"),
        ("prospections commerciales", "prospection commerciale"),
        ("cr 1.1.3", "CR.1.1.03"),
    ],
)
def test_two_ways_to_write_give_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_function_words_leave_nothing() -> None:
    assert terms("est-ce qu'il y a quelque chose pour les ?") == terms("quelque chose")
    assert terms("le la les de du et ou") == []


def test_words_that_turn_an_indicator_are_kept() -> None:
    assert len(terms("sans plus avant")) == 3


@given(st.text())
def test_accents_never_change_the_terms(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    stripped = "".join(c for c in decomposed if not unicodedata.combining(c))
    if unicodedata.normalize("NFC", stripped).isascii():
        assert terms(text) == terms(stripped)
