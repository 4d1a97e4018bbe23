"""Criterion and competence codes in free text: « C.1.2b », « CR.1.1.03 », « cr 1.1.3 », « critère 1.1.3 »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

Key = tuple[str, ...]

_ALIASES = {"critere": "cr", "criteres": "cr", "competence": "c", "competences": "c"}
_PIECE = re.compile(r"[a-z]+|\d+")
_GAP = re.compile(r"[\s.\-–_/°]{0,2}")
_CODE = re.compile(r"(?<![\w.])(?:cr|c)[ .]?\d+[a-z]?(?:[.\-]\d+[a-z]?)+(?!\w)")


class _Folding(dict[int, str]):
    """Translation table that learns a character's folded form the first time it is met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))
        self[code] = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        return self[code]


_FOLDING = _Folding({ord("œ"): "oe", ord("Œ"): "oe", ord("æ"): "ae", ord("Æ"): "ae", ord("’"): "'", ord("ʼ"): "'"})


def fold(text: str) -> str:
    """Lower case without accents, ligatures or typographic apostrophes; length is not kept."""
    return text.casefold() if text.isascii() else text.translate(_FOLDING)


def code_key(code: str) -> Key:
    """Comparable form of a code: « CR.1.1.03 » and « cr 1.1.3 » both give ("cr", "1", "1", "3")."""
    return tuple(_canonical(piece) for piece in _PIECE.findall(fold(code)))


def tokens_of_codes(folded: str) -> tuple[str, list[str]]:
    """The folded text without its codes, and the codes as index terms ("cr.1.1.3")."""
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(".".join(code_key(match.group())))
        return " "

    return _CODE.sub(keep, folded), codes


class CodeFinder:
    """Finds in a question the codes that really exist, whatever the punctuation, case or padding zeros."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._ids = {code_key(code): code for code in codes if any(c.isdigit() for c in code)}
        self._heads = {key[0] for key in self._ids}
        self._longest = max(map(len, self._ids), default=0)

    def find(self, text: str) -> tuple[tuple[str, ...], str]:
        """(ids in the order of the text, without repeats; the folded text once they are taken out)."""
        folded = fold(text)
        pieces = list(_PIECE.finditer(folded))
        found: list[str] = []
        rest: list[str] = []
        position, i = 0, 0
        while i < len(pieces):
            length = self._match(folded, pieces, i)
            if length:
                found.append(self._ids[self._key(pieces[i : i + length])])
                rest.append(folded[position : pieces[i].start()])
                position = pieces[i + length - 1].end()
            i += max(length, 1)
        rest.append(folded[position:])
        return tuple(dict.fromkeys(found)), " ".join(rest).strip()

    def _match(self, folded: str, pieces: list[re.Match[str]], start: int) -> int:
        """How many pieces the longest known code at ``start`` takes; 0 for none."""
        first = pieces[start]
        if _head(first.group()) not in self._heads or _glued(folded, first.start() - 1):
            return 0
        end = start + 1
        while (
            end < len(pieces)
            and end - start < self._longest
            and _GAP.fullmatch(folded, pieces[end - 1].end(), pieces[end].start())
        ):
            end += 1
        for stop in range(end, start + 1, -1):
            if self._key(pieces[start:stop]) in self._ids and not _glued(folded, pieces[stop - 1].end()):
                return stop - start
        return 0

    @staticmethod
    def _key(pieces: list[re.Match[str]]) -> Key:
        return (_head(pieces[0].group()), *(_canonical(p.group()) for p in pieces[1:]))


def _head(piece: str) -> str:
    return _ALIASES.get(piece, piece)


def _canonical(piece: str) -> str:
    return str(int(piece)) if piece.isdecimal() and piece.isascii() else piece


def _glued(text: str, index: int) -> bool:
    """Whether a letter or digit stands there, so that the code is part of a longer word."""
    return 0 <= index < len(text) and text[index].isalnum()
