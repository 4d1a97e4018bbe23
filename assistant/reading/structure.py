"""What a bare line looks like: a list item, a numbered title, a page number."""

from __future__ import annotations

import re
from typing import Final

_BULLET: Final = re.compile(r"[-–—•▪■□●○◦*·‣►▶➢➤✓✔✗❖\uf0b7\uf0a7\uf0d8][ \t\u00a0\u202f]+(?=\S)")
_NUMBER: Final = re.compile(r"(?P<label>(?:\d{1,2}|[a-z])[.)]|\(\d{1,2}\)|\d{1,2}°\)?)[ \t\u00a0]+(?=\S)")
_FIGURE: Final = re.compile(r"[-–—]\s*\d[\d\s\u00a0\u202f.,]*(?:[%€$£°]|[^\W\d_]{1,6})?[.,;]?")
_HEADING_NUMBER: Final = re.compile(
    r"(?:(?:partie|chapitre|section|titre|annexe|étape|phase)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])\s*(?:[.)–—:-]\s*|\s+(?=\D))(?=[^\W\d_])",
    re.IGNORECASE,
)
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.?|slide|diapositive)?\s*[-–—]?\s*\d{0,4}\s*(?:(?:sur|/|of|de)\s*\d{0,4})?\s*[-–—]?", re.IGNORECASE
)
MAX_TITLE_WORDS: Final = 14


def item_of(text: str) -> tuple[str, str] | None:
    """(label, body) of a list item that carries its own bullet or number; a bullet has no label. None otherwise."""
    if _FIGURE.fullmatch(text):  # "- 8 %" is a fall, not an item
        return None
    if bullet := _BULLET.match(text):
        return "", text[bullet.end() :]
    if number := _NUMBER.match(text):
        return number["label"], text[number.end() :]
    return None


def heading_depth(text: str) -> int | None:
    """How deep a title's own number puts it: 1 for "2.", "II." or "A.", 2 for "2.1". None without a number."""
    match = _HEADING_NUMBER.match(text)
    return match["number"].count(".") + 1 if match else None


def title_like(text: str) -> bool:
    """Whether a line is short and unfinished as a title is."""
    return bool(text) and len(text.split()) <= MAX_TITLE_WORDS and len(text) <= 120 and text[-1] not in ".;,:…!»"


def is_capitals(text: str) -> bool:
    """Whether a line is in capitals, with at least four letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and all(c.isupper() for c in letters)


def is_page_number(text: str) -> bool:
    """Whether a line is only a page number."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def unbreak(text: str) -> list[str]:
    """The lines of a paragraph typed with forced line ends: cut where a line is finished or an item begins."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1][-1] not in ".!?:;…»" and not item_of(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined
