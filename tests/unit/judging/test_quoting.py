from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judging.quoting import QuoteFinder, fold

TEXT = "Vos salariés gagnent « une heure » par semaine\u00a0: c’est l’essentiel — et 1\u202f842 ventes.\n"
TEXT += "Fin de l\u00adigne."

FRENCH = st.text(alphabet="abcdeéèêàç ’'«»\"–—-\u00a0\u202f\n.,;:!?0123456789œﬁ\u00ad\u200b", max_size=60)


@pytest.mark.parametrize(
    ("quote", "slice_"),
    [
        ("l'essentiel", "l’essentiel"),
        ('"une heure"', "« une heure »"),
        ("« une heure »", "« une heure »"),
        ("par semaine : c'est", "par semaine\u00a0: c’est"),
        ("par semaine: c'est", "par semaine\u00a0: c’est"),
        ("l'essentiel - et", "l’essentiel — et"),
        ("1 842 ventes", "1\u202f842 ventes"),
        ("ventes. Fin de ligne", "ventes.\nFin de l\u00adigne"),
        (unicodedata.normalize("NFD", "salariés gagnent"), "salariés gagnent"),
        ("  gagnent   « une  ", "gagnent « une"),
    ],
)
def test_typography_is_folded_and_the_text_s_own_slice_comes_back(quote: str, slice_: str) -> None:
    bounds = QuoteFinder(TEXT).find(quote)
    assert bounds is not None
    assert TEXT[bounds[0] : bounds[1]] == slice_


@pytest.mark.parametrize(
    "quote", ["", "   ", "vos salariés gagnent", "salaries gagnent", "gagnent deux heures", "gnent « une", "alariés"]
)
def test_what_is_not_there_word_for_word_is_not_found(quote: str) -> None:
    assert QuoteFinder(TEXT).find(quote) is None


def test_a_decomposed_text_is_searched_too() -> None:
    text = unicodedata.normalize("NFD", "Le marché est évalué à 3 M€.")
    bounds = QuoteFinder(text).find("marché est évalué")
    assert bounds is not None
    assert unicodedata.normalize("NFC", text[bounds[0] : bounds[1]]) == "marché est évalué"


def test_near_comes_first() -> None:
    text = "le prix est juste. Ailleurs, le prix est juste."
    finder = QuoteFinder(text)
    assert finder.find("le prix est juste") == (0, 17)
    assert finder.find("le prix est juste", near=(19, len(text))) == (29, 46)
    assert finder.find("Ailleurs", near=(0, 17)) == (19, 27)


@given(FRENCH)
def test_bounds_are_ordered_and_inside_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.folded) == len(folded.starts) == len(folded.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(FRENCH)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).folded
    assert fold(once).folded == once


@given(
    st.lists(
        st.sampled_from(["le", "marché", "l’offre", "« prix »", "1 842 €", "–", "prévu", "e\u0301tude"]), min_size=4
    )
)
def test_any_run_of_words_of_a_text_is_found_in_it(words: list[str]) -> None:
    text = " ".join(words)
    quote = " ".join(words[1:3])
    bounds = QuoteFinder(text).find(quote)
    assert bounds is not None
    assert fold(text[bounds[0] : bounds[1]]).folded == fold(quote).folded
