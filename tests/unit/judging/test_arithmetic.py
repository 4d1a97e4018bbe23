from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.discrepancy import Discrepancy
from assistant.domain.document import Document, Passage, PassageKind, Table
from assistant.judging.arithmetic import audit
from assistant.judging.figures import cell_figure, french
from tests.unit.drafts import document_of

Rows = list[list[str]]


def table_of(rows: Rows) -> Document:
    """A document that is one table, its rows as passages."""
    base = document_of(*(" | ".join(row) for row in rows))
    return base.model_copy(
        update={
            "passages": tuple(p.model_copy(update={"kind": "row"}) for p in base.passages),
            "tables": (Table(rows=tuple(map(tuple, rows)), start=0, end=len(base.text)),),
        }
    )


def list_of(*items: str, closing: PassageKind = "list_item") -> Document:
    base = document_of(*items)
    kinds: list[PassageKind] = ["list_item"] * (len(items) - 1) + [closing]
    passages: list[Passage] = [p.model_copy(update={"kind": k}) for p, k in zip(base.passages, kinds, strict=True)]
    return base.model_copy(update={"passages": tuple(passages)})


def found(document: Document) -> list[tuple[str, float, float]]:
    discrepancies = audit(document)
    for d in discrepancies:
        check_slices(document, d)
    return [(d.kind, d.stated, round(d.computed, 2)) for d in discrepancies]


def check_slices(document: Document, discrepancy: Discrepancy) -> None:
    for quote in (discrepancy.quote_a, discrepancy.quote_b):
        assert quote is None or document.text[quote.start : quote.end] == quote.quote
    assert discrepancy.sentence.endswith(".")


# --- tables --------------------------------------------------------------------------------------------------------

LEADS = [["Secteur", "Contacts", "Leads", "Taux"], ["Agro", "280", "26", "9,3 %"], ["Bâtiment", "220", "15", "6,8 %"]]


def test_a_wrong_column_total_is_found_with_both_quotes() -> None:
    document = table_of([*LEADS, ["Total", "500", "46", "8,2 %"]])
    (discrepancy,) = audit(document)
    assert (discrepancy.kind, discrepancy.stated, discrepancy.computed) == ("total", 46, 41)
    assert discrepancy.quote_a.quote == "Total | 500 | 46 | 8,2 %"
    assert discrepancy.quote_b is not None
    assert discrepancy.quote_b.quote.startswith("Agro | 280")
    assert "46" in discrepancy.sentence
    assert "41" in discrepancy.sentence


@pytest.mark.parametrize(
    "rows",
    [
        [*LEADS, ["Total", "500", "41", "8,2 %"]],
        [["Poste", "Montant"], ["A", "1 200 €"], ["B", "–"], ["C", "800 €"], ["Total HT", "2 000 €"]],
        [["Poste", "Montant"], ["A", "1 200 €"], ["B", "inclus"], ["Total", "1 500 €"]],
        [["Poste", "Montant"], ["A", "10,4 k€"], ["B", "20,4 k€"], ["Total", "30,9 k€"]],
        [["Poste", "Part"], ["A", "33 %"], ["B", "33 %"], ["C", "33 %"], ["Total", "100 %"]],
        [["Zone", "Panier moyen"], ["Nord", "42 €"], ["Sud", "38 €"], ["Total", "40 €"]],
        [["Zone", "Valeur"], ["Nord", "42"], ["Sud", "38"], ["Ensemble", "40"]],
        [
            ["P", "M"],
            ["A", "10 €"],
            ["B", "20 €"],
            ["Sous-total", "30 €"],
            ["C", "5 €"],
            ["D", "6 €"],
            ["Total", "41 €"],
        ],
        [
            ["P", "M"],
            ["A", "1000 €"],
            ["B", "500 €"],
            ["Total HT", "1500 €"],
            ["TVA", "300 €"],
            ["Total TTC", "1800 €"],
        ],
        [["P", "Jours"], ["A", "3 jours"], ["B", "4 semaines"], ["Total", "7 jours"]],
    ],
)
def test_a_right_total_or_one_that_nobody_can_check_is_left_alone(rows: Rows) -> None:
    assert found(table_of(rows)) == []


def test_taxes_are_not_hidden_by_the_subtotal_before_them() -> None:
    rows = [
        ["P", "M"],
        ["A", "1000 €"],
        ["B", "500 €"],
        ["Total HT", "1500 €"],
        ["TVA", "300 €"],
        ["Total TTC", "1900 €"],
    ]
    assert found(table_of(rows)) == [("total", 1900, 1800)]


def test_quantity_by_price() -> None:
    rows = [
        ["Article", "Quantité", "Prix unitaire", "Total"],
        ["Panneau", "48", "86 €", "4 218 €"],
        ["Vis", "10", "2,50 €", "25 €"],
    ]
    assert found(table_of(rows)) == [("product", 4218, 4128)]
    assert found(table_of([["Article", "Qté", "PU", "Remise", "Total"], ["A", "2", "10 €", "10 %", "18 €"]])) == []


def test_forecast_and_result() -> None:
    header = ["Étape", "Prévu", "Réalisé", "Écart"]
    rows = [header, ["E-mails", "620", "612", "- 1,3 %"], ["Visites", "30", "21", "- 20 %"], ["Ventes", "8", "6", "-2"]]
    assert found(table_of(rows)) == [("change", -20, -30)]


def test_columns_hidden_under_merged_cells_are_left_alone() -> None:
    document = table_of([*LEADS, ["Total", "500", "46", "8,2 %"]])
    assert audit(document.model_copy(update={"passages": document.passages[:-2]})) == ()


# --- lists ---------------------------------------------------------------------------------------------------------


def test_the_total_that_closes_a_list() -> None:
    items = ("Temps : 92 heures à 38 €, soit 3 496 €.", "Outil : 189 €. Déplacements : 455 €.")
    assert found(list_of(*items, "Total : 4 140 €.")) == []
    assert found(list_of(*items, "Total : 4 240 €.", closing="paragraph")) == [("total", 4240, 4140)]
    assert found(list_of("Temps : une semaine.", "Outil : 189 €.", "Total : 900 €.")) == []


def test_the_total_that_closes_a_paragraph() -> None:
    spent = "Sondes 90 × 112 € = 10 080 € ; relais 1 200 € ; relecture 1 500 € ; formation 1 900 € ; vidéo 800 €."
    assert found(document_of("Budget.", f"{spent} Total : 15 480 €.")) == []
    assert found(document_of("Budget.", f"{spent} Total : 16 480 €.")) == [("total", 16480, 15480)]
    assert found(document_of("Budget.", "Sondes 80 € ; relais à chiffrer ; vidéo 800 €. Total : 16 480 €.")) == []


# --- sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "stated", "computed"),
    [
        ("On a passé 92 heures à 38 €, soit 3 596 €.", "product", 3596, 3496),
        ("Soit 12 × 450 € = 5 600 € par an.", "product", 5600, 5400),
        ("46 leads sur 402 entreprises jointes, soit 15 %.", "share", 15, 11.44),
        ("Seuls 12 clients sur 40 (25 %) ont répondu.", "share", 25, 30),
        ("Le CA est passé de 180 000 € à 216 000 €, soit une hausse de 25 %.", "change", 25, 20),
        ("Les ventes ont reculé de 80 à 60 (-30 %).", "change", 30, 25),
        ("Prix de vente 120 € HT, coût de revient 85 €, marge de 45 €.", "margin", 45, 35),
        ("Prix de vente : 100 €, prix d'achat : 60 €, taux de marge : 50 %.", "rate", 50, 40),
        ("Au total 120 + 85 + 12 = 227 visites.", "total", 227, 217),
        ("Il reste 1 500 € - 320 € = 1 280 €.", "difference", 1280, 1180),
        ("4 900 + 3 220 - 2 940 = 5 280, le compte est bon.", "difference", 5280, 5180),
    ],
)
def test_a_sentence_that_contradicts_itself(text: str, kind: str, stated: float, computed: float) -> None:
    assert found(document_of("Introduction.", text)) == [(kind, stated, computed)]


@pytest.mark.parametrize(
    "text",
    [
        "On a passé 92 heures à 38 €, soit 3 496 €.",
        "On a passé environ 92 heures à 38 €, soit 3 500 €.",
        "Un panier de 6 ventes à 4 567 €, soit 27 402 €.",
        "46 leads sur 402 entreprises jointes, soit 11 %.",
        "46 leads sur 402 entreprises jointes, soit 11,4 %.",
        "Le CA est passé de 180 000 € à 216 000 €, soit 20 %.",
        "Le CA est passé de 180 k€ à 216 000 €, soit 30 %.",
        "De 9 h à 12 h, soit 3 h.",
        "Ouvert du 3 au 12 mars, soit 10 jours.",
        "Le 06 12 34 56 78 = mon numéro.",
        "Prix de vente : 100 €, prix d'achat : 60 €, taux de marge : 66,7 %.",
        "Prix de vente : 100 €, prix d'achat : 60 €, taux de marque : 40 %.",
        "Norme ISO 9001 - 2015 = notre référence.",
        "Entre 10 clients à 20 € et 12, soit 300 €.",
        "3 salariés sur 2 sites, soit 40 % de plus qu'avant.",
        "Le pack de 1.200 × 3 € = 3,60 €.",
        "En 2023 + 2024 = deux ans.",
        "4 900 + 3 220 - 2 940 = 5 180, le compte est bon.",
        "Soit 2 × 300 + 120 = 720 visites.",
        "Les codes 12 - 14 = 26 et 30-40 = 70 désignent des zones.",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert found(document_of("Introduction.", text)) == []


# --- properties ----------------------------------------------------------------------------------------------------

amounts = st.lists(st.integers(1, 999_999), min_size=2, max_size=8)


@given(amounts)
def test_a_right_total_is_never_questioned(values: list[int]) -> None:
    rows = [["Poste", "Montant"], *([f"P{i}", french(v, "€")] for i, v in enumerate(values))]
    assert found(table_of([*rows, ["Total", french(sum(values), "€")]])) == []


@given(amounts, st.integers(1, 5_000))
def test_a_total_wrong_beyond_rounding_is_always_found(values: list[int], error: int) -> None:
    rows = [["Poste", "Montant"], *([f"P{i}", french(v, "€")] for i, v in enumerate(values))]
    wrong = sum(values) + len(values) + error
    assert found(table_of([*rows, ["Total", french(wrong, "€")]])) == [("total", wrong, sum(values))]


@given(st.integers(2, 500), st.integers(2, 900))
def test_a_right_product_is_never_questioned(count: int, price: int) -> None:
    assert found(document_of(f"On a payé {count} visites à {price} €, soit {french(count * price, '€')}.")) == []


@given(st.integers(1, 900), st.integers(1, 900), st.integers(0, 2))
def test_a_share_rounded_or_cut_off_is_never_questioned(part: int, whole: int, decimals: int) -> None:
    if part > whole:
        part, whole = whole, part
    exact = 100 * part / whole
    for written in (round(exact, decimals), int(exact * 10**decimals) / 10**decimals):
        text = f"{written:.{decimals}f}".replace(".", ",")
        assert found(document_of(f"Nous avons vu {part} clients sur {whole}, soit {text} %.")) == []


@given(st.text(max_size=300))
def test_no_text_breaks_the_auditor(text: str) -> None:
    found(document_of("Un titre", text))


@given(st.integers(-(10**9), 10**9), st.sampled_from(["", "€", "%"]))
def test_a_figure_is_read_as_it_was_written(value: int, unit: str) -> None:
    figure = cell_figure(french(value, unit))
    assert figure is not None
    assert (figure.value, figure.unit) == (value, unit)
