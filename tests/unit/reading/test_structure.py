from __future__ import annotations

import pytest

from assistant.reading.structure import heading_depth, is_capitals, is_page_number, item_of, title_like, unbreak


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("- un point", ("", "un point")),
        ("• un point", ("", "un point")),
        ("1. Premier", ("1.", "Premier")),
        ("a) premier", ("a)", "premier")),
        ("(2) deuxième", ("(2)", "deuxième")),
        ("- 30 rendez-vous par mois", ("", "30 rendez-vous par mois")),
        ("- 8 %", None),
        ("- 1 200 €", None),
        ("– 3,5 points", None),
        ("12 clients", None),
        ("-30 % de remise", None),
        ("M. Durand", None),
    ],
)
def test_items_carry_a_bullet_or_a_number(line: str, item: object) -> None:
    assert item_of(line) == item


@pytest.mark.parametrize(
    ("line", "depth"),
    [("2. Le marché", 1), ("2.1 La demande", 2), ("II. La cible", 1), ("A. En interne", 1), ("Le marché", None)],
)
def test_the_number_of_a_title_gives_its_depth(line: str, depth: int | None) -> None:
    assert heading_depth(line) == depth


def test_titles_are_short_and_unfinished() -> None:
    assert title_like("La concurrence locale")
    assert not title_like("La concurrence est vive.")
    assert not title_like("mot " * 20)
    assert is_capitals("LA CONCURRENCE")
    assert not is_capitals("RGPD et après")


@pytest.mark.parametrize("line", ["3", "Page 3", "page 3 sur 12", "- 4 -", "3/12"])
def test_page_numbers(line: str) -> None:
    assert is_page_number(line)
    assert not is_page_number(f"{line} clients")


def test_forced_line_ends_cut_finished_lines_and_items_only() -> None:
    assert unbreak("Un titre\nsur deux lignes") == ["Un titre sur deux lignes"]
    assert unbreak("Fini.\nAutre :\n- un\n- deux") == ["Fini.", "Autre :", "- un", "- deux"]
