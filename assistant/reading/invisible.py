"""Characters that print nothing: taken out of the text and named."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

# Zero-width, bidirectional controls, invisible operators, tags, variation selectors beyond 16, Hangul fillers.
_INVISIBLE: Final = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u180e\u115f\u1160\u3164\uffa0\u034f\ufff9-\ufffb"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_JOINER: Final = re.compile(
    "(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_SOFT_HYPHEN: Final = "\u00ad"

TAGS: Final = "caractères d'étiquette Unicode invisibles"
ZERO_WIDTH: Final = "caractères de largeur nulle"


def take_out(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text that prints, and (reason, what was hidden) for what does not.

    Tag characters spell ASCII and are decoded; the others are counted by code point. Soft hyphens go without a
    word: word processors add them by themselves. The joiner inside an emoji stays.
    """
    if text.isascii():
        return text, []
    text = text.replace(_SOFT_HYPHEN, "")
    taken = _INVISIBLE.findall(text) + _JOINER.findall(text)
    if not taken:
        return text, []
    found: list[tuple[str, str]] = []
    spelt = "".join(chr(ord(c) - 0xE0000) for c in taken if 0xE0020 <= ord(c) < 0xE007F)
    if spelt:
        found.append((TAGS, spelt))
    others = Counter(c for c in taken if not 0xE0000 <= ord(c) <= 0xE007F)
    if others:
        found.append((ZERO_WIDTH, ", ".join(f"U+{ord(c):04X} × {n}" for c, n in others.most_common())))
    return _JOINER.sub("", _INVISIBLE.sub("", text)), found
