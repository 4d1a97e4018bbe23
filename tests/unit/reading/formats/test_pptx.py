from __future__ import annotations

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from assistant.reading.colour import OFF_PAGE, SAME_COLOUR, TINY
from assistant.reading.formats.drawing import A
from assistant.reading.formats.pptx import HIDDEN_SLIDE
from tests.unit.reading.hostile import saved
from tests.unit.reading.parsing import hidden, parsed, texts

BLANK, TITLE_AND_BODY = 6, 1


def box(slide: object, text: str, left: float = 1, top: float = 1) -> object:
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))  # type: ignore[attr-defined]
    shape.text_frame.text = text
    return shape


def test_titles_lists_tables_charts_groups_and_notes() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_BODY])
    slide.shapes.title.text = "Le marché"
    body = slide.placeholders[1].text_frame
    body.text = "La demande"
    sub = body.add_paragraph()
    sub.text, sub.level = "en hausse", 1
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1)).text_frame.text = "Dans un groupe"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for i, text in enumerate(("Étape", "Prévu", "Leads", "50")):
        table.cell(i // 2, i % 2).text = text
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Ventes", (12, 15.5))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(2), Inches(2), data)
    slide.notes_slide.notes_text_frame.text = "Dire bonjour."
    second = deck.slides.add_slide(deck.slide_layouts[BLANK])
    box(second, "Sans titre")
    read = parsed("pptx", saved(deck))
    assert read.kind == "diaporama"
    assert [(x.kind, x.text) for x in read.passages if x.page == 1] == [
        ("heading", "Le marché"),
        ("list_item", "La demande"),
        ("list_item", "en hausse"),
        ("paragraph", "Dans un groupe"),
        ("row", "Étape | Prévu"),
        ("row", "Leads | 50"),
        ("row", "| Ventes"),
        ("row", "2023 | 12"),
        ("row", "2024 | 15,5"),
        ("note", "Dire bonjour."),
    ]
    assert read.passages[2].context == "Le marché\nLa demande"
    assert read.passages[-1].section == "Diapositive 2"
    assert "Diapositive 2" not in read.text
    assert read.pages == 2


def test_hidden_slides_off_slide_shapes_and_unseen_runs() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    box(slide, "Visible")
    box(slide, "Dehors", left=-5)
    white = box(slide, "Blanc", top=3)
    white.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)  # type: ignore[attr-defined]
    tiny = box(slide, "Minuscule", top=5)
    tiny.text_frame.paragraphs[0].runs[0].font.size = Pt(1)  # type: ignore[attr-defined]
    masked = deck.slides.add_slide(deck.slide_layouts[BLANK])
    box(masked, "Masquée")
    masked._element.set("show", "0")
    read = parsed("pptx", saved(deck))
    assert texts(read) == ["Visible"]
    assert hidden(read) == {OFF_PAGE: "Dehors", SAME_COLOUR: "Blanc", TINY: "Minuscule", HIDDEN_SLIDE: "Masquée"}
    assert read.hidden_text[0].where.startswith("diapositive 1")


def test_white_over_a_filled_shape_or_a_dark_background_is_seen() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
    panel = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0), Inches(0), Inches(5), Inches(2))
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor(31, 56, 100)
    over = box(slide, "Sur un panneau")
    over.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)  # type: ignore[attr-defined]
    dark = deck.slides.add_slide(deck.slide_layouts[BLANK])
    dark.background.fill.solid()
    dark.background.fill.fore_color.rgb = RGBColor(0, 0, 0)
    on = box(dark, "Sur du noir")
    on.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)  # type: ignore[attr-defined]
    read = parsed("pptx", saved(deck))
    assert texts(read) == ["Sur un panneau", "Sur du noir"]
    assert read.hidden_text == ()


def test_a_line_that_every_slide_repeats_is_kept_once() -> None:
    deck = Presentation()
    for number in range(9, 13):
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        box(slide, f"Contenu {'abcd'[number - 9]}")
        box(slide, f"Agence de Limoges – {number}", top=6)
    read = parsed("pptx", saved(deck))
    assert texts(read, "note") == ["Agence de Limoges – 9"]
    assert texts(read, "paragraph") == [f"Contenu {c}" for c in "abcd"]


def test_automatic_numbers() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_BODY])
    body = slide.placeholders[1].text_frame
    body.text = "Appeler"
    body.add_paragraph().text = "Relancer"
    for paragraph in body.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(properties.makeelement(f"{A}buAutoNum", {"type": "alphaLcParenR"}))
    assert texts(parsed("pptx", saved(deck))) == ["a) Appeler", "b) Relancer"]
