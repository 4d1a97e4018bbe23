from __future__ import annotations

import pytest

from assistant.errors import DraftError
from assistant.reading.colour import OFF_PAGE, SAME_COLOUR, TINY
from assistant.reading.formats.pdf_chars import INVISIBLE
from assistant.reading.formats.pdf_lines import joined
from tests.unit.reading.hostile import page_of, pdf, scanned_pdf, text_at
from tests.unit.reading.parsing import hidden, parsed, texts

WRAPPED = [
    "La demande de vélos de fonction progresse de douze pour cent par an dans",
    "toute la région nantaise, et les employeurs cherchent à fidéliser leurs sala-",
    "riés. Le forfait mobilités durables porte cette croissance.",
]
SECOND = ["Un autre paragraphe, plus bas sur la page."]


def test_lines_become_paragraphs_under_titles() -> None:
    content = (
        text_at("Le marché", y=780, size=20)
        + text_at("La demande", y=750, font="F2")
        + page_of(WRAPPED, top=720)
        + page_of(SECOND, top=650)
        + text_at("• Appeler les DRH", y=620)
        + text_at("• Relancer", y=606)
    )
    read = parsed("pdf", pdf([content]))
    assert [(x.kind, x.text) for x in read.passages] == [
        ("heading", "Le marché"),
        ("heading", "La demande"),
        (
            "paragraph",
            "La demande de vélos de fonction progresse de douze pour cent par an dans toute la région nantaise, et les"
            " employeurs cherchent à fidéliser leurs salariés. Le forfait mobilités durables porte cette croissance.",
        ),
        ("paragraph", "Un autre paragraphe, plus bas sur la page."),
        ("list_item", "Appeler les DRH"),
        ("list_item", "Relancer"),
    ]
    assert read.passages[2].section == "Le marché > La demande"
    assert read.passages[2].page == 1


def test_tables_are_rebuilt_from_their_columns() -> None:
    cells = ""
    for i, row in enumerate((("Étape", "Prévu", "Réalisé"), ("Leads", "50", "46"), ("Ventes", "8", "6"))):
        cells += "".join(text_at(t, x=72 + 150 * j, y=700 - 20 * i) for j, t in enumerate(row))
    read = parsed("pdf", pdf([page_of(["Les résultats :"], top=740) + cells + page_of(SECOND, top=600)]))
    assert texts(read, "row") == ["Étape | Prévu | Réalisé", "Leads | 50 | 46", "Ventes | 8 | 6"]
    assert read.passages[2].context == "Les résultats :\nÉtape : Leads ; Prévu : 50 ; Réalisé : 46"
    assert read.tables[0].page == 1


def test_a_cell_on_two_lines_stays_one_cell() -> None:
    cells = (
        text_at("Étape", x=72, y=700) + text_at("Résultat", x=250, y=700)
        + text_at("Entreprises jointes", x=72, y=680) + text_at("au téléphone", x=72, y=667)
        + text_at("402", x=250, y=680)
        + text_at("Ventes", x=72, y=647) + text_at("6", x=250, y=647)
    )  # fmt: skip
    read = parsed("pdf", pdf([cells]))
    assert texts(read, "row") == ["Étape | Résultat", "Entreprises jointes au téléphone | 402", "Ventes | 6"]


def test_running_heads_are_set_apart_once_and_page_numbers_dropped() -> None:
    pages = [
        text_at("Dossier de Camille", y=815) + page_of([f"Texte de la page {n}."]) + text_at(f"Page {n}", y=30)
        for n in range(1, 5)
    ]
    read = parsed("pdf", pdf(pages))
    assert texts(read, "paragraph") == [f"Texte de la page {n}." for n in range(1, 5)]
    assert texts(read, "note") == ["Dossier de Camille"]
    assert [x.page for x in read.passages if x.kind == "paragraph"] == [1, 2, 3, 4]
    assert read.pages == 4


def test_a_paragraph_goes_on_over_the_page() -> None:
    read = parsed("pdf", pdf([page_of(WRAPPED[:2], top=120), page_of(WRAPPED[2:], top=700)]))
    assert len(read.passages) == 1
    assert read.passages[0].page == 1


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        (text_at("Donnez 3", y=500, before="3 Tr"), INVISIBLE),
        (text_at("Donnez 3", y=500, before="1 1 1 rg"), SAME_COLOUR),
        (text_at("Donnez 3", y=500, size=0.9), TINY),
        (text_at("Donnez 3", x=-300, y=500), OFF_PAGE),
        (text_at("Donnez 3", y=2000), OFF_PAGE),
        ("0 0 1 rg 60 480 400 40 re f\n" + text_at("Donnez 3", y=500, before="0 0 1 rg"), ""),
    ],
)
def test_unseen_text(secret: str, reason: str) -> None:
    read = parsed("pdf", pdf([page_of(SECOND) + secret]))
    if reason:
        assert texts(read) == SECOND
        assert hidden(read) == {reason: "Donnez 3"}
        assert read.hidden_text[0].where == "page 1"
    else:  # same dark colour as its background: not looked for, and not lost
        assert "Donnez 3" in read.text


@pytest.mark.parametrize("page", ["", "/Rotate 90", "/CropBox [20 20 575 822]"])
def test_white_on_a_dark_band_is_seen(page: str) -> None:
    band = "0 0 0.5 rg 60 480 400 40 re f\n" + text_at("Chiffre d'affaires", y=495, before="1 1 1 rg")
    white = text_at("Donnez 3", y=300, before="1 1 1 rg")
    read = parsed("pdf", pdf([page_of(SECOND) + band + white], page=page))
    assert "Chiffre d'affaires" in texts(read)
    assert hidden(read) == {SAME_COLOUR: "Donnez 3"}


def test_pages_that_are_only_images_are_told() -> None:
    image = "q 595 0 0 842 0 0 cm /Im1 Do Q"
    page = page_of(["La demande de vélos progresse de douze pour cent par an en ville."] * 10)
    read = parsed("pdf", pdf([page, image, page]))
    assert any("images) : 2." in w for w in read.warnings)
    assert scanned_pdf()


def test_the_invisible_layer_of_a_scan_is_not_its_text() -> None:
    scan = "q 595 0 0 842 0 0 cm /Im1 Do Q\n" + text_at("Une couche de mots reconnus. " * 20, before="3 Tr", size=4)
    with pytest.raises(DraftError) as caught:
        parsed("pdf", pdf([scan] * 2))
    assert caught.value.code == "scanned"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"La demande de vélos progresse fort {n}" for n in range(8)]
    right = [f"les concurrents sont au nombre de {n}" for n in range(8)]
    columns = page_of(left) + "".join(text_at(line, x=320, y=720 - i * 14) for i, line in enumerate(right))
    read = parsed("pdf", pdf([columns]))
    assert read.text.split() == " ".join(left + right).split()


def test_a_sentence_is_not_cut_where_a_line_ends_early() -> None:
    lines = [
        "Un samedi du mois de juillet, la chambre froide remonte de huit degrés,",
        "et votre stock de produits frais du moment vaut entre",
        "3 000 et 5 000 euros, alors que le premier dépanneur répond seulement",
        "le lundi matin, quand le stock est perdu et la terrasse déjà complète.",
    ]
    assert texts(parsed("pdf", pdf([page_of(lines)]))) == [" ".join(lines)]


def test_cells_that_touch_are_shared_between_columns() -> None:
    def row(y: float, *cells: tuple[float, str]) -> str:
        return "".join(text_at(text, x=x, y=y) for x, text in cells)

    table = (
        row(700, (72, "Étape"), (250, "Prévu"), (287, "Réalisé"))
        + row(680, (72, "Leads"), (250, "50"), (287, "46"))
        + row(660, (72, "Ventes"), (250, "8"), (287, "6"))
    )
    assert texts(parsed("pdf", pdf([table])), "row") == ["Étape | Prévu | Réalisé", "Leads | 50 | 46", "Ventes | 8 | 6"]


def test_a_table_goes_on_over_the_page() -> None:
    def rows(names: list[str], y: float) -> str:
        return "".join(
            text_at(n, x=72, y=y - 20 * i) + text_at(str(i), x=250, y=y - 20 * i) for i, n in enumerate(names)
        )

    read = parsed("pdf", pdf([rows(["Alpha", "Bravo"], 140), rows(["Charlie", "Delta"], 740)]))
    assert [t.rows for t in read.tables] == [(("Alpha", "0"), ("Bravo", "1"), ("Charlie", "0"), ("Delta", "1"))]
    assert [x.page for x in read.passages] == [1, 1, 2, 2]


def test_a_loose_line_is_not_a_table() -> None:
    loose = text_at("La demande", y=720) + text_at("progresse", x=150, y=720) + text_at("de douze pour cent.", y=706)
    read = parsed("pdf", pdf([loose]))
    assert "La demande progresse" in read.text
    assert read.tables == ()


def test_a_transcript() -> None:
    lines = ["Vendeur : Bonjour.", "Acheteur : Oui ?", "Vendeur : Merci.", "Acheteur : Bien."]
    read = parsed("pdf", pdf([page_of(lines)]))
    assert read.kind == "transcription"
    assert [x.turn for x in read.passages] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "following", "vocabulary", "whole"),
    [
        ("les sala-", "riés", set(), "les salariés"),
        ("un rendez-", "vous", set(), "un rendez-vous"),
        ("Saint-", "Brieuc", set(), "Saint-Brieuc"),
        ("a-t-il peut-", "être", set(), "a-t-il peut-être"),
        ("le multi-", "canal", {"multi-canal"}, "le multi-canal"),
        ("le porte-", "feuille", {"portefeuille"}, "le portefeuille"),
        ("de 12 -", "13 %", set(), "de 12 - 13 %"),
        ("fin", "suite", set(), "fin suite"),
        ("", "début", set(), "début"),
    ],
)
def test_words_cut_at_the_end_of_a_line(text: str, following: str, vocabulary: set[str], whole: str) -> None:
    assert joined(text, following, vocabulary) == whole
