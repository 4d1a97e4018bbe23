"""Word styles: what a run or a paragraph looks like once its inheritance is resolved."""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

from assistant.reading.colour import WHITE, Look, Rgb, rgb
from assistant.reading.element import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL: Final = W + "val"
_HEADING_NAME: Final = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])")
_TITLE_NAMES: Final = frozenset(("title", "titre"))
_TOC_NAME: Final = re.compile(r"(?:toc|tm)\s*\d|table of figures|table des (?:illustrations|matières)")


def flag(parent: Element, tag: str) -> bool | None:
    """An on/off property: None when absent."""
    child = parent.find(W + tag)
    return None if child is None else child.get(VAL, "1") not in ("0", "false", "off", "none")


def fill_of(properties: Element | None) -> str | None:
    """The shading colour that a property block declares, or None."""
    shade = None if properties is None else properties.find(W + "shd")
    fill = None if shade is None else shade.get(W + "fill")
    return fill if fill and fill != "auto" else None


def look_of(properties: Element | None) -> Look:
    """The look that a ``w:rPr`` states by itself."""
    if properties is None or not len(properties):
        return Look()
    colour, size = properties.find(W + "color"), properties.find(W + "sz")
    highlight = properties.find(W + "highlight")
    marked = highlight.get(VAL) if highlight is not None else None
    return Look(
        hidden=flag(properties, "vanish"),
        colour=colour.get(VAL) if colour is not None else None,
        size=(number(size.get(VAL)) or 22) / 2 if size is not None else None,  # half-points
        bold=flag(properties, "b"),
        shade=fill_of(properties) or (marked if marked != "none" else None),
    )


def number(text: str | None) -> float | None:
    """A finite number, or None when it is not one."""
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is None or isfinite(value) else None


class Styles:
    """The styles part of a document; every look-up follows ``basedOn`` and survives its cycles."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self.default = Look()
        self._default_paragraph: str | None = None
        if root is None:
            return
        self.default = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(W + "style"):
            self._styles[style.get(W + "styleId", "")] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default_paragraph = style.get(W + "styleId")

    def chain(self, style_id: str | None) -> list[Element]:
        """The style and those that it is based on, nearest first."""
        found: list[Element] = []
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self._styles:
            seen.add(style_id)
            style = self._styles[style_id]
            found.append(style)
            based = style.find(W + "basedOn")
            style_id = based.get(VAL) if based is not None else None
        return found

    def look(self, style_id: str | None) -> Look:
        """The look of a paragraph or character style, over the document's defaults for a paragraph without style."""
        key = style_id or self._default_paragraph or ""
        if key not in self._looks:
            look = Look()
            for style in self.chain(key):
                look = look.over(look_of(style.find(W + "rPr")))
            self._looks[key] = look
        return self._looks[key]

    def shade(self, style_id: str | None) -> str | None:
        """The paragraph shading of a style, or None."""
        fills = (fill_of(s.find(W + "pPr")) for s in self.chain(style_id))
        return next((f for f in fills if f), None)

    def paints_cells(self, style_id: str | None) -> bool:
        """Whether a table style colours some cells, so that the background of a cell is not known."""
        return any(fill_of(p) for s in self.chain(style_id) for p in s.iter(W + "tcPr", W + "tblPr", W + "pPr"))

    def heading(self, style_id: str | None) -> int | None:
        """Heading level from 1 (0 for the document's title), or None for body text."""
        for style in self.chain(style_id):
            name = self._name(style)
            if name in _TITLE_NAMES:
                return 0
            if match := _HEADING_NAME.fullmatch(name):
                return int(match[1])
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            level = number(outline.get(VAL)) if outline is not None else None
            if level is not None:
                return int(level) + 1 if 0 <= level <= 8 else None
        return None

    def is_toc(self, style_id: str | None) -> bool:
        """Whether a style is one of a table of contents."""
        return any(_TOC_NAME.match(self._name(s)) for s in self.chain(style_id)[:1])

    def numbering(self, style_id: str | None) -> tuple[Element, str] | None:
        """The nearest ``w:numPr`` of a style and the id of the style that holds it, or None."""
        for style in self.chain(style_id):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found, style.get(W + "styleId", "")
        return None

    @staticmethod
    def _name(style: Element) -> str:
        name = style.find(W + "name")
        return (name.get(VAL) or "").lower() if name is not None else ""


def page_background(document: Element) -> Rgb:
    """The page colour of a document (white unless it says otherwise)."""
    background = document.find(W + "background")
    return (rgb(background.get(W + "color")) if background is not None else None) or WHITE
