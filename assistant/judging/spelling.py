"""Undo the disguises of letters: accents, look-alike alphabets, digits for letters, and texts that are coded."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from typing import Final

_TWINS: Final = str.maketrans(
    "авеёзікмнорсстухјѕԁһӏаАВЕЗІКМНОРСТУХЈЅοαερτυικνχοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ’‘ʼ`",
    "abeeзikmhopccтyxjsdhiaABE3IKMHOPCTYXJSoaeptuiknxoABEZHIKMNOPTYX''''",
)
_LETTERS: Final = _TWINS | dict.fromkeys(range(0x300, 0x370)) | str.maketrans("«»", '""')
_WORDS: Final = re.compile(r"[^\W_]+")
_OTHER_LETTER: Final = re.compile("[\u0370-\u052f]")
_OTHER_SCRIPT: Final = re.compile("[\u0370-\u1fff\u2e80-\ufaff]{2}")
_LEET_SIGN: Final = re.compile("[a-zA-Z][013457][a-zA-Z]")
_MIXED: Final = re.compile(r"\b(?=\w*[a-zA-Z])\w*[\u0370-\u052f]\w*")
_LEET: Final = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD: Final = re.compile(r"\b(?=\w*[a-zA-Z])[a-zA-Z]*[013457][a-zA-Z013457]*\b")
_CODED: Final = re.compile(r"(?<![\w/.:=-])[A-Za-z0-9+/_-]{12,}={0,2}")
_HEX: Final = re.compile(r"\b(?:[0-9a-fA-F]{2}[ :]?){16,}\b")
_SPACED: Final = re.compile(r"(?:\b\w[ .·_-]){12,}\w?\b")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FRENCH: Final = frozenset(
    "le la les l de des du d un une et est en a au aux que qui dans pour par sur avec ce cette ces il elle nous vous "
    "sont "
    "ne pas plus se son sa ses leur je on ou mais tous sont".split()
)


def folded(text: str) -> str:
    """One line in small letters, without accents nor look-alike letters; apostrophes straight."""
    flat = text if text.isascii() else unicodedata.normalize("NFKD", text).translate(_LETTERS)
    return " ".join(flat.casefold().split())


def words_in(folded: str) -> list[str]:
    """The words of a folded text; elisions split."""
    return _WORDS.findall(folded)


def disguised(text: str) -> str | None:
    """The text with digits read as letters, or joined again, when many of its words are disguised; else None."""
    if _SPACED.search(text):
        return re.sub(r"(?<=\b\w)[ .·_-](?=\w\b)", "", text)
    if not _LEET_SIGN.search(text):
        return None
    words = [w for w in _LEET_WORD.findall(text) if sum(c in "013457" for c in w) and len(w) > 3]
    if len(words) >= 4 and len(words) >= 0.3 * len(text.split()):
        return text.translate(_LEET)
    return None


def other_script(text: str) -> bool:
    """Whether most letters are of another alphabet than the Latin one."""
    if not _OTHER_SCRIPT.search(text):
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c > "\u024f" for c in letters) > len(letters) / 2


def looks_coded(text: str, words: list[str]) -> bool:
    """Whether a text is written so as not to be read: base64, hexadecimal, rot13, backwards, mixed alphabets.

    ``words``: those of the text, folded.
    """
    if _OTHER_LETTER.search(text) and len(_MIXED.findall(text)) >= 3:
        return True
    if any(len(w) >= 12 for w in words) and any(_decodes(run) for run in _CODED.findall(text)):
        return True
    return _turned(text, words) or _HEX.search(text) is not None


def _decodes(run: str) -> bool:
    if not (any(c.islower() for c in run) and any(c.isupper() for c in run)):
        return False
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        said = base64.b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return sum(c.isalnum() or c in " .,;:'\"!?-\n" for c in said) > 0.9 * len(said)


def _turned(text: str, words: list[str]) -> bool:
    words = [w for w in words if w.isalpha()]
    if len(words) < 8 or french_share(words) > 0.15:
        return False
    rot = [w.lower() for w in _WORD.findall(codecs.encode(text, "rot13"))]
    back = [w.lower() for w in _WORD.findall(text[::-1])]
    return max(french_share(rot), french_share(back)) >= 0.25


def french_share(words: list[str]) -> float:
    """Share (0–1) of the commonest French words."""
    return sum(w in _FRENCH for w in words) / max(1, len(words))
