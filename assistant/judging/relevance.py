"""Pick, inside a passage, the sentences worth quoting."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.corpus.wording import words_of
from assistant.reading.sentences import sentence_spans

QUOTE_MAX = 300
QUOTE_MIN = 40
_STOP = frozenset(
    "le la les un une des du de d l et ou a au aux en dans par pour sur avec sans ce cette ces son sa ses notre nos "
    "votre vos leur leurs qui que qu dont est sont se s ne pas plus on nous vous il elle ils elles y c je j mon ma mes "
    "tout tous".split()
)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Content words cut to six letters: enough to compare sentences without a stemmer."""
    return frozenset(w[:6] for text in texts for w in words_of(text) if w not in _STOP and len(w) > 2)


def best_quote(text: str, wanted: frozenset[str]) -> str:
    """The run of sentences (40–300 characters when the passage allows) that shares most with ``wanted`` stems."""
    if len(text) <= QUOTE_MAX:
        return text
    bounds = sentence_spans(text)
    best, best_score = text[bounds[0][0] : bounds[0][1]], -1.0
    for first in range(len(bounds)):
        for last in range(first, len(bounds)):
            piece = text[bounds[first][0] : bounds[last][1]]
            if len(piece) > QUOTE_MAX and last > first:
                break
            found = stems([piece])
            score = len(found & wanted) / (4 + len(found)) + (0.02 if any(c.isdigit() for c in piece) else 0.0)
            if len(piece) >= QUOTE_MIN and score > best_score:
                best, best_score = piece, score
    return best if len(best) <= QUOTE_MAX else _cut(best)


def _cut(sentence: str) -> str:
    """A sentence longer than a quote may be, cut at its last comma, semicolon or space."""
    head = sentence[:QUOTE_MAX]
    at = max(head.rfind(";"), head.rfind(","))
    return head[: at if at > QUOTE_MIN else head.rfind(" ")].rstrip()
