"""Numbers as French people write and say them: « 20 400,50 », « vingt et un », « 21 euros 50 »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_UNITS: Final = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_SCALES: Final = {"cent": 100, "cents": 100, "mille": 1000}
_WORDS: Final = "|".join(sorted([*_UNITS, *_SCALES], key=len, reverse=True))
_SPOKEN: Final = re.compile(rf"\b(?:{_WORDS})\b(?:(?:[ -]et[ -]|[ -])(?:{_WORDS})\b)*")
_DIGITS: Final = re.compile(r"(?<![\w,.])\d{1,3}(?:[ .]\d{3})+(?:,\d+)?(?!\w)|(?<![\w,.])\d+(?:[.,]\d+)?")
_EUROS: Final = re.compile(r"\s*(?:€|euros?\b|eur\b|balles\b)(?:\s*(?:ht|hors taxes?))?")


@dataclass(frozen=True)
class Number:
    """A number in a text. ``start``/``end``: offsets in that text; ``euros``: it is an amount in euros."""

    value: float
    start: int
    end: int
    euros: bool = False


def numbers_in(text: str) -> list[Number]:
    """Every number of ``text`` (already folded by ``flat``), in order; « un » and « une » alone are articles."""
    found = [Number(_digits(m[0]), m.start(), m.end()) for m in _DIGITS.finditer(text)]
    for match in _SPOKEN.finditer(text):
        if match[0] not in {"un", "une", "neuf"} and not any(
            n.start < match.end() and match.start() < n.end for n in found
        ):
            found.append(Number(_spoken(match[0]), match.start(), match.end()))
    found.sort(key=lambda n: n.start)
    return _with_euros(found, text)


def _with_euros(found: list[Number], text: str) -> list[Number]:
    """Mark amounts, and read « 21 euros 50 » or « vingt et un euros cinquante » as one."""
    kept: list[Number] = []
    skipped = -1
    for rank, number in enumerate(found):
        if rank == skipped:
            continue
        unit = _EUROS.match(text, number.end)
        if unit is None:
            kept.append(number)
            continue
        following = found[rank + 1] if rank + 1 < len(found) else None
        joined = following is not None and re.fullmatch(r"\s*(?:et )?", text[unit.end() : following.start]) is not None
        tail = text[following.end :] if following is not None else ""
        whole = following is not None and following.value < 100 and following.value == int(following.value)
        if (
            following is not None
            and joined
            and whole
            and not re.match(r"\s*(?:%|mois|jour|an|unit|piece|semaine|euro|€)", tail)
        ):
            kept.append(Number(number.value + following.value / 100, number.start, following.end, euros=True))
            skipped = rank + 1
        else:
            kept.append(Number(number.value, number.start, unit.end(), euros=True))
    return kept


def _digits(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?", text):
        text = text.replace(" ", "").replace(".", "")
    return float(text.replace(",", "."))


def _spoken(text: str) -> float:
    total, current = 0, 0
    for word in re.split(r"[ -]+", text):
        if word == "et":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            current = max(1, current) * scale
            if scale == 1000:
                total, current = total + current, 0
        elif word in {"vingt", "vingts"} and current % 100 == 4:
            current += 76  # quatre-vingt
        else:
            current += _UNITS[word]
    return float(total + current)
