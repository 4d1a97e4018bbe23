"""Compare texts word by word: copies of the official wording, runs shared between texts."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def words_of(text: str) -> list[str]:
    """Words folded for comparison: case and accents dropped, elisions split, punctuation ignored."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in flat if not unicodedata.combining(c)))


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of ``length`` consecutive words."""
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def shared_runs(left: str, right: str, length: int) -> set[tuple[str, ...]]:
    """The runs of ``length`` words that both texts hold."""
    return runs_of(left, length) & runs_of(right, length)
