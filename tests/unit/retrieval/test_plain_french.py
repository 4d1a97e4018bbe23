from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.plain_french import PlainFrench, folded

PLAIN = PlainFrench({"réu": "réunion", "c koi": "c'est quoi", "boite": "entreprise"})


def test_slang_becomes_plain_words_and_the_rest_keeps_its_accents() -> None:
    assert PLAIN.rewrite("C koi l'objet d'une Réu à l'été ?") == "c'est quoi l'objet d'une réunion à l'été ?"
    assert PLAIN.rewrite("ma boîte, mes boites à outils") == "ma entreprise, mes boites à outils"


def test_a_word_inside_another_is_left_alone() -> None:
    assert PLAIN.rewrite("réussir") == "réussir"


@given(st.text())
def test_without_slang_nothing_changes(text: str) -> None:
    assert PlainFrench({}).rewrite(text) == text


@given(st.text(alphabet="aàâbcçdeéèêëiîïoôœuùûüyÿ ABCÉÈŒ'’«»\u00a0\n?!"))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
