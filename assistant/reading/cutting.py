"""Where a block is cut into passages."""

from __future__ import annotations

from assistant.reading.blocks import Block
from assistant.reading.sentences import MAX_WORDS, cut
from assistant.reading.tables import SEPARATOR


def pieces(block: Block, shown: str) -> list[tuple[int, int]]:
    """Where a block is cut: at sentence ends, and at cells or lines first when it has some."""
    if len(shown.split()) <= MAX_WORDS:
        return [(0, len(shown))]
    separator = SEPARATOR if block.kind == "row" else "\n" if "\n" in shown else ""
    if not separator:
        return cut(shown)
    spans: list[tuple[int, int]] = []
    at = 0
    for part in shown.split(separator):
        left = len(part) - len(part.lstrip())
        if part.strip():
            spans.extend((at + left + a, at + left + b) for a, b in cut(part.strip()))
        at += len(part) + len(separator)
    return _gathered(shown, spans)


def _gathered(shown: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring spans put together as long as they hold within the bound."""
    gathered: list[tuple[int, int]] = []
    for start, end in spans:
        if gathered and len(shown[gathered[-1][0] : end].split()) <= MAX_WORDS:
            gathered[-1] = (gathered[-1][0], end)
        else:
            gathered.append((start, end))
    return gathered
