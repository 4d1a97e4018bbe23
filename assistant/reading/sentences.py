"""Where French sentences end, and where a long paragraph may be cut."""

from __future__ import annotations

import re
from typing import Final

MAX_WORDS: Final = 120

_END: Final = re.compile(
    r"[.!?…]+[\s\u00a0\u202f]*[»”\"’)\]]*[ \n]+(?=[\"“«(\[—–•-]?[\s\u00a0\u202f]*[^\W_a-zà-öø-ÿœ])"
)
_LAST_WORD: Final = re.compile(r"[^\s(«\"“\[’']*\Z")
_ABBREVIATIONS: Final = frozenset(
    "m mm mme mmes mlle mlles dr drs pr me mes mgr st ste av ave bd bld art arts al ex etc cf env p pp vol n no nos num"
    " tél tel réf ref fig tab max min hab approx resp dép dpt janv févr fevr fév avr juil sept oct nov déc dec lun mar"
    " mer jeu ven sam dim cie sté éd ed chap sect par t ch coll dir i.e e.g c.-à-d c-à-d càd vs nb rem obs ann suiv"
    " not préc ibid op cit trad hon boul r apt bât esc ét int ext mt mtn qté qte prix.u p.u p.ex".split()
)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")


def _ends_there(text: str, start: int, match: re.Match[str]) -> bool:
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    word = _LAST_WORD.search(text, start, match.start())
    before = word.group() if word else ""
    if before.lower() in _ABBREVIATIONS or _INITIALS.fullmatch(before):
        return False
    # "1. Le marché": a number that opens the sentence is its label.
    return not (before.isdigit() and not text[start : match.start()].removesuffix(before).strip())


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, trimmed, in order. Abbreviations, initials and decimals do not end one."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_there(text, start, match):
            spans.append((start, match.start() + len(match.group().rstrip())))
            start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def cut(text: str, max_words: int = MAX_WORDS) -> list[tuple[int, int]]:
    """Spans of at most ``max_words`` words, each made of whole sentences (a longer sentence stays whole).

    The pieces are of about the same length: 130 words give 65 and 65, not 119 and 11.
    """
    total = len(text.split())
    if total <= max_words:
        return [(0, len(text))] if text else []
    target = total / -(-total // max_words)
    pieces: list[tuple[int, int]] = []
    words = 0
    for start, end in sentence_spans(text):
        count = len(text[start:end].split())
        # Half a sentence too many is better placed in the next piece.
        if pieces and words + count / 2 <= target and words + count <= max_words:
            pieces[-1] = (pieces[-1][0], end)
            words += count
        else:
            pieces.append((start, end))
            words = count
    return pieces
