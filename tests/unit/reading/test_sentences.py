from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.sentences import cut, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "M. Durand et Mme. Petit ont signé.",
        "Selon l'art. L441-10 du code de commerce, le délai est de 30 jours.",
        "Les outils (ex. HubSpot, Kompass, etc. Leur usage est simple) sont connus.",
        "Le n° 12 vaut 3.5 points, cf. Annexe 2.",
        "Cf. p. 12 et suiv. Annexe.",
        "La société S.A. Dupont facture 4 000 € par an.",
        "J. Martin a négocié avec le Dr. Roux.",
        "1. Le marché progresse de 4,5 %.",
        "voir www.exemple.fr ou la version 2.0 du site",
    ],
)
def test_abbreviations_initials_and_decimals_do_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le marché progresse. Nous suivons.", ["Le marché progresse.", "Nous suivons."]),
        ("Il facture 4 000 € HT. Le client paie.", ["Il facture 4 000 € HT.", "Le client paie."]),
        ("Il a dit « non ! ». Elle est partie.", ["Il a dit « non ! ».", "Elle est partie."]),
        ("Pourquoi ? Parce que… Enfin !", ["Pourquoi ?", "Parce que…", "Enfin !"]),
        ("En 2024. L'année suivante.", ["En 2024.", "L'année suivante."]),
        ("Fini. « Bonjour », dit-il. 12 clients.", ["Fini.", "« Bonjour », dit-il.", "12 clients."]),
        ("État stable. Été comme hiver.", ["État stable.", "Été comme hiver."]),
    ],
)
def test_sentences_end_at_their_marks(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_long_paragraph_is_cut_into_even_pieces_at_sentence_ends() -> None:
    sentence = "Le client apprécie que la livraison se fasse toujours à la date convenue. "
    text = (sentence * 12).strip()
    pieces = [text[a:b] for a, b in cut(text)]
    assert len(pieces) == 2
    assert all(piece.endswith("convenue.") for piece in pieces)
    assert " ".join(pieces) == text
    assert abs(len(pieces[0].split()) - len(pieces[1].split())) <= 13


def test_a_sentence_longer_than_the_bound_stays_whole() -> None:
    text = "mot " * 200 + "fin."
    assert cut(text) == [(0, len(text))]


@given(st.lists(st.text(st.sampled_from("abcÉZ .!?«»\n12€"), max_size=40), max_size=40))
def test_cut_loses_nothing_but_spaces(parts: list[str]) -> None:
    text = " ".join(" ".join(parts).split())
    spans = cut(text, max_words=10)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(x[1] <= y[0] for x, y in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
