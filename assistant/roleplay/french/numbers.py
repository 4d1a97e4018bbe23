"""Numbers as French people write and say them: « 20 400,50 », « vingt et un », « 21 euros 50 »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
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
_COUNTED: Final = re.compile(
    r"\s*(?:jours?|mois|ans?\b|%|pour ?cent|unites?|h\b|heures?|semaines?|minutes?|personnes?|fois)"
)
_EUROS: Final = re.compile(r"\s*(?:€|euros?\b|eur\b|balles\b)(?:\s*(?:ht|hors taxes?))?")


@dataclass(frozen=True)
class Number:
    """A number in a text. ``start``/``end``: offsets in that text; ``euros``: it is an amount in euros.

    cents: said as an amount without its unit, « deux cinquante ».
    """

    value: float
    start: int
    end: int
    euros: bool = False
    cents: bool = False


def numbers_in(text: str) -> list[Number]:
    """Every number of ``text`` (already folded by ``flat``), in order; « un » and « une » alone are articles."""
    found = [Number(_digits(m[0]), m.start(), m.end()) for m in _DIGITS.finditer(text)]
    for match in _SPOKEN.finditer(text):
        if match[0] not in {"un", "une", "neuf"} and not any(
            n.start < match.end() and match.start() < n.end for n in found
        ):
            found.append(_said(match, text))
    found.sort(key=lambda n: n.start)
    return _with_euros(found, text)


def _said(match: re.Match[str], text: str) -> Number:
    """A number said in words: « vingt-deux », or euros and cents, « deux cinquante »."""
    words = tuple(w for w in re.split(r"[ -]+", match[0]) if w != "et")
    below = _below_hundred()
    if words not in below and not _COUNTED.match(text, match.end()):
        for rank in range(1, len(words)):
            euros, cents = below.get(words[:rank]), below.get(words[rank:])
            if euros is not None and cents is not None and cents >= 10:
                return Number(euros + cents / 100, match.start(), match.end(), cents=True)
    return Number(_spoken(match[0]), match.start(), match.end())


@cache
def _below_hundred() -> dict[tuple[str, ...], int]:
    """The cardinals from 0 to 99 as words, without hyphens nor « et »."""
    small = {value: word for word, value in _UNITS.items() if value <= 16 and word != "une"}
    teens = {n: (small[n],) if n <= 16 else ("dix", small[n - 10]) for n in range(20)}
    forms: dict[tuple[str, ...], int] = {words: n for n, words in teens.items()} | {("une",): 1}
    for tens, value in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60),
                        ("septante", 70), ("huitante", 80), ("octante", 80), ("nonante", 90)):  # fmt: skip
        forms[(tens,)] = value
        forms |= {(tens, small[n]): value + n for n in range(1, 10)} | {(tens, "une"): value + 1}
    forms |= {("soixante", *teens[n]): 60 + n for n in range(10, 20)}
    for eighty in ("vingt", "vingts"):
        forms[("quatre", eighty)] = 80
        forms |= {("quatre", eighty, *teens[n]): 80 + n for n in range(1, 20)}
    return forms


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
