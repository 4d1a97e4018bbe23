"""The look of the Word report: its styles, fonts and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.shared import RGBColor
    from docx.styles.style import CharacterStyle, ParagraphStyle


class Colour(NamedTuple):
    """A colour as six hexadecimal digits."""

    digits: str

    def rgb(self) -> RGBColor:
        """As python-docx takes it."""
        from docx.shared import RGBColor

        return RGBColor.from_string(self.digits)


INK: Final = Colour("12343A")
SOFT: Final = Colour("4A6267")
LINK: Final = Colour("0B5563")
TINT: Final = Colour("F5F0E5")
LINE: Final = Colour("D9D2C2")
TONES: Final = {
    "0": Colour("8C2332"),
    "1": Colour("8F4700"),
    "2": Colour("145A82"),
    "3": Colour("1A6339"),
    "none": Colour("525D5D"),
    "failed": Colour("5D3A94"),
}
LABEL: Final = "Jalon étiquette"
ROW: Final = "Jalon constat"
QUOTE: Final = "Jalon citation"
WHERE: Final = "Jalon repère"
EXAMPLE: Final = "Jalon exemple"
NOTICE: Final = "Jalon avis"
_COLUMN = 4.1  # centimetres kept for the labels at the left
_SERIF, _SANS = "Georgia", "Calibri"


def apply_styles(word: WordDocument) -> None:
    """Set page, language and styles of an empty document."""
    _drop_table_styles(word)
    _page(word)
    _font(word, "Normal", _SANS, 10.5, INK, after=5)
    _language(word)
    _font(word, "Title", _SERIF, 26, INK, after=2)
    _borderless(word, "Title")
    _font(word, "Subtitle", _SERIF, 13, SOFT, after=10, italic=True)
    _font(word, "Heading 1", _SERIF, 16, INK, before=20, after=8)
    _font(word, "Heading 2", _SERIF, 12.5, INK, before=14, after=5)
    _font(word, "Heading 3", _SERIF, 11, INK, before=16, after=3)
    _font(word, "Header", _SANS, 8.5, SOFT)
    _font(word, "Footer", _SANS, 8.5, SOFT)
    _added_styles(word)
    _spaced_list(word)


def _drop_table_styles(word: WordDocument) -> None:
    """Leave out the hundred table styles of python-docx's template: none is used, and each slows every look-up."""
    from docx.enum.style import WD_STYLE_TYPE

    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _page(word: WordDocument) -> None:
    from docx.shared import Cm

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for name in ("Header", "Footer"):
        stops = _paragraph_style(word, name).paragraph_format.tab_stops
        stops.clear_all()
        _two_stops(stops, Cm(8.5), Cm(17))


def _two_stops(stops: object, middle: int, right: int) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Length
    from docx.text.tabstops import TabStops

    assert isinstance(stops, TabStops)
    stops.add_tab_stop(Length(middle), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Length(right), WD_TAB_ALIGNMENT.RIGHT)


def _paragraph_style(word: WordDocument, name: str) -> ParagraphStyle:
    from docx.styles.style import ParagraphStyle

    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _font(
    word: WordDocument,
    name: str,
    font: str,
    size: float,
    colour: Colour,
    *,
    before: float | None = None,
    after: float | None = None,
    italic: bool | None = None,
) -> ParagraphStyle:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = _paragraph_style(word, name)
    style.font.name, style.font.size, style.font.color.rgb, style.font.italic = font, Pt(size), colour.rgb(), italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme font would win over the name
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)
    return style


def _language(word: WordDocument) -> None:
    """French as the language of all text, for spelling and for screen readers."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    properties = _paragraph_style(word, "Normal").element.get_or_add_rPr()
    for stale in word.styles.element.iter(qn("w:lang")):
        stale.set(qn("w:val"), "fr-FR")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    properties.append(language)


def _borderless(word: WordDocument, name: str) -> None:
    from docx.oxml.ns import qn

    properties = _paragraph_style(word, name).element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _added_styles(word: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    label: CharacterStyle = word.styles.add_style(LABEL, WD_STYLE_TYPE.CHARACTER)  # type: ignore[assignment]
    label.font.color.rgb, label.font.size = SOFT.rgb(), Pt(9.5)
    for name, font, size, colour, italic in (
        (ROW, _SANS, 10.5, INK, None),
        (QUOTE, _SERIF, 10.5, INK, True),
        (WHERE, _SANS, 9, SOFT, None),
        (EXAMPLE, _SANS, 10, INK, None),
        (NOTICE, _SANS, 10.5, INK, None),
    ):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _paragraph_style(word, name).base_style = _paragraph_style(word, "Normal")
        _font(word, name, font, size, colour, italic=italic)
    for name, edge in ((QUOTE, LINE), (NOTICE, Colour("E2A23A"))):
        style = _paragraph_style(word, name)
        style.paragraph_format.left_indent = Cm(_COLUMN + 0.3 if name == QUOTE else 0.3)
        style.paragraph_format.space_after = Pt(1 if name == QUOTE else 8)
        _left_rule(style, edge)
    _paragraph_style(word, WHERE).paragraph_format.left_indent = Cm(_COLUMN + 0.3)
    row = _paragraph_style(word, ROW).paragraph_format
    row.left_indent, row.first_line_indent, row.space_after = Cm(_COLUMN), Cm(-_COLUMN), Pt(4)
    row.tab_stops.add_tab_stop(Cm(_COLUMN))
    example = _paragraph_style(word, EXAMPLE)
    example.paragraph_format.space_before = Pt(6)
    example.paragraph_format.keep_together = True
    _fill(example)


def _spaced_list(word: WordDocument) -> None:
    """Let the numbered moves breathe: the template glues the items of a list together."""
    from docx.oxml.ns import qn

    properties = _paragraph_style(word, "List Number").element.get_or_add_pPr()
    for glue in properties.findall(qn("w:contextualSpacing")):
        properties.remove(glue)


def _left_rule(style: ParagraphStyle, colour: Colour) -> None:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    borders = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" w:color="{colour.digits}"/></w:pBdr>'
    )
    _insert_in_order(style, borders)


def _fill(style: ParagraphStyle) -> None:
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{TINT.digits}"/>')
    _insert_in_order(style, shading)


def _insert_in_order(style: ParagraphStyle, element: object) -> None:
    """Put a border or a shading where the schema wants it: before spacing and indents."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    after = [qn(f"w:{tag}") for tag in ("tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")]
    position = next((i for i, child in enumerate(properties) if child.tag in after), len(properties))
    properties.insert(position, element)
