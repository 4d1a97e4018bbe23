"""Word's automatic numbers: which label a numbered paragraph shows."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from assistant.reading.element import Element
from assistant.reading.formats.docx_styles import VAL, W, number

_PLACE: Final = re.compile(r"%([1-9])")
_ROMANS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    style: str


def roman(value: int) -> str:
    """A number in capital roman figures."""
    written = ""
    for worth, letters in _ROMANS:
        while value >= worth:
            written, value = written + letters, value - worth
    return written


def written(value: int, form: str) -> str:
    """A number in one of Word's formats, decimal when it is a rare one."""
    value = min(max(value, 0), 5000)
    if form in ("lowerRoman", "upperRoman"):
        return roman(value).lower() if form == "lowerRoman" else roman(value)
    if form in ("lowerLetter", "upperLetter") and value:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    return f"{value:02d}" if form == "decimalZero" else str(value)


class Numbering:
    """The numbering part, with the counters of the document as it is walked."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of_num: dict[str, tuple[str, dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            self._abstract[abstract.get(W + "abstractNumId", "")] = dict(map(_level, abstract.iter(W + "lvl")))
        for num in root.iter(W + "num"):
            abstract_id = num.find(W + "abstractNumId")
            starts = {
                int(number(o.get(W + "ilvl")) or 0): int(number(s.get(VAL)) or 0)
                for o in num.iter(W + "lvlOverride")
                if (s := o.find(W + "startOverride")) is not None
            }
            if abstract_id is not None:
                self._of_num[num.get(W + "numId", "")] = (abstract_id.get(VAL, ""), starts)

    def level_of_style(self, num_id: str, style_id: str) -> int:
        """The list level that a numbering ties to a paragraph style (0 when it ties none)."""
        levels = self._abstract.get(self._of_num.get(num_id, ("", {}))[0], {})
        return next((i for i, level in levels.items() if level.style == style_id), 0)

    def next_label(self, num_id: str, depth: int) -> str | None:
        """Count one more paragraph and give its label: "" for a bullet, None when there is no such list."""
        if num_id not in self._of_num:
            return None
        abstract, starts = self._of_num[num_id]
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters.setdefault(abstract, {})
        if depth in starts and (num_id, depth) not in self._started:
            self._started.add((num_id, depth))
            counters.pop(depth, None)
            first = starts[depth]
        else:
            first = level.start
        counters[depth] = counters[depth] + 1 if depth in counters else first
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        if level.form in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda m: self._written(counters, levels, int(m[1]) - 1), level.text).strip()

    @staticmethod
    def _written(counters: dict[int, int], levels: dict[int, _Level], depth: int) -> str:
        level = levels.get(depth)
        return written(counters.get(depth, level.start if level else 1), level.form if level else "decimal")


def _level(element: Element) -> tuple[int, _Level]:
    def value(tag: str, default: str) -> str:
        child = element.find(W + tag)
        return default if child is None else child.get(VAL, default)

    start = int(number(value("start", "1")) or 0)
    depth = int(number(element.get(W + "ilvl")) or 0)
    return depth, _Level(value("numFmt", "decimal"), value("lvlText", ""), start, value("pStyle", ""))
