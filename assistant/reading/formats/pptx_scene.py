"""What lies behind a text on a slide: backgrounds, filled shapes and pictures, on the slide and its masters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.reading.colour import Rgb, rgb
from assistant.reading.element import Element
from assistant.reading.formats.drawing import A
from assistant.reading.package import Package

P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FILLS: Final = tuple(A + f for f in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_SHAPES: Final = frozenset(P + s for s in ("sp", "pic", "graphicFrame", "cxnSp"))


class Rect(NamedTuple):
    """A rectangle in EMU."""

    x: float
    y: float
    w: float
    h: float

    def meets(self, other: Rect) -> bool:
        """Whether the two share a part."""
        return (
            self.x < other.x + other.w and other.x < self.x + self.w
            and self.y < other.y + other.h and other.y < self.y + self.h
        )  # fmt: skip


class Shape(NamedTuple):
    """A shape of the tree with its place on the slide (None: inherited from its layout), groups undone."""

    element: Element
    place: Rect | None

    def property_of(self, path: str) -> Element | None:
        """A child of the shape, by the local names of PresentationML."""
        return self.element.find("/".join(P + step for step in path.split("/")))


def shapes(tree: Element, shift: tuple[float, float, float, float] = (1, 0, 1, 0)) -> Iterator[Shape]:
    """Every shape under a tree, through its groups. ``shift``: x = a·x + b, y = c·y + d."""
    for child in tree:
        if child.tag == P + "grpSp":
            yield from shapes(child, _in_group(child, shift))
        elif child.tag == MC + "AlternateContent":
            chosen = child.find(MC + "Choice")
            chosen = chosen if chosen is not None else child.find(MC + "Fallback")
            yield from shapes(chosen, shift) if chosen is not None else ()
        elif child.tag in _SHAPES:
            yield Shape(child, _place(child, shift))


def _numbers(element: Element | None, *names: str) -> list[float]:
    try:
        return [float(element.get(n, "0")) for n in names] if element is not None else [0.0] * len(names)
    except ValueError:
        return [0.0] * len(names)


def _place(shape: Element, shift: tuple[float, float, float, float]) -> Rect | None:
    frame = shape.find(f"{P}spPr/{A}xfrm")
    frame = frame if frame is not None else shape.find(P + "xfrm")
    if frame is None:
        return None
    x, y = _numbers(frame.find(A + "off"), "x", "y")
    w, h = _numbers(frame.find(A + "ext"), "cx", "cy")
    a, b, c, d = shift
    return Rect(a * x + b, c * y + d, a * w, c * h)


def _in_group(group: Element, outer: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    if frame is None:
        return outer
    (x, y), (w, h) = _numbers(frame.find(A + "off"), "x", "y"), _numbers(frame.find(A + "ext"), "cx", "cy")
    (cx, cy) = _numbers(frame.find(A + "chOff"), "x", "y")
    (cw, ch) = _numbers(frame.find(A + "chExt"), "cx", "cy")
    a, b, c, d = outer
    wide, high = (w / cw if cw else 1), (h / ch if ch else 1)
    return a * wide, a * (x - cx * wide) + b, c * high, c * (y - cy * high) + d


def slide_size(deck: Element) -> Rect:
    """The rectangle of a slide (wide screen unless the deck says otherwise)."""
    wide, high = _numbers(deck.find(P + "sldSz"), "cx", "cy")
    return Rect(0, 0, wide or 12192000, high or 6858000)


class Palette:
    """Theme colours, by the names that slides give them ("bg1", "accent2")."""

    def __init__(self, package: Package, master: Element | None, theme_part: str | None) -> None:
        theme = package.xml(theme_part) if theme_part else None
        scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
        self._theme: dict[str, Rgb | None] = {}
        for entry in scheme if scheme is not None else ():
            value = next(iter(entry), None)
            code = value.get("lastClr") or value.get("val") if value is not None else None
            self._theme[str(entry.tag).rpartition("}")[2]] = rgb(code)
        names = master.find(P + "clrMap") if master is not None else None
        self._names = {str(k): str(v) for k, v in names.attrib.items()} if names is not None else {}

    def colour(self, fill: Element | None) -> Rgb | None:
        """The colour of a ``solidFill`` (or of anything that holds a colour); None when it cannot be told."""
        for child in fill if fill is not None else ():
            if len(child):  # tints and transparency: not computed
                return None
            name = child.get("val") or ""
            if child.tag == A + "srgbClr":
                return rgb(name)
            if child.tag == A + "schemeClr":
                return self._theme.get(self._names.get(name, name))
            if child.tag == A + "sysClr":
                return rgb(child.get("lastClr"))
        return None


class Scene:
    """A slide over its layout and master."""

    def __init__(self, layers: list[Element], palette: Palette, size: Rect) -> None:
        self._palette = palette
        self.size = size
        self._paper = next((b for layer in layers if (b := layer.find(f"{P}cSld/{P}bg")) is not None), None)
        trees = [t for layer in layers if (t := layer.find(f"{P}cSld/{P}spTree")) is not None]
        # A placeholder of the layout or master shows nothing of itself on the slide.
        self._painted = [
            (s.element, s.place or size)
            for rank, tree in enumerate(trees)
            for s in shapes(tree)
            if self.paints(s.element) and not (rank and s.element.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None)
        ]

    @staticmethod
    def paints(shape: Element) -> bool:
        """Whether a shape covers what is below it."""
        if shape.tag in (P + "pic", P + "graphicFrame"):
            return True
        properties = shape.find(P + "spPr")
        if properties is not None and any(child.tag in _FILLS for child in properties):
            return True
        if properties is not None and properties.find(A + "noFill") is not None:
            return False
        reference = shape.find(f"{P}style/{A}fillRef")
        return reference is not None and reference.get("idx") not in (None, "0")

    def behind(self, shape: Shape) -> Rgb | None:
        """The colour behind a shape's text, or None when it cannot be told (picture, gradient, overlap)."""
        if self.paints(shape.element):
            return self._palette.colour(shape.element.find(f"{P}spPr/{A}solidFill"))
        place = shape.place or self.size
        if any(e is not shape.element and place.meets(other) for e, other in self._painted):
            return None
        return self._background()

    def _background(self) -> Rgb | None:
        if self._paper is None:
            return 255, 255, 255
        reference = self._paper.find(P + "bgRef")
        if reference is not None:
            return self._palette.colour(reference) if reference.get("idx") in ("0", "1000", "1001") else None
        return self._palette.colour(self._paper.find(f"{P}bgPr/{A}solidFill"))

    def off(self, shape: Shape) -> bool:
        """Whether a shape lies wholly outside the slide."""
        return shape.place is not None and not shape.place._replace(
            w=max(shape.place.w, 1), h=max(shape.place.h, 1)
        ).meets(self.size)

    def colour(self, run: Element | None) -> Rgb | None:
        """The colour that a run's properties state, or None."""
        return self._palette.colour(run.find(A + "solidFill")) if run is not None else None
