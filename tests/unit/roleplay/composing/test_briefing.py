"""What the sheets say of a company, a volume and an adaptation."""

from __future__ import annotations

from assistant.roleplay.composing.briefing import concession_lines, fitting_facts
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario

AGE = "Présence dans la région depuis vingt ans"


def test_an_age_clashes_with_a_year_and_not_with_the_word_dans() -> None:
    known = (AGE, "Comptes déposés")
    assert fitting_facts((AGE,), "installée dans un immeuble", known) == (AGE,)
    assert fitting_facts((AGE,), "biscuits cuits sur place depuis 1962", known) == ("Comptes déposés",)
    assert fitting_facts((AGE,), "maison de trente ans", known) == ("Comptes déposés",)


def test_a_volume_says_that_the_margin_on_the_units_comes_on_top() -> None:
    economics = compile_scenario(Request(seed=1, sector="logistique", offer="palettes")).economics
    assert economics is not None
    for line in concession_lines(economics):
        assert ("marge" in line) == line.startswith("Volume")


def test_the_sheet_of_an_adapted_person_says_what_to_show_and_what_to_say() -> None:
    for kind in ("negociation", "decouverte"):
        scenario = compile_scenario(Request(kind=kind, seed=4, accommodation="malvoyant"))
        adapted = scenario.interlocutor.accommodation
        assert adapted is not None
        line = next(text for text in scenario.buyer.instructions if text.startswith("Vous jouez"))
        assert adapted.cue in line
        assert "À dire si l'on n'en tient pas compte" in line
        assert "Côté client" not in line
