"""What was really said: the sentences of a turn that matter, quoted as they stand in the transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms

LIKE = 0.5
"""Share of the words of an authored sentence that a sentence of the transcript must hold to be quoted for it."""
QUOTED = 28
"""Words of a quotation at most, when a sentence of the line says enough alone."""


def as_said(turn: str, authored: str) -> str:
    """The sentence of ``turn`` that says ``authored``, which a model words in its own way; "" when none does."""
    wanted = frozenset(terms(authored))
    if not wanted:
        return ""
    if authored in turn:
        return authored
    best = max(_sentences(turn), key=lambda s: len(wanted & frozenset(terms(s))), default="")
    return best if len(wanted & frozenset(terms(best))) >= LIKE * len(wanted) else ""


def telling(line: str, wanted: Sequence[Callable[[str], bool]]) -> tuple[int, int]:
    """(start, end) in ``line`` of what to quote of it: the first sentence that holds, else the first ones.

    ``wanted``: what a sentence may hold, the most telling first. A short line is quoted whole.
    """
    spans = sentence_spans(line) or [(0, len(line))]
    if len(line.split()) <= QUOTED:
        return 0, len(line)
    first = next((rank for holds in wanted for rank, (a, b) in enumerate(spans) if holds(line[a:b])), 0)
    start, end = spans[first]
    for _, after in spans[first + 1 :]:
        if len(line[start:after].split()) > QUOTED:
            break
        end = after
    return start, end


def short(text: str, limit: int = 120) -> str:
    """The text, cut at a word."""
    return text if len(text) <= limit else text[: limit - 3].rsplit(" ", 1)[0] + "…"


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]
