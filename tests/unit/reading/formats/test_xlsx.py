from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from assistant.errors import DraftError
from assistant.reading.colour import MASKED, SAME_COLOUR
from assistant.reading.formats.xlsx import HIDDEN_COLUMN, HIDDEN_ROW, HIDDEN_SHEET, letters
from assistant.reading.formats.xlsx_values import shown
from assistant.reading.limits import ReadingLimits
from tests.unit.reading.hostile import saved, xlsx_far_cell
from tests.unit.reading.parsing import hidden, parsed, texts


def book_of(rows: list[list[object]]) -> tuple[openpyxl.Workbook, object]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Suivi"
    for row in rows:
        sheet.append(row)
    return book, sheet


def test_rows_under_their_header() -> None:
    book, _ = book_of([["Tableau de bord"], ["Étape", "Prévu", "Réalisé"], ["Leads", 50, 46.5], [], ["Note"]])
    read = parsed("xlsx", saved(book))
    assert read.kind == "tableur"
    assert [(x.kind, x.text) for x in read.passages] == [
        ("heading", "Suivi"),
        ("heading", "Tableau de bord"),
        ("row", "Étape | Prévu | Réalisé"),
        ("row", "Leads | 50 | 46,5"),
        ("paragraph", "Note"),
    ]
    leads = read.passages[3]
    assert leads.context.endswith("Étape : Leads ; Prévu : 50 ; Réalisé : 46,5")
    assert (leads.locator, leads.page, leads.section) == ("Suivi!A3", 1, "Suivi > Tableau de bord")
    assert read.pages == 1


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("0.1234", "0.0%", "12,3 %"),
        ("0.5", "0%", "50 %"),
        ("45566", "dd/mm/yyyy", "01/10/2024"),
        ("45566.5", "dd/mm/yyyy h:mm", "01/10/2024 12:00"),
        ("0.375", "h:mm", "09:00"),
        ("4567.5", '#,##0.00\\ "€"', "4\u202f567,50 €"),
        ("4567.5", "#,##0 [$€-40C]", "4\u202f568 €"),
        ("4567", "#,##0", "4\u202f567"),
        ("0.30000000000000004", "", "0,3"),
        ("42", "", "42"),
        ("1e300", "", "1e300"),
        ("99999999", "dd/mm/yyyy", "99999999"),
    ],
)
def test_numbers_are_shown_as_excel_does(value: str, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_kinds_of_cells() -> None:
    book, sheet = book_of([["Vrai", True], ["Date", datetime(2024, 10, 1)], ["Calcul", "=1+1"]])
    assert texts(parsed("xlsx", saved(book)), "row") == ["Vrai | VRAI", "Date | 01/10/2024", "Calcul | =1+1"]
    assert sheet is not None


def test_what_is_hidden_is_apart() -> None:
    book, sheet = book_of([["Étape", "Prévu", "Secret"], ["Leads", 50, "colonne"], ["ligne", 1, 2], ["Ventes", 8, 9]])
    sheet.row_dimensions[3].hidden = True  # type: ignore[attr-defined]
    sheet.column_dimensions["C"].hidden = True  # type: ignore[attr-defined]
    sheet["A6"] = "blanc"  # type: ignore[index]
    sheet["A6"].font = Font(color="FFFFFFFF")  # type: ignore[index]
    sheet["A7"] = "blanc sur bleu"  # type: ignore[index]
    sheet["A7"].font = Font(color="FFFFFFFF")  # type: ignore[index]
    sheet["A7"].fill = PatternFill("solid", fgColor="FF1F3864")  # type: ignore[index]
    sheet["A8"] = "format"  # type: ignore[index]
    sheet["A8"].number_format = ";;;"  # type: ignore[index]
    book.create_sheet("Cachée")["A1"] = "feuille"
    book["Cachée"].sheet_state = "veryHidden"
    read = parsed("xlsx", saved(book))
    assert texts(read) == ["Suivi", "Étape | Prévu", "Leads | 50", "Ventes | 8", "blanc sur bleu"]
    found = hidden(read)
    assert found[HIDDEN_SHEET] == "feuille"
    assert found[HIDDEN_ROW].startswith("ligne | 1")
    assert found[HIDDEN_COLUMN] == "Secret colonne 2 9"
    assert found[SAME_COLOUR] == "blanc"
    assert found[MASKED] == "format"


def test_a_cell_at_the_end_of_the_grid_costs_nothing() -> None:
    read = parsed("xlsx", xlsx_far_cell())
    assert texts(read) == ["Sheet", "Chiffre d'affaires", "au bout du monde"]
    assert read.passages[-1].locator == "Sheet!XFD1048576"


def test_column_names() -> None:
    assert [letters(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_titles_items_and_remarks_of_one_cell() -> None:
    book, _ = book_of([["Nos propositions"], ["- Tester l'offre"], ["Une remarque finale, qui est une phrase."]])
    assert [(x.kind, x.text) for x in parsed("xlsx", saved(book)).passages] == [
        ("heading", "Suivi"),
        ("heading", "Nos propositions"),
        ("list_item", "Tester l'offre"),
        ("paragraph", "Une remarque finale, qui est une phrase."),
    ]


def test_a_workbook_longer_than_a_draft_stops_early() -> None:
    book, _ = book_of([["mot " * 100] for _ in range(50)])
    with pytest.raises(DraftError) as caught:
        parsed("xlsx", saved(book), limits=ReadingLimits(max_chars=5000))
    assert caught.value.code == "too_long"
