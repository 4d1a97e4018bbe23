"""Read French figures (« 1 234,5 k€ », « - 12 % ») with their unit and how finely they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["", "€", "%", "point"]

_NUMBER: Final = r"\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_UNIT: Final = r"(?:k€|K€|M€|€|%|euros?\b|points?\b)"
FIGURE: Final = re.compile(rf"(?<![\w.,])(?P<sign>[-+−–]\s?)?(?P<number>{_NUMBER})(?!\d)\s?(?P<unit>{_UNIT})?")
_WHOLE_CELL: Final = re.compile(
    rf"\s*(?P<sign>[-+−–]\s?)?(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT}|[^\W\d_]+)?(?:\s?(?:HT|TTC))?\s*"
)
_SCALES: Final = {"k€": 1e3, "K€": 1e3, "M€": 1e6}
_SPACES: Final = re.compile(r"[\u0020\u00a0\u202f]")


@dataclass(frozen=True)
class Figure:
    """A number as written. ``step``: one unit of its last digit, in the same scale as ``value``.

    ``start``, ``end``: where it stands in the text it was read from. ``noun``: the word of a cell that holds it
    (« 12 clients »), when it is no unit of money or percentage.
    """

    value: float
    unit: Unit
    step: float
    start: int
    end: int
    noun: str = ""

    @property
    def half(self) -> float:
        """What rounding may hide."""
        return self.step / 2


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text, in order. A sign counts only before a percentage or at the beginning."""
    for match in FIGURE.finditer(text):
        figure = _figure(match)
        if figure is not None:
            yield figure


def cell_figure(cell: str) -> Figure | None:
    """The figure that a cell holds and nothing else, or None."""
    match = _WHOLE_CELL.fullmatch(cell)
    return _figure(match) if match else None


def _figure(match: re.Match[str]) -> Figure | None:
    written = match["number"]
    if re.fullmatch(r"\d{1,3}\.\d{3}", written):
        return None  # 1.200: a thousand or one and two tenths, nobody knows
    bare = _SPACES.sub("", written).replace(",", ".")
    unit = match["unit"] or ""
    scale = _SCALES.get(unit, 1.0)
    decimals = len(bare.partition(".")[2])
    sign = -1.0 if (match["sign"] or "").strip() in {"-", "−", "–"} else 1.0
    return Figure(
        value=sign * float(bare) * scale,
        unit=_unit_of(unit),
        step=10.0**-decimals * scale,
        start=match.start("number"),
        end=match.end("unit") if match["unit"] else match.end("number"),
        noun="" if _unit_of(unit) or unit in _SCALES else unit.lower(),
    )


def _unit_of(written: str) -> Unit:
    if written in _SCALES or written == "€" or written.startswith("euro"):
        return "€"
    if written == "%":
        return "%"
    return "point" if written.startswith("point") else ""


def french(value: float, unit: str = "", step: float = 1.0) -> str:
    """A number as a French reader writes it, rounded to ``step`` (at most two decimals)."""
    decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2
    text = f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")
    if decimals and set(text.rpartition(",")[2]) == {"0"}:
        text = text.rpartition(",")[0]
    name = {"": "", "€": "\u00a0€", "%": "\u00a0%", "point": " points"}.get(unit, f" {unit}")
    return f"{text}{name}"
