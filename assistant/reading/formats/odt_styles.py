"""OpenDocument styles: looks, title names and list labels once inheritance is resolved."""

from __future__ import annotations

import re
from typing import Final

from assistant.reading.colour import Look, Rgb, rgb
from assistant.reading.element import Element
from assistant.reading.formats.docx_numbering import written

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_OASIS}office:1.0}}"
TEXT: Final = f"{{{_OASIS}text:1.0}}"
TABLE: Final = f"{{{_OASIS}table:1.0}}"
STYLE: Final = f"{{{_OASIS}style:1.0}}"
DRAW: Final = f"{{{_OASIS}drawing:1.0}}"
SVG: Final = f"{{{_OASIS}svg-compatible:1.0}}"
FO: Final = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_LENGTH: Final = re.compile(r"(-?[\d.]+)(pt|cm|mm|in|px|pc)")
_POINTS: Final = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, "pc": 12.0}
_FORMS: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
A4_WIDTH: Final = 595.0
A4_HEIGHT: Final = 842.0


def points(length: str | None) -> float | None:
    """A length in points, or None when there is none (or a percentage)."""
    match = _LENGTH.fullmatch(length or "")
    try:
        return float(match[1]) * _POINTS[match[2]] if match else None
    except ValueError:
        return None


class Styles:
    """Every style of the document, those of ``content.xml`` first."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._names: dict[str, str] = {}
        for root in roots:
            for style in root.iter(STYLE + "style") if root is not None else ():
                self._styles.setdefault(style.get(STYLE + "name", ""), style)
            for style in root.iter(TEXT + "list-style") if root is not None else ():
                self._lists.setdefault(style.get(STYLE + "name", ""), style)

    def chain(self, name: str | None) -> list[Element]:
        """The style and its parents, nearest first."""
        found: list[Element] = []
        while name and name in self._styles and len(found) < 20:
            style = self._styles[name]
            found.append(style)
            name = style.get(STYLE + "parent-style-name")
        return found

    def look(self, name: str | None) -> Look:
        """The look of a text or paragraph style."""
        key = name or ""
        if key not in self._looks:
            look = Look()
            for style in self.chain(key):
                look = look.over(_look(style))
            self._looks[key] = look
        return self._looks[key]

    def family_name(self, name: str | None) -> str:
        """The name of the first style of the chain that is not automatic, in lower case."""
        names = [(s.get(STYLE + "display-name") or s.get(STYLE + "name") or "").lower() for s in self.chain(name)]
        return next((n for n in names if not re.fullmatch(r"p\d+", n)), names[-1] if names else "")

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph style is the document's title."""
        return self.family_name(name) in ("title", "titre", "titre principal")

    def cell_fill(self, name: str | None) -> Rgb | None:
        """The background of a table cell's style, or None."""
        for style in self.chain(name):
            properties = style.find(STYLE + "table-cell-properties")
            if properties is not None and (fill := rgb(properties.get(FO + "background-color"))):
                return fill
        return None

    def label(self, list_style: str | None, depth: int, rank: int) -> str:
        """What a list of that style prints before its item: "" for a bullet."""
        style = self._lists.get(list_style or "")
        for level in style if style is not None else ():
            if level.get(TEXT + "level") == str(depth + 1) and level.tag == TEXT + "list-level-style-number":
                form = _FORMS.get(level.get(STYLE + "num-format", ""))
                suffix = level.get(STYLE + "num-suffix", "")
                return f"{level.get(STYLE + 'num-prefix', '')}{written(rank, form)}{suffix}".strip() if form else ""
        return ""


def _look(style: Element) -> Look:
    text, paragraph = style.find(STYLE + "text-properties"), style.find(STYLE + "paragraph-properties")
    shade = None
    for properties in (text, paragraph):
        shade = shade or (properties.get(FO + "background-color") if properties is not None else None)
    shade = None if shade == "transparent" else shade
    if text is None:
        return Look(shade=shade)
    display, weight = text.get(TEXT + "display"), text.get(FO + "font-weight")
    return Look(
        hidden=None if display is None else display == "none",
        colour=text.get(FO + "color"),
        size=points(text.get(FO + "font-size")),
        bold=None if weight is None else weight == "bold" or weight in ("600", "700", "800", "900"),
        shade=shade,
    )
