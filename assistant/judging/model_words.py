"""Keep a model's words to what a coach may say: no deliverable text, no promise, a question that is one."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.judging.quoting import fold

MODEL_SENTENCE = 9
"""Words between guillemets, absent from the draft, from which a quotation is taken for a sentence to copy."""

_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{20,}?)\s*[»”\"]")
_OFFER = re.compile(
    r"(?i)\b(?:vous\s+pou(?:vez|rriez)\s+(?:[ée]crire|r[ée]diger|formuler)\s*:|[ée]crivez\s*:|par\s+exemple,?\s+[ée]crivez|"
    r"voici\s+(?:une?\s+)?(?:formulation|phrase|paragraphe|proposition|version)|recopiez)"
)
_PROMISE = re.compile(
    r"(?i)\b(?:\d{1,2}(?:[.,]\d+)?\s*/\s*20|le\s+jury\s+(?:vous\s+)?(?:validera|accordera|donnera))\b"
)


def coach_words(text: str, quoted_in_draft: Callable[[str], bool]) -> str:
    """``text`` without the sentences that write in the learner's place or promise a mark; may be empty."""
    kept = [s for s in _sentences(text) if not _forbidden(s, quoted_in_draft)]
    return " ".join(kept).strip()


def as_question(text: str) -> str:
    """``text`` up to its first question mark; empty when there is none."""
    at = text.find("?")
    return text[: at + 1] if at > 0 else ""


def holds(text: str) -> Callable[[str], bool]:
    """Whether some words stand in ``text``, typography aside; the text is folded at the first question."""
    folded: list[str] = []

    def said(words: str) -> bool:
        if not folded:
            folded.append(fold(text).folded.lower())
        return fold(words).folded.lower() in folded[0]

    return said


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?…])\s+(?=[A-ZÀÂÇÉÈÊÎÔÙÛ«])", text.strip())


def _forbidden(sentence: str, quoted_in_draft: Callable[[str], bool]) -> bool:
    if _OFFER.search(sentence) or _PROMISE.search(sentence):
        return True
    return any(len(q.split()) >= MODEL_SENTENCE and not quoted_in_draft(q) for q in _QUOTED.findall(sentence))
