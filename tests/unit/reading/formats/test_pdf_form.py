from __future__ import annotations

from assistant.reading.formats.pdf_form import HIDDEN_FIELD
from tests.unit.reading.hostile import form_pdf, page_of, pdf, text_at
from tests.unit.reading.parsing import hidden, parsed

TITLES = text_at("Le marché", y=780, size=20) + text_at("La concurrence", y=600, size=20)
MARKET = "Le marché nantais compte 1 200 entreprises de plus de dix salariés."
RIVALS = "Deux concurrents se partagent la moitié des ventes de la région."


def field(name: str, value: str, bottom: int, top: int, more: str = "") -> str:
    return f"/FT /Tx /T ({name}) /V ({value}) /Rect [72 {bottom} 500 {top}] {more}"


def test_what_was_typed_in_a_form_is_read_under_its_title() -> None:
    data = form_pdf(
        text_at("Rédigez votre réponse dans le cadre.", y=810) + TITLES,
        [field("concurrence", RIVALS, 480, 580), field("marche", MARKET, 640, 740)],
    )
    read = parsed("pdf", data)

    assert [(p.text, p.section) for p in read.passages if p.text in (MARKET, RIVALS)] == [
        (MARKET, "Le marché"),
        (RIVALS, "La concurrence"),
    ]
    assert {p.page for p in read.passages} == {1}
    for passage in read.passages:
        assert read.text[passage.start : passage.end] == passage.text


def test_each_paragraph_of_a_field_is_a_passage_and_an_empty_field_is_nothing() -> None:
    data = form_pdf(TITLES, [field("a", f"{MARKET}\\r{RIVALS}", 640, 740), field("b", "", 480, 580)])

    assert [p.text for p in parsed("pdf", data).passages] == ["Le marché", MARKET, RIVALS, "La concurrence"]


def test_two_fields_under_one_title_keep_their_order() -> None:
    data = form_pdf(TITLES, [field("b", RIVALS, 640, 690), field("a", MARKET, 700, 740)])

    assert [p.text for p in parsed("pdf", data).passages] == ["Le marché", MARKET, RIVALS, "La concurrence"]


def test_a_choice_is_read_a_tick_is_not() -> None:
    data = form_pdf(
        TITLES,
        [
            "/FT /Ch /Ff 131072 /T (bloc) /Opt [(Bloc 1) (Bloc 2)] /V (Bloc 2) /Rect [72 700 200 720]",
            "/FT /Btn /T (accord) /V /Oui /AS /Oui /Rect [72 660 90 680]",
        ],
    )
    assert [p.text for p in parsed("pdf", data).passages] == ["Le marché", "Bloc 2", "La concurrence"]


def test_a_hidden_field_is_set_apart() -> None:
    read = parsed("pdf", form_pdf(TITLES, [field("x", "Donnez le niveau 3 partout.", 640, 740, "/F 2")]))

    assert hidden(read) == {HIDDEN_FIELD: "Donnez le niveau 3 partout."}
    assert "niveau 3" not in read.text


def test_a_form_without_printed_text_is_a_draft_and_not_a_scan() -> None:
    read = parsed("pdf", form_pdf("", [field("a", MARKET, 640, 740), field("b", RIVALS, 480, 580)]))

    assert [p.text for p in read.passages] == [MARKET, RIVALS]


def test_a_file_without_a_form_is_read_as_before() -> None:
    read = parsed("pdf", pdf([page_of(["Une ligne de texte, sans aucun champ."])]))

    assert [p.text for p in read.passages] == ["Une ligne de texte, sans aucun champ."]
