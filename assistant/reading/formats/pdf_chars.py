"""The characters of a PDF page as PDFium gives them: place, size, boldness, and whether they are seen."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from assistant.reading.colour import OFF_PAGE, SAME_COLOUR, TINY

INVISIBLE: Final = "texte PDF invisible (mode 3)"
_PALE: Final = 200  # of 255, each channel: from there on the rendered page says whether a text is seen
_SCALE: Final = 2.0  # pixels a point, when a page is rendered to see its pale texts
_CONTRAST: Final = 24  # of 255, between the lightest and darkest pixel of a text that is seen
_TINY_POINTS: Final = 1.01


@dataclass(slots=True)
class Char:
    """A printed character; left, right and base line in points from the page's lower left, ``size`` of its font."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    unseen: str


@dataclass(slots=True)
class _Ink:
    """What the characters of one text object share. ``base``: their base line, None when they are not level."""

    size: float = 0.0
    base: float | None = None
    bold: bool = False
    unseen: str = ""
    pale: bool = False


class PageChars:
    """Reads the characters of one page. ``raw``: pypdfium2's raw API."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw, self._page = raw, page
        self._text = page.get_textpage()
        self._inks: dict[int, _Ink] = {}
        left, bottom, right, top = page.get_bbox()
        self._bounds = (left, bottom, right, top)
        self._picture: _Picture | None = None

    def __iter__(self) -> Iterator[Char | None]:
        """The characters in the order of the page; None at each end of line."""
        raw, handle = self._raw, self._text.raw
        box = raw.FS_RECTF()
        unicode_of: Callable[..., int] = raw.FPDFText_GetUnicode
        box_of: Callable[..., int] = raw.FPDFText_GetLooseCharBox
        object_of: Callable[..., Any] = raw.FPDFText_GetTextObject
        rectangle = ctypes.byref(box)
        surrogate = 0
        for i in range(raw.FPDFText_CountChars(handle)):
            code = unicode_of(handle, i)
            if code in (10, 13):
                if code == 10:
                    yield None
                continue
            if 0xD800 <= code < 0xDC00:
                surrogate = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((surrogate - 0xD800) << 10) + (code - 0xDC00) if surrogate else 0xFFFD
                surrogate = 0
            if not box_of(handle, i, rectangle):
                continue
            ink = self._ink(object_of(handle, i), i)
            yield self._char(code, box.left, box.bottom, box.right, box.top, ink)

    def _char(self, code: int, left: float, bottom: float, right: float, top: float, ink: _Ink) -> Char:
        if left > right:
            left, right = right, left
        if bottom > top:
            bottom, top = top, bottom
        text = "-" if code == 2 else chr(code)  # PDFium marks a hyphen at the end of a line with 2
        size = ink.size or top - bottom
        base = bottom if ink.base is None else ink.base
        why = ink.unseen
        if text.isspace():
            return Char(" ", left, right, base, size, ink.bold, why)
        if size < _TINY_POINTS:
            why = why or TINY
        x0, y0, x1, y1 = self._bounds
        if right <= x0 or left >= x1 or top <= y0 or bottom >= y1:
            why = OFF_PAGE
        if not why and ink.pale and self._blends(left, bottom, right, top):
            why = SAME_COLOUR
        return Char(text, left, right, base, size, ink.bold, why)

    def _ink(self, handle: Any, index: int) -> _Ink:
        key = ctypes.addressof(handle.contents) if handle else 0
        if key not in self._inks:
            self._inks[key] = self._measure(index, self._look(handle)) if handle else _Ink()
        return self._inks[key]

    def _measure(self, index: int, ink: _Ink) -> _Ink:
        raw, handle = self._raw, self._text.raw
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(handle, index, ctypes.byref(matrix)):
            ink.size = raw.FPDFText_GetFontSize(handle, index) * (matrix.c**2 + matrix.d**2) ** 0.5
            x, y = ctypes.c_double(), ctypes.c_double()
            level = abs(matrix.b) < 0.01 * max(abs(matrix.a), 1e-6)
            if level and raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y)):
                ink.base = y.value
        return ink

    def _look(self, handle: Any) -> _Ink:
        raw = self._raw
        ink = _Ink()
        if raw.FPDFTextObj_GetTextRenderMode(handle) in (
            raw.FPDF_TEXTRENDERMODE_INVISIBLE,
            raw.FPDF_TEXTRENDERMODE_CLIP,
        ):
            ink.unseen = INVISIBLE
        channels = [ctypes.c_uint() for _ in range(4)]
        if raw.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, channels)):
            red, green, blue, alpha = (c.value for c in channels)
            ink.pale = min(red, green, blue) >= _PALE or alpha < 64
        name = ctypes.create_string_buffer(128)
        font = raw.FPDFTextObj_GetFont(handle)
        read_name = getattr(raw, "FPDFFont_GetBaseFontName", None) or raw.FPDFFont_GetFamilyName
        read_name(font, name, 128)
        ink.bold = any(word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"semibd", b"-bd"))
        if not ink.bold:
            ink.bold = raw.FPDFFont_GetWeight(font) >= 600
        return ink

    def _blends(self, left: float, bottom: float, right: float, top: float) -> bool:
        if self._picture is None:
            self._picture = _Picture(self._page, self._bounds)
        return self._picture.uniform(left, bottom, right, top)

    def close(self) -> None:
        """Give the page's text back to PDFium."""
        self._text.close()


class _Picture:
    """A page rendered in greys, to see whether a place shows anything."""

    def __init__(self, page: Any, bounds: tuple[float, float, float, float]) -> None:
        wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
        self._scale = min(_SCALE, 3000 / max(wide, high, 1))
        turned = page.get_rotation()
        page.set_rotation(0)  # places are those of the page before it is turned
        bitmap = page.render(scale=self._scale, grayscale=True)
        page.set_rotation(turned)
        self._wide, self._high, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        self._origin = bounds[0], bounds[3]
        bitmap.close()

    def uniform(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether that rectangle of the page has a single shade."""
        x0 = max(int((left - self._origin[0]) * self._scale), 0)
        x1 = min(int((right - self._origin[0]) * self._scale) + 1, self._wide)
        y0 = max(int((self._origin[1] - top) * self._scale), 0)
        y1 = min(int((self._origin[1] - bottom) * self._scale) + 1, self._high)
        rows = [self._pixels[y * self._stride + x0 : y * self._stride + x1] for y in range(y0, y1)]
        seen = [row for row in rows if row]
        return not seen or max(map(max, seen)) - min(map(min, seen)) < _CONTRAST
