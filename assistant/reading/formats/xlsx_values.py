"""Cells of a workbook as Excel shows them in French: dates, percentages, amounts; and whether they show at all."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeVar

from assistant.reading.colour import MASKED, SAME_COLOUR, TINY, WHITE, Rgb, rgb, unseen
from assistant.reading.element import Element

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_LITERAL: Final = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|\\(.)|_.|\*.')
_DATE: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCH: Final = datetime(1899, 12, 30)
_BOOLEANS: Final = {"1": "VRAI", "0": "FAUX"}
# Legacy palette: the entries that are white, and "automatic".
_WHITE_INDEXES: Final = ("1", "9")
_T = TypeVar("_T")


class Style(NamedTuple):
    """How a cell shows: its number format, and why it would not be seen ("" when it is)."""

    form: str = ""
    unseen: str = ""


def read_styles(root: Element | None) -> list[Style]:
    """The cell styles of a workbook, by index."""
    if root is None:
        return []
    forms = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(S + "numFmt")}
    fonts = [_font(f) for f in root.findall(f"{S}fonts/{S}font")]
    fills = [_fill(f) for f in root.findall(f"{S}fills/{S}fill")]
    styles: list[Style] = []
    for xf in root.findall(f"{S}cellXfs/{S}xf"):
        code = xf.get("numFmtId", "0")
        form = forms.get(code) or _BUILT_IN.get(int(code) if code.isdecimal() else 0, "")
        colour, size = _at(fonts, xf.get("fontId"), (None, None))
        behind = _at(fills, xf.get("fillId"), WHITE)
        styles.append(Style(form, _why(form, colour, size, behind)))
    return styles


def _why(form: str, colour: Rgb | None, size: float | None, behind: Rgb | None) -> str:
    if form.strip() == ";;;":
        return MASKED
    if size is not None and size <= 1:
        return TINY
    return SAME_COLOUR if colour and behind and unseen(colour, behind) else ""


def _at(items: list[_T], index: str | None, default: _T) -> _T:
    place = int(index) if index and index.isdecimal() else -1
    return items[place] if 0 <= place < len(items) else default


def _font(font: Element) -> tuple[Rgb | None, float | None]:
    colour, size = font.find(S + "color"), font.find(S + "sz")
    try:
        points = float(size.get("val", "11")) if size is not None else None
    except ValueError:
        points = None
    return _colour(colour), points


def _colour(element: Element | None) -> Rgb | None:
    if element is None or element.get("tint") not in (None, "0"):
        return None
    if element.get("theme") == "0" or element.get("indexed") in _WHITE_INDEXES:
        return WHITE
    return rgb(element.get("rgb"))


def _fill(fill: Element) -> Rgb | None:
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return None  # a gradient
    if pattern.get("patternType", "none") == "none":
        return WHITE
    return _colour(pattern.find(S + "fgColor")) if pattern.get("patternType") == "solid" else None


def shown(value: str, form: str) -> str:
    """A stored number under its format, the way a French Excel prints it."""
    try:
        figure = float(value)
    except ValueError:
        return value
    if figure != figure or abs(figure) >= 1e15:
        return value
    section = form.split(";")[0]
    bare = _LITERAL.sub("", section)
    unit = "".join(m[0] or m[1] or m[2] or "" for m in _LITERAL.findall(section)).strip()
    unit = unit or next((u for u in ("€", "$", "£") if u in bare), "")
    if _DATE.search(bare) and "0" not in bare and "#" not in bare:
        return _date(figure, bare)
    places = len(bare.partition(".")[2].rstrip("%€$ ")) if "." in bare else (0 if "0" in bare else None)
    if "%" in bare:
        return f"{_decimal(figure * 100, places, False)} %"
    text = _decimal(figure, places, "," in bare or " " in bare.strip())
    return f"{text} {unit}" if unit else text


def _decimal(figure: float, places: int | None, grouped: bool) -> str:
    if places is None:
        text = f"{figure:.10g}"
    else:
        text = f"{figure:,.{min(places, 10)}f}" if grouped else f"{figure:.{min(places, 10)}f}"
    return text.replace(",", "\u202f").replace(".", ",")


def _date(serial: float, form: str) -> str:
    if not 0 <= serial < 2958466:
        return f"{serial:.10g}".replace(".", ",")
    # A minute's rounding: 0.3749999 is 9:00.
    moment = _EPOCH + timedelta(seconds=round(serial * 86400))
    day, time = re.search(r"[yd]", form, re.IGNORECASE), re.search(r"[hs]", form, re.IGNORECASE)
    timed = time and (not day or moment.time() != datetime.min.time())  # midnight is a date without its hour
    parts = ([moment.strftime("%d/%m/%Y")] if day or not time else []) + ([moment.strftime("%H:%M")] if timed else [])
    return " ".join(parts)


def cell_text(cell: Element, strings: list[str], form: str) -> str:
    """What a ``c`` element shows; a formula that was never computed shows itself."""
    kind, value = cell.get("t", "n"), cell.find(S + "v")
    raw = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings[int(raw)] if raw.isdecimal() and int(raw) < len(strings) else ""
    if kind == "inlineStr":
        return rich_text(cell.find(S + "is"))
    if not raw:
        formula = cell.find(S + "f")
        return f"={formula.text}" if formula is not None and formula.text else ""
    if kind == "b":
        return _BOOLEANS.get(raw, raw)
    return shown(raw, form) if kind == "n" else raw


def rich_text(element: Element | None) -> str:
    """The text of a shared or inline string, without phonetic guides."""
    if element is None:
        return ""
    parts = (t.text or "" for child in element if child.tag in (S + "t", S + "r") for t in child.iter(S + "t"))
    return "".join(parts)
