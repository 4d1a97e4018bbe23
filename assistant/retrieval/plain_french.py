"""A learner's way of writing put into plain words, so that rules, search and examples see the same French."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from assistant.retrieval.codes import fold

_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces, guillemets as quotes."""
    return _SPACES.sub(" ", fold(text.replace("«", '"').replace("»", '"'))).strip()


class PlainFrench:
    """Rewrites abbreviations and slang; ``lexicon`` maps turns of phrase to plain words."""

    def __init__(self, lexicon: Mapping[str, str]) -> None:
        self._lexicon = {_same_length(name): plain for name, plain in lexicon.items()}
        longest_first = sorted(self._lexicon, key=len, reverse=True)
        names = "|".join(re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def rewrite(self, text: str) -> str:
        """The text with plain words in place of slang; the rest, accents included, is kept."""
        if self._pattern is None:
            return text
        flat = _same_length(text)
        parts: list[str] = []
        position = 0
        for match in self._pattern.finditer(flat):
            parts += [text[position : match.start()], self._lexicon[match.group()]]
            position = match.end()
        return "".join([*parts, text[position:]])


def _same_length(text: str) -> str:
    """Lower case without accents, one character for one character, so that bounds hold in the original."""
    return "".join(_plain_character(char) for char in text)


def _plain_character(char: str) -> str:
    if char in "’ʼ":
        return "'"
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    return plain if len(plain) == 1 else char
