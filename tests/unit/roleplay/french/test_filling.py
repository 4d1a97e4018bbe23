"""Amounts, slots, genders and elisions as French writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.roleplay.french.amounts import counted, euros, listed, number, percent
from assistant.roleplay.french.filling import elided, fill, gendered, lower_first
from assistant.roleplay.french.polishing import tidy


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1250, "1\u202f250\u00a0€"),
        (8.4, "8,40\u00a0€"),
        (0.05, "0,05\u00a0€"),
        (-350, "-350\u00a0€"),
        (1e6, "1\u202f000\u202f000\u00a0€"),
    ],
)
def test_euros(value: float, written: str) -> None:
    assert euros(value) == written


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_a_number_reads_back(value: int) -> None:
    assert int(number(value).replace("\u202f", "")) == value


def test_units_and_lists() -> None:
    assert percent(0.125, 1) == "12,5\u00a0%"
    assert counted(45, "jours") == "45\u00a0jours"
    assert listed(["a", "b", "c"]) == "a, b et c"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("text", "man", "woman"),
    [
        ("directeur/directrice de site", "directeur de site", "directrice de site"),
        ("directeur/directrice général/générale", "directeur général", "directrice générale"),
        ("responsable logistique", "responsable logistique", "responsable logistique"),
        ("expert-comptable/experte-comptable", "expert-comptable", "experte-comptable"),
    ],
)
def test_genders(text: str, man: str, woman: str) -> None:
    assert gendered(text, woman=False) == man
    assert gendered(text, woman=True) == woman


def test_slots_are_filled_once() -> None:
    assert fill("Chez {a}.", {"a": "{b}", "b": "?"}) == "Chez {b}."
    assert fill("{a} ouvre.", {"a": "orchidia"}) == "Orchidia ouvre."
    with pytest.raises(KeyError):
        fill("{inconnu}", {})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("le directeur de Orchidia", "le directeur d'Orchidia"),
        ("celle de Sodimap", "celle de Sodimap"),
        ("installé à Le Mans", "installé au Mans"),
        ("de Le Mans", "du Mans"),
        ("à La Rochelle", "à La Rochelle"),
    ],
)
def test_elisions(text: str, wanted: str) -> None:
    assert elided(text) == wanted


def test_spaces_of_french_typography() -> None:
    assert tidy("Dit : « oui ». Vraiment ?") == "Dit\u00a0: «\u00a0oui\u00a0». Vraiment\u00a0?"
    assert lower_first("CACES requis") == "CACES requis"
