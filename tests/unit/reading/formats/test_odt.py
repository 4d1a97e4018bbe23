from __future__ import annotations

import io

from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import H, List, ListItem, Note, NoteBody, NoteCitation, P, Section, Span

from assistant.reading.colour import MASKED, OFF_PAGE, SAME_COLOUR, TINY
from tests.unit.reading.hostile import zipped
from tests.unit.reading.parsing import hidden, parsed, texts

SPACES = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for p, n in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)


def saved(document: OpenDocumentText) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def odt(body: str, *, styles: str = "") -> bytes:
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {SPACES}>{inner}</office:document-content>"
    parts: dict[str, bytes | str] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    if styles:
        parts["styles.xml"] = f"<office:document-styles {SPACES}>{styles}</office:document-styles>"
    return zipped(parts)


def test_a_file_made_by_a_library() -> None:
    document = OpenDocumentText()
    title = Style(name="Title", family="paragraph")
    document.styles.addElement(title)
    document.text.addElement(P(stylename=title, text="Dossier de Camille"))
    document.text.addElement(H(outlinelevel=1, text="Le marché"))
    paragraph = P(text="La demande progresse.")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="Source : Insee."))
    note.addElement(body)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    document.text.addElement(P(text="Nous visons :"))
    items = List()
    for text in ("les PME", "les mairies"):
        item = ListItem()
        item.addElement(P(text=text))
        items.addElement(item)
    document.text.addElement(items)
    table = Table()
    for cells in (("Étape", "Prévu"), ("Leads", "- 50")):
        row = TableRow()
        for text in cells:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    read = parsed("odt", saved(document))
    assert [(x.kind, x.text) for x in read.passages] == [
        ("heading", "Dossier de Camille"),
        ("heading", "Le marché"),
        ("paragraph", "La demande progresse."),
        ("note", "Source : Insee."),
        ("paragraph", "Nous visons :"),
        ("list_item", "les PME"),
        ("list_item", "les mairies"),
        ("row", "Étape | Prévu"),
        ("row", "Leads | - 50"),
    ]
    assert read.passages[2].section == "Le marché"
    assert read.passages[5].context == "Le marché\nNous visons :"
    assert read.passages[-1].context == "Le marché\nÉtape : Leads ; Prévu : - 50"


def test_what_the_eye_does_not_see() -> None:
    document = OpenDocumentText()
    looks = {"B": {"color": "#ffffff"}, "T": {"fontsize": "1pt"}, "M": {"display": "none"}, "S": {"color": "#ffffff"}}
    for name, look in looks.items():
        style = Style(name=name, family="text")
        style.addElement(TextProperties(**look, **({"backgroundcolor": "#000080"} if name == "S" else {})))
        document.automaticstyles.addElement(style)
    dark = Style(name="D", family="paragraph")
    dark.addElement(ParagraphProperties(backgroundcolor="#000080"))
    dark.addElement(TextProperties(color="#ffffff"))
    document.automaticstyles.addElement(dark)
    paragraph = P(text="On voit ")
    for name, text in (("B", "blanc"), ("T", "minuscule"), ("M", "masqué"), ("S", "tout.")):
        paragraph.addElement(Span(stylename=name, text=text))
    document.text.addElement(paragraph)
    document.text.addElement(P(stylename="D", text="Bandeau"))
    section = Section(name="s", display="none")
    section.addElement(P(text="section"))
    document.text.addElement(section)
    read = parsed("odt", saved(document))
    assert texts(read) == ["On voit tout.", "Bandeau"]
    assert hidden(read) == {SAME_COLOUR: "blanc", TINY: "minuscule", MASKED: "masqué section"}


def test_changes_boxes_breaks_and_spaces() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>supprimé</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Un<text:s text:c="999999999"/>deux<text:tab/>trois<office:annotation><text:p>avis</text:p>'
        "</office:annotation>.</text:p>"
        '<text:p>Boîte<draw:frame svg:x="1cm"><draw:text-box><text:p>Dedans.</text:p></draw:text-box></draw:frame>'
        "</text:p>"
        '<text:p>Loin<draw:frame svg:x="-90cm" svg:width="2cm"><draw:text-box><text:p>Dehors.</text:p></draw:text-box>'
        "</draw:frame></text:p>"
        "<text:table-of-content><text:index-body><text:p>Le marché 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>Page<text:soft-page-break/> deux.</text:p>"
    )
    read = parsed("odt", odt(body))
    assert texts(read) == ["Un deux trois.", "Boîte", "Dedans.", "Loin", "Le marché 3", "Page deux."]
    assert hidden(read) == {OFF_PAGE: "Dehors."}
    assert read.sections == ()
    assert read.pages == 2
    assert "suppressions" in read.warnings[0]


def test_repeated_cells_cannot_flood() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>a1</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="999999999"><text:p>b1</text:p></table:table-cell>'
        "</table:table-row>"
    )
    read = parsed("odt", odt(f"<table:table>{row}</table:table>"))
    assert read.text.count("b1") == 64


def test_headers_and_numbered_lists() -> None:
    styles = (
        '<office:styles><text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-suffix="."/></text:list-style></office:styles>'
        "<office:master-styles><style:master-page><style:header><text:p>Camille</text:p></style:header>"
        "<style:footer><text:p>Page 3</text:p></style:footer></style:master-page></office:master-styles>"
    )
    items = "".join(f"<text:list-item><text:p>{t}</text:p></text:list-item>" for t in ("Un", "Deux"))
    read = parsed("odt", odt(f'<text:list text:style-name="L">{items}</text:list>', styles=styles))
    assert [(x.kind, x.text) for x in read.passages] == [
        ("list_item", "1. Un"),
        ("list_item", "2. Deux"),
        ("note", "Camille"),
    ]
