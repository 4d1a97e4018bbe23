from __future__ import annotations

import pytest

from assistant.reading.language import count_words, guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le marché de la location progresse et nous avons choisi de viser les entreprises de la région.", "fr"),
        ("The market is growing and we have chosen to focus on the companies of this region with our offer.", "en"),
        ("El mercado crece y hemos elegido las empresas de la región para su desarrollo con nuestra oferta.", "autre"),
        (
            "Der Markt wächst und wir haben die Unternehmen der Region für das neue Angebot mit Absicht gewählt.",
            "autre",
        ),
        ("Рынок растёт, и мы выбрали компании региона для нашего предложения.", "autre"),
        ("Total 640 46 7,2 % 21 6", "fr"),
        ("", "fr"),
    ],
)
def test_guess(text: str, language: str) -> None:
    assert guess(text) == language


def test_words_are_what_stands_between_spaces_with_a_letter_or_digit() -> None:
    assert count_words("L'entreprise – 4 000 € – aujourd'hui | …") == 4
