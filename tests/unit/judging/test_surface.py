from __future__ import annotations

import pytest

from assistant.judging.surface import markers_in, number_density, vague_density


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("le loyer est de 79 € HT", "amount"),
        ("+ 14 % en un an", "percentage"),
        ("le 12 février 2024", "date"),
        ("livré sous 9 jours", "delay"),
        ("selon l'INSEE", "source"),
        ("42 € contre 38 € hier", "comparison"),
        ("Mme Kerdoncuff valide", "person"),
        ("6 devis", "quantity"),
        ("car le délai a doublé", "cause"),
        ("Qui décide ?", "question"),
        ("conforme au RGPD", "legal"),
    ],
)
def test_markers(text: str, marker: str) -> None:
    assert marker in markers_in(text)


def test_a_bare_assertion_shows_nothing() -> None:
    assert markers_in("Notre offre est belle") == frozenset()


def test_densities_count_for_a_hundred_words() -> None:
    assert number_density("un 2 trois 4") == 50
    assert number_density("") == 0
    assert vague_density("il faudra être performant et dynamique") == pytest.approx(50)
