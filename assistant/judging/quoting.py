"""Find a quote in a text character for character, once typography is folded, and give back the text's own slice."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

_APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02bc\u02b9\u00b4`\uff07\u2032")
_QUOTES = frozenset('"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02')
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_BEFORE_TIGHT = frozenset(';:!?%€"')
"""French typography puts a (non-breaking) space before these; others do not: the space is not compared."""


@dataclass(frozen=True)
class FoldedText:
    """A text folded for comparison. ``starts[i]``/``ends[i]``: bounds in the original of folded character i."""

    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> FoldedText:
    """Fold Unicode forms, apostrophes, guillemets, hyphens and spaces; case and accents are kept."""
    kept: list[tuple[str, int, int]] = []
    for start, end in _clusters(text):
        for char in _folded_cluster(text[start:end]):
            last = kept[-1][0] if kept else " "
            if char == " " and last in {" ", '"'}:
                continue
            if char in _BEFORE_TIGHT and kept and last == " ":
                kept.pop()
            kept.append((char, start, end))
    if kept and kept[-1][0] == " ":
        kept.pop()
    return FoldedText("".join(c for c, _, _ in kept), tuple(s for _, s, _ in kept), tuple(e for _, _, e in kept))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Bounds of base characters with their combining marks."""
    bounds: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        if bounds and unicodedata.combining(char):
            bounds[-1] = (bounds[-1][0], index + 1)
        else:
            bounds.append((index, index + 1))
    return bounds


def _folded_cluster(cluster: str) -> str:
    if len(cluster) == 1:
        if cluster in _APOSTROPHES:
            return "'"
        if cluster in _QUOTES:
            return '"'
        if cluster in _HYPHENS:
            return "-"
        if cluster in _INVISIBLE:
            return ""
        if cluster.isascii() and not cluster.isspace():
            return cluster
    if cluster.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", cluster)
    return "".join(" " if c.isspace() else "'" if c in _APOSTROPHES else c for c in plain if c not in _INVISIBLE)


class QuoteFinder:
    """Looks quotes up in one text. Building it is linear in the text; each look-up is a substring search."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _whole(self) -> FoldedText:
        return fold(self.text)

    def find(self, quote: str, near: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """Bounds in the text of ``quote``, first inside ``near`` when given, then anywhere; None when absent.

        A quote must be whole words: « art » is not found inside « particulier ».
        """
        wanted = fold(quote).folded
        if not wanted:
            return None
        if near is not None:
            part = fold(self.text[near[0] : near[1]])
            found = _bounds(part, wanted)
            if found is not None:
                return near[0] + found[0], near[0] + found[1]
        return _bounds(self._whole, wanted)


def _bounds(hay: FoldedText, wanted: str) -> tuple[int, int] | None:
    at = hay.folded.find(wanted)
    while at >= 0:
        last = at + len(wanted) - 1
        if not _inside_word(hay.folded, at, last):
            return hay.starts[at], hay.ends[last]
        at = hay.folded.find(wanted, at + 1)
    return None


def _inside_word(text: str, first: int, last: int) -> bool:
    cuts_start = first > 0 and text[first].isalnum() and text[first - 1].isalnum()
    cuts_end = last + 1 < len(text) and text[last].isalnum() and text[last + 1].isalnum()
    return cuts_start or cuts_end
