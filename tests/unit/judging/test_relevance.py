from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.judging.relevance import QUOTE_MAX, best_quote, stems

LONG = (
    "Pour commencer, nous remercions toute l'équipe de son accueil pendant ces longs mois de travail en commun. "
    "La ville est belle et le quartier calme, avec un marché le samedi et deux parkings gratuits pour les visiteurs. "
    "Nous avons interrogé 120 clients en mars 2024 et recoupé leurs réponses avec les tickets de caisse. "
    "Enfin, l'ambiance de la réunion était bonne et chacun a pu prendre la parole quand il le souhaitait vraiment."
)


def test_a_short_passage_is_quoted_whole() -> None:
    assert best_quote("Le panier moyen est de 42 €.", frozenset()) == "Le panier moyen est de 42 €."


def test_the_sentence_that_serves_is_chosen() -> None:
    wanted = stems(["Les clients sont interrogés", "réponses recoupées avec les tickets de caisse"])
    assert "interrogé 120 clients" in best_quote(LONG, wanted)


@given(st.text(alphabet="abc é.,;! 1", min_size=1, max_size=900))
def test_a_quote_is_a_slice_no_longer_than_allowed(text: str) -> None:
    quote = best_quote(text, stems(["abc"]))
    assert quote in text
    assert len(quote) <= QUOTE_MAX
