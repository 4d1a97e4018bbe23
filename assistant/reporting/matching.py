"""Find the words of a quote in another rendering of the same text, whatever its spaces, hyphens and accents' form."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

# What readers and layout engines add, drop or move: table separators, list bullets, soft hyphens, spaces of all kinds.
_IGNORED_CATEGORIES: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Pd", "Pi", "Pf"})
_IGNORED: Final = frozenset("|•▪◦·\"'`´\u2018\u2019\u201b«»“”„\ufffe\uffff")


class Folded(NamedTuple):
    """Folded text and, for each of its characters, the first and the last item that it comes from."""

    text: str
    first: list[int]
    last: list[int]


def fold(items: Sequence[str]) -> Folded:
    """Fold a sequence of characters: letters, digits and signs only, accents composed, in lower case."""
    text: list[str] = []
    first: list[int] = []
    last: list[int] = []
    for start, end in _clusters(items):
        for char in unicodedata.normalize("NFKC", "".join(items[start : end + 1])).casefold():
            if not _ignored(char):
                text.append(char)
                first.append(start)
                last.append(end)
    return Folded("".join(text), first, last)


def _clusters(items: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Bounds of each character with the combining accents that follow it."""
    if not items:
        return
    start = 0
    for index in range(1, len(items) + 1):
        if index == len(items) or not unicodedata.combining(items[index]):
            yield start, index - 1
            start = index


def _ignored(char: str) -> bool:
    return char in _IGNORED or unicodedata.category(char) in _IGNORED_CATEGORIES


class Haystack:
    """A sequence of characters in which quotes are looked for."""

    def __init__(self, items: Sequence[str]) -> None:
        self._items = items
        self._folded = fold(items)

    def find(self, quote: str, *, near: int = 0) -> tuple[int, int] | None:
        """First and last item of the quote, None when it is not there in one piece.

        Of several occurrences, the nearest to the item at index ``near``.
        """
        needle, hay = fold(quote), self._folded
        if not needle.text:
            return None
        goal = bisect_left(hay.first, near)
        best: int | None = None
        start = hay.text.find(needle.text)
        while start != -1:
            if best is None or abs(start - goal) < abs(best - goal):
                best = start
            start = hay.text.find(needle.text, start + 1)
        if best is None:
            return None
        first, last = hay.first[best], hay.last[best + len(needle.text) - 1]
        head, tail = quote[: needle.first[0]], quote[needle.last[-1] + 1 :]
        return self._grown(first, head[::-1], -1), self._grown(last, tail, +1)

    def _grown(self, index: int, signs: str, step: int) -> int:
        """``index`` moved over the signs of the quote that folding dropped at its ends (guillemets, dashes)."""
        for sign in signs:
            after = index + step
            if sign.isspace():
                continue
            while 0 <= after < len(self._items) and self._items[after].isspace():
                after += step
            if not (0 <= after < len(self._items) and _ignored(self._items[after])):
                break
            index = after
        return index
