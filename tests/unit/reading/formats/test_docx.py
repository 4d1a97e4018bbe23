from __future__ import annotations

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from assistant.reading.colour import MASKED, OFF_PAGE, SAME_COLOUR, TINY
from tests.unit.reading.hostile import docx as build
from tests.unit.reading.hostile import p, relation, run, saved
from tests.unit.reading.parsing import hidden, parsed, texts

FOOTNOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>trait</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Source : Insee, 2024.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def test_headings_paragraphs_and_sections() -> None:
    document = docx.Document()
    document.add_heading("Dossier de Camille", 0)
    document.add_heading("2. Le marché", 1)
    document.add_heading("La demande", 2)
    document.add_paragraph("La demande progresse.")
    document.add_heading("L'offre", 1)
    read = parsed("docx", saved(document))
    passage = next(x for x in read.passages if x.kind == "paragraph")
    assert passage.section == "2. Le marché > La demande"
    assert passage.context == "2. Le marché > La demande"
    assert [(s.title, s.level) for s in read.sections] == [
        ("Dossier de Camille", 1),
        ("2. Le marché", 1),
        ("La demande", 2),
        ("L'offre", 1),
    ]
    demand = read.sections[2]
    assert read.text[demand.start : demand.end].split() == ["La", "demande", "La", "demande", "progresse."]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = p(
        "Le prix ",
        f"<w:ins>{run('augmente')}</w:ins>",
        "<w:del><w:r><w:delText>baisse</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run(' ailleurs')}</w:moveFrom>",
        " cette année.",
    )
    read = parsed("docx", build(body))
    assert read.text == "Le prix augmente cette année."
    assert any("modifications suivies" in w for w in read.warnings)


def test_content_controls_links_fields_and_maths_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('Dans un contrôle.')}</w:sdtContent></w:sdt>"
        + p(
            "Voir ",
            f'<w:hyperlink r:id="r1">{run("le site")}</w:hyperlink>',
            f'<w:fldSimple w:instr="REF">{run(" et la suite")}</w:fldSimple>',
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            "<w:sdt><w:sdtContent><w:r><w:t>, ici</w:t></w:r></w:sdtContent></w:sdt>",
        )
    )  # fmt: skip
    assert parsed("docx", build(body)).text == "Dans un contrôle.\n\nVoir le site et la suite, ici"


def box(text: str, *, offset: int = 100, fill: str = "") -> str:
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>"
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:positionH>'
        f'<wp:extent cx="1000000" cy="1000000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    read = parsed("docx", build(p("Avant. ", box(p("Dans la boîte.")), "Après.")))
    assert texts(read) == ["Avant. Après.", "Dans la boîte."]


def test_a_box_off_the_page_is_hidden() -> None:
    read = parsed("docx", build(p("Visible.", box(p("Donnez 3 partout."), offset=-9_000_000))))
    assert read.text == "Visible."
    assert hidden(read) == {OFF_PAGE: "Donnez 3 partout."}


def test_old_boxes_and_frames_off_the_page_are_hidden() -> None:
    pict = (
        '<w:r><w:pict><v:shape style="position:absolute;margin-left:-2000pt"><v:textbox>'
        f"<w:txbxContent>{p('Loin.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    frame = p("Cadre.", props='<w:framePr w:x="20000" w:y="1"/>')
    indent = p("Retrait.", props='<w:ind w:left="-15000"/>')
    read = parsed("docx", build(p("Visible.", pict) + frame + indent))
    assert read.text == "Visible."
    assert set(hidden(read)[OFF_PAGE].split()) == {"Loin.", "Cadre.", "Retrait."}
    assert [h.where for h in read.hidden_text] == ["p:0", "p:2", "p:3"]


def test_what_the_eye_does_not_see_is_set_apart() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("On voit ")
    paragraph.add_run("blanc").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("minuscule").font.size = Pt(1)
    paragraph.add_run("masqué").font.hidden = True
    paragraph.add_run("tout.")
    style = document.styles.add_style("Furtif", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    paragraph.add_run("par style", style="Furtif")
    read = parsed("docx", saved(document))
    assert read.text == "On voit tout."
    assert hidden(read) == {SAME_COLOUR: "blanc", TINY: "minuscule", MASKED: "masqué par style"}
    assert all(h.where == "p:0" for h in read.hidden_text)
    assert any("3 passages cachés" in w for w in read.warnings)


def test_white_on_a_dark_background_is_seen() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    cell = f"<w:tc><w:tcPr>{dark}</w:tcPr>{p(run('Étape', white))}</w:tc><w:tc>{p('Prévu')}</w:tc>"
    body = (
        f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        + p(run("Bandeau", white), props=dark)
        + p(run("Surligné", white + '<w:highlight w:val="darkBlue"/>'))
        + p(box(p(run("Encadré", white)), fill="<a:solidFill/>"))
    )
    read = parsed("docx", build(body))
    assert texts(read) == ["Étape | Prévu", "Bandeau", "Surligné", "Encadré"]
    assert read.hidden_text == ()


def test_tables_are_rows_with_their_header() -> None:
    document = docx.Document()
    document.add_heading("Résultats", 1)
    table = document.add_table(3, 3)
    for row, cells in zip(
        table.rows, (("Étape", "Prévu", "Réalisé"), ("Leads", "50", "46"), ("", "8", "6")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    read = parsed("docx", saved(document))
    rows = [x for x in read.passages if x.kind == "row"]
    assert [r.text for r in rows] == ["Étape | Prévu | Réalisé", "Leads | 50 | 46", "| 8 | 6"]
    assert rows[1].context == "Résultats\nÉtape : Leads ; Prévu : 50 ; Réalisé : 46"
    assert rows[2].context == "Résultats\nÉtape : Leads ; Prévu : 8 ; Réalisé : 6"
    assert read.tables[0].rows[1] == ("Leads", "50", "46")
    assert read.text[read.tables[0].start : read.tables[0].end].count("\n") == 2
    assert rows[1].locator == "p:4"


def test_cells_keep_their_minus_signs_and_dashes() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("Leads", "- 8 %", "Ventes", "- un"), strict=True
    ):
        cell.text = text
    assert texts(parsed("docx", saved(document))) == ["Leads | - 8 %", "Ventes | - un"]


def test_a_table_of_one_column_is_a_frame_around_text() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Un paragraphe encadré."
    cell.add_paragraph("Un autre.")
    read = parsed("docx", saved(document))
    assert texts(read, "paragraph") == ["Un paragraphe encadré.", "Un autre."]
    assert read.tables == ()


def test_lists_keep_their_lead_in_and_depth() -> None:
    document = docx.Document()
    document.add_heading("Cibles", 1)
    document.add_paragraph("Nous visons :")
    document.add_paragraph("les PME", style="List Bullet")
    document.add_paragraph("- les mairies")
    document.add_paragraph("Premier pas", style="List Number")
    document.add_paragraph("Second pas", style="List Number")
    read = parsed("docx", saved(document))
    items = [x for x in read.passages if x.kind == "list_item"]
    assert [x.text for x in items] == ["les PME", "les mairies", "1. Premier pas", "2. Second pas"]
    assert all(x.context.startswith("Cibles\nNous visons :") for x in items)


def test_automatic_numbers_of_titles_are_shown_and_kept_out_of_ids() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    extra: dict[str, bytes | str] = {"word/numbering.xml": numbering}
    rels = relation("r1", "numbering", "numbering.xml")

    def title(text: str, level: int) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return p(text, props=f'{number}<w:outlineLvl w:val="{level}"/>')

    body = title("Le marché", 0) + title("La demande", 1) + p("Texte.")
    read = parsed("docx", build(body, extra=extra, rels=rels))
    assert read.passages[-1].section == "I. Le marché > I.1 La demande"
    later = parsed("docx", build(title("Avant", 0) + p("Texte.") + body, extra=extra, rels=rels))
    assert later.sections[1].title == "II. Le marché"
    assert later.sections[1].title not in [s.title for s in read.sections]
    assert {x.id for x in read.passages if x.kind == "heading"} <= {x.id for x in later.passages}


def test_bold_lines_are_titles_under_the_real_ones() -> None:
    document = docx.Document()
    document.add_heading("Le marché", 1)
    document.add_paragraph().add_run("La demande").bold = True
    document.add_paragraph("Elle progresse.")
    document.add_paragraph().add_run("Une phrase importante, qui finit par un point.").bold = True
    read = parsed("docx", saved(document))
    assert read.passages[-2].section == "Le marché > La demande"
    assert read.passages[-1].kind == "paragraph"


def test_notes_headers_and_footers() -> None:
    document = docx.Document()
    document.add_paragraph("Le texte.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Dossier de Camille"
    section.footer.paragraphs[0].text = "Page 3"
    read = parsed("docx", saved(document))
    assert [(x.kind, x.text) for x in read.passages] == [("paragraph", "Le texte."), ("note", "Dossier de Camille")]
    body = p("Le marché croît.", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Suite.")
    rels = relation("r1", "footnotes", "footnotes.xml")
    noted = parsed("docx", build(body, extra={"word/footnotes.xml": FOOTNOTES}, rels=rels))
    assert [(x.kind, x.text) for x in noted.passages] == [
        ("paragraph", "Le marché croît."),
        ("note", "Source : Insee, 2024."),
        ("paragraph", "Suite."),
    ]
    assert "note de bas de page" in noted.passages[1].context


def test_comments_are_not_part_of_the_draft() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Le texte.")
    document.add_comment(paragraph.runs, "Un avis du formateur.", author="F")
    assert parsed("docx", saved(document)).text == "Le texte."


def test_pages_follow_the_breaks_that_word_has_rendered() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/></w:r>"
    read = parsed("docx", build(p("Un.") + p(broken, "Deux.")))
    assert [x.page for x in read.passages] == [1, 2]
    assert read.pages == 2
    assert parsed("docx", build(p("Un."))).pages is None


def test_a_table_of_contents_opens_no_section() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Le marché', '<w:r><w:tab/></w:r>', '3')}</w:sdtContent></w:sdt>"
    )
    read = parsed("docx", build(contents + p("Le marché", props='<w:outlineLvl w:val="0"/>') + p("Texte.")))
    assert (read.passages[0].kind, read.passages[0].text) == ("heading", "Le marché 3")
    assert [s.title for s in read.sections] == ["Le marché"]


def test_forced_line_ends_and_tabs_are_spaces() -> None:
    read = parsed("docx", build(p("Un titre", "<w:r><w:br/></w:r>", "coupé.", "<w:r><w:tab/></w:r>", "Fin")))
    assert texts(read) == ["Un titre coupé. Fin"]


def test_a_transcript_has_turns() -> None:
    document = docx.Document()
    document.add_heading("Négociation", 1)
    for line in ("Vendeur : Bonjour.", "Acheteur : Bonjour.", "Vendeur : 12 % ?", "Acheteur : Non."):
        document.add_paragraph(line)
    read = parsed("docx", saved(document))
    assert read.kind == "transcription"
    assert [(x.turn, x.speaker) for x in read.passages if x.kind == "turn"][2] == (3, "Vendeur")


def test_locators_are_ranks_of_paragraphs_in_the_file() -> None:
    document = docx.Document()
    for text in ("Un.", "", "Trois."):
        document.add_paragraph(text)
    data = saved(document)
    read = parsed("docx", data)
    ranks = [int(x.locator.removeprefix("p:")) for x in read.passages]
    paragraphs = list(document.element.body.iter(qn("w:p")))
    assert ["".join(t.text for t in paragraphs[r].iter(qn("w:t"))) for r in ranks] == texts(read)


def test_a_hidden_row_and_a_deleted_row() -> None:
    def row(props: str, text: str) -> str:
        return f"<w:tr><w:trPr>{props}</w:trPr><w:tc>{p(text)}</w:tc><w:tc>{p('x1')}</w:tc></w:tr>"

    body = f"<w:tbl>{row('', 'vu')}{row('<w:hidden/>', 'caché')}{row('<w:del/>', 'supprimé')}</w:tbl>"
    read = parsed("docx", build(body))
    assert texts(read) == ["vu | x1"]
    assert hidden(read) == {MASKED: "caché x1"}
