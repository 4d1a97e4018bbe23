"""The inside of a Word paragraph: runs that are seen, runs that are not, and what hangs from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assistant.reading.colour import OFF_PAGE, Look, Rgb
from assistant.reading.element import Element
from assistant.reading.formats.docx_styles import VAL, Styles, W, look_of, number
from assistant.reading.formats.drawing import relation_ids

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M_T: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_M_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS_FILL: Final = (
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}spPr/"
    "{http://schemas.openxmlformats.org/drawingml/2006/main}solidFill"
)
_EMU_PER_TWIP: Final = 635
_FAR: Final = 1500 * 20  # twips: beyond any page
_VML_PLACE: Final = re.compile(r"(?:margin-)?(?:left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?")
_VML_UNITS: Final = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, None: 20.0}
_WRAPPERS: Final = frozenset(
    W + tag
    for tag in ("ins", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "moveTo", "dir", "bdo")
)
_DELETED: Final = frozenset((W + "del", W + "moveFrom"))


@dataclass(slots=True)
class Box:
    """A text box: its content, what lies behind it, and why it would not be seen ("" when it is)."""

    content: Element
    unseen: str = ""
    filled: bool = False


@dataclass(slots=True)
class Paragraph:
    """What one ``w:p`` says. ``text`` keeps forced line ends; ``bold``: every visible letter is."""

    text: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    page_breaks: int = 0
    bold: bool = False
    tracked: bool = False


class RunWalker:
    """Reads the runs of a paragraph under its styles. ``page``: width and height in twips."""

    def __init__(self, styles: Styles, page: tuple[float, float]) -> None:
        self._styles = styles
        self._page = page

    def read(self, paragraph: Element, background: Rgb | None) -> Paragraph:
        """The paragraph's content; ``background`` None when its colour is not known."""
        properties = paragraph.find(W + "pPr")
        style = None if properties is None else properties.find(W + "pStyle")
        base = self._styles.look(style.get(VAL) if style is not None else None).over(self._styles.default)
        off_page = properties is not None and self._away(properties)
        found = Paragraph(bold=True)
        parts: list[str] = []
        self._walk(paragraph, found, parts, base, None if off_page else background, OFF_PAGE if off_page else "")
        found.text = "".join(parts)
        found.bold = found.bold and any(c.isalpha() for c in found.text)
        return found

    def _away(self, properties: Element) -> bool:
        frame, indent = properties.find(W + "framePr"), properties.find(W + "ind")
        width, height = self._page
        if frame is not None:
            x, y = number(frame.get(W + "x")) or 0, number(frame.get(W + "y")) or 0
            if x >= width or y >= height or x <= -width or y <= -height:
                return True
        if indent is None:
            return False
        left = number(indent.get(W + "left") or indent.get(W + "start")) or 0
        return abs(left) >= width

    def _walk(
        self, parent: Element, found: Paragraph, parts: list[str], base: Look, behind: Rgb | None, unseen: str
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, found, parts, base, behind, unseen)
            elif tag in _WRAPPERS:
                found.tracked = found.tracked or tag == W + "ins"
                self._walk(child, found, parts, base, behind, unseen)
            elif tag in _DELETED:
                found.tracked = True
            elif tag == _MC + "AlternateContent":
                self._walk(_chosen(child), found, parts, base, behind, unseen)
            elif tag == _M_MATH or tag == _M_MATH + "Para":
                parts.append("".join(t.text or "" for t in child.iter(_M_T)))

    def _run(
        self, run: Element, found: Paragraph, parts: list[str], base: Look, behind: Rgb | None, unseen: str
    ) -> None:
        properties = run.find(W + "rPr")
        look = base
        if properties is not None and len(properties):
            named = properties.find(W + "rStyle")
            if named is not None:
                look = self._styles.look(named.get(VAL)).over(look)
            look = look_of(properties).over(look)
        text = self._content(run, found)
        if not text:
            return
        why = unseen or look.unseen_because(behind)
        if why and text.strip():
            found.hidden.append((why, text))
            parts.append(" ")
            return
        parts.append(text)
        if any(c.isalnum() for c in text):
            found.bold = found.bold and bool(look.bold)

    def _content(self, run: Element, found: Paragraph) -> str:
        said: list[str] = []
        for child in run:
            tag = child.tag
            if tag == W + "t":
                said.append(child.text or "")
            elif tag == W + "br":
                said.append("\n")
            elif tag in (W + "tab", W + "ptab"):
                said.append("\t")
            elif tag == W + "cr":
                said.append("\n")
            elif tag == W + "noBreakHyphen":
                said.append("-")
            elif tag == W + "lastRenderedPageBreak":
                found.page_breaks += 1
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                found.notes.append(
                    ("footnote" if tag == W + "footnoteReference" else "endnote", child.get(W + "id", ""))
                )
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._hang(child, found)
            elif tag == _MC + "AlternateContent":
                for drawing in _chosen(child):
                    self._hang(drawing, found)
        return "".join(said)

    def _hang(self, drawing: Element, found: Paragraph) -> None:
        found.charts.extend(relation_ids(drawing, "chart"))
        found.diagrams.extend(relation_ids(drawing, "relIds", "dm"))
        for content in _box_contents(drawing):
            holder = content.getparent()
            shape = holder.getparent() if holder is not None else None
            filled = shape is not None and (shape.find(_WPS_FILL) is not None or shape.get("fillcolor") is not None)
            found.boxes.append(Box(content, OFF_PAGE if self._box_away(drawing) else "", filled))

    def _box_away(self, drawing: Element) -> bool:
        width, height = self._page
        for anchor in drawing.iter(_WP + "anchor"):
            size = anchor.find(_WP + "extent")
            for axis, edge, extent in (("positionH", width, "cx"), ("positionV", height, "cy")):
                offset = anchor.find(f"{_WP}{axis}/{_WP}posOffset")
                at = (number(offset.text) or 0) / _EMU_PER_TWIP if offset is not None else 0
                long = (number(size.get(extent)) or 0) / _EMU_PER_TWIP if size is not None else 0
                if at >= edge or at + long <= -1440:  # an inch of margin when the offset counts from the text
                    return True
        for shape in drawing.iter():
            for place, unit in _VML_PLACE.findall(shape.get("style", "")):
                if abs((number(place) or 0) * _VML_UNITS.get(unit or None, 20.0)) >= min(_FAR, max(self._page)):
                    return True
        return False


def _chosen(alternate: Element) -> Element:
    """The first choice of an alternate content: the others say the same for older programs."""
    choice = alternate.find(_MC + "Choice")
    fallback = alternate.find(_MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate


def _box_contents(element: Element) -> Iterator[Element]:
    """The text boxes under an element, without those inside another one or inside a choice not taken."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _box_contents(_chosen(child) if child.tag == _MC + "AlternateContent" else child)
