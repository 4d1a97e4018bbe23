from __future__ import annotations

from assistant.reading.tables import header_of, pairs, row_blocks

ROWS = [["Étape", "Prévu", "Réalisé"], ["Leads", "50", "46"], ["", "", ""], ["Ventes", "8", ""]]


def test_rows_name_their_columns_in_context() -> None:
    blocks = row_blocks(ROWS, 0, pages=[1, 1, 1, 2], locators=list("abcd"))
    assert [b.text for b in blocks] == ["Étape | Prévu | Réalisé", "Leads | 50 | 46", "Ventes | 8 |"]
    assert [b.context for b in blocks] == [
        "",
        "Étape : Leads ; Prévu : 50 ; Réalisé : 46",
        "Étape : Ventes ; Prévu : 8",
    ]
    assert [(b.page, b.locator) for b in blocks] == [(1, "a"), (1, "b"), (2, "d")]


def test_figures_or_a_single_row_make_no_header() -> None:
    assert header_of([["2023", "2024"], ["1", "2"]]) is None
    assert header_of([["Étape", "Prévu"]]) is None
    assert header_of(ROWS) == ROWS[0]


def test_merged_cells_are_repeated_in_context_only() -> None:
    blocks = row_blocks(
        [["Zone", "Ville"], ["Ouest", "Nantes"], ["", "Rennes"]],
        0,
        meant=[["Zone", "Ville"], ["Ouest", "Nantes"], ["Ouest", "Rennes"]],
    )
    assert blocks[2].text == "| Rennes"
    assert blocks[2].context == "Zone : Ouest ; Ville : Rennes"


def test_pairs_skip_what_is_empty() -> None:
    assert pairs(["a", "", "c"], ["1", "2", ""]) == "a : 1"
