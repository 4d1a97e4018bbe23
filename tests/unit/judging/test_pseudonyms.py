from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.judgement import ProposedQuote
from assistant.judging.pseudonyms import Pseudonyms
from assistant.judging.verification import Verifier
from tests.unit.drafts import document_of

TEXT = (
    "Dossier de Camille DURAND, camille.durand@exemple.fr, 06 12 34 56 78 ou +33 6 12 34 56 79. "
    "SIRET 123 456 789 00012, SIREN 732 829 320, IBAN FR76 3000 6000 0112 3456 7890 189. "
    "Mme Le Goff et M. de La Tour ont reçu Durand ; Gwenaëlle a noté."
)


def test_what_names_a_person_or_an_account_does_not_leave() -> None:
    hidden = Pseudonyms.of(TEXT).hide(TEXT)
    for secret in (
        "Camille",
        "DURAND",
        "Durand",
        "Goff",
        "La Tour",
        "Gwenaëlle",
        "exemple.fr",
        "12 34",
        "00012",
        "732",
        "3000",
    ):
        assert secret not in hidden
    for kind in ("Nom", "Courriel", "Telephone", "Siret", "Siren", "Iban"):
        assert f"[{kind}-1]" in hidden


@pytest.mark.parametrize(
    ("kind", "text", "secret"),
    [
        ("Telephone", "appelez le 0 612 345 678 demain", "612 345"),
        ("Telephone", "joignable au (0033) 4 78 33 44 55", "78 33"),
        ("Telephone", "en Belgique, +32 475 12 34 56", "475 12"),
        ("Telephone", "à Genève : +41 79 123 45 67.", "123 45"),
        ("Iban", "virement sur fr7630006000011234567890189", "30006000"),
        ("Siren", "Siren : 443 061 841", "443 061"),
        ("Siren", "RCS Lyon 443 061 842", "443 061"),
        ("Tva", "TVA intracommunautaire FR40303265045", "303265045"),
        ("Securite", "sécurité sociale 1 87 03 69 123 456 78", "123 456"),
        ("Naissance", "Née le 12/03/1987 à Lyon", "1987"),
        ("Naissance", "né le 3 mars 1999", "mars 1999"),
        ("Matricule", "matricule : 20231234", "20231234"),
        ("Adresse", "au 12 rue des Lilas, 69003 Lyon", "Lilas"),
        ("Adresse", "4 bis, avenue du Général-de-Gaulle", "Gaulle"),
        ("Courriel", "écrire à jean.dupont(at)mail.fr", "dupont"),
        ("Profil", "https://www.linkedin.com/in/jb-kowalczyk", "kowalczyk"),
        ("Nom", "Mme Ngọc Trần a signé", "Trần"),
        ("Nom", "M. Jean Kowalczyk-Lefèvre ; puis Kowalczyk revient", "Kowalczyk"),
        ("NOM", "DUPONT Marie, puis DUPONT", "DUPONT"),
    ],
)
def test_other_ways_of_writing_them_do_not_leave_either(kind: str, text: str, secret: str) -> None:
    names = Pseudonyms.of(text)

    assert secret not in names.hide(text)
    assert f"[{kind}-1]" in names.hide(text)
    assert names.restore(names.hide(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le CA progresse de +32 500 000 €, soit +12 500 unités et + 45 000 000 € en cumul.",
        "Le panier passe de 2021 2022 2023 2024 à 4500 5200 6100 7000.",
        "Nous avons 3 places de marché, 12 routes de livraison et 2 quais.",
        "Le CRM Sage suit 120 comptes ; la matrice SWOT et le RCS sont à jour.",
        "Un budget de 12 500 000 € sur 2024-2025, soit 345 678 contacts.",
        "La Chambre de Commerce de Rennes et la Région Bretagne aident.",
        "Une offre claire ; avant Noël, les ventes montent de 12 %.",
        "Le RGPD, la norme ISO 9001 et l'article L441-10.",
        "Madame, Monsieur, nous vous remercions.",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert Pseudonyms.of(text).hide(text) == text


def test_the_same_thing_has_the_same_token_every_time() -> None:
    text = "M. Roy appelle. Monsieur Roy rappelle le 0612345678, puis 0612345678."
    first, again = Pseudonyms.of(text), Pseudonyms.of(text)
    assert first == again
    assert first.hide(text) == "M. [Nom-1] appelle. Monsieur [Nom-1] rappelle le [Telephone-1], puis [Telephone-1]."


def test_a_token_that_the_text_holds_already_is_not_used() -> None:
    text = "[Nom-1] est un jeton ; M. Roy est une personne."
    names = Pseudonyms.of(text)
    assert names.hide(text) == "[Nom-1] est un jeton ; M. [Nom-2] est une personne."
    assert names.restore(names.hide(text)) == text


def test_part_of_a_word_is_not_a_name() -> None:
    names = Pseudonyms.of("M. Roy arrive.")
    assert names.hide("Royan et Leroy, mais Roy.") == "Royan et Leroy, mais [Nom-1]."


def test_none_changes_nothing() -> None:
    assert Pseudonyms.none().hide(TEXT) == Pseudonyms.none().restore(TEXT) == TEXT


def test_a_token_that_was_never_given_is_left() -> None:
    assert Pseudonyms.of("M. Roy").restore("[Nom-9] et [Article-1]") == "[Nom-9] et [Article-1]"


def test_a_quote_still_verifies_once_names_are_back() -> None:
    document = document_of("Introduction.", TEXT)
    names = Pseudonyms.of(document.text)
    hidden = names.hide(document.passages[1].text)
    part = hidden[hidden.index("Mme") :]
    evidence = Verifier(document).locate(ProposedQuote(passage=document.passages[1].id, text=names.restore(part)))
    assert evidence is not None
    assert evidence.quote == TEXT[TEXT.index("Mme") :]


PIECES = st.sampled_from(
    "Camille| |DURAND|M. |Mme |Roy|0612345678|a@b.fr|[Nom-1]|[|]|-1|, |é|Nom|Le Goff|\n|’|_|"
    "FR76 3000 6000 0112 3456 7890 189|123 456 789 00012".split("|")
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join)))
def test_hiding_then_restoring_gives_the_text_back(text: str) -> None:
    names = Pseudonyms.of(text)
    assert names.restore(names.hide(text)) == text


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_once_hidden_nothing_more_is_found(text: str) -> None:
    left = Pseudonyms.of(Pseudonyms.of(text).hide(text)).tokens
    assert [t for t in left.values() if not t.startswith("[N")] == []
