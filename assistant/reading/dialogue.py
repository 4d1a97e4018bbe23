"""Transcripts: recognising that a text is a dialogue, and whose turn it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from assistant.reading.blocks import Block

_TURN: Final = re.compile(
    r"(?:[-–—•*]\s+)?(?:\d{1,3}[.)]\s+)?(?:[\[(]?\d{1,2}[:h]\d{2}(?:[:m]\d{2})?s?[\])]?\s*[-–—]?\s*)?"
    r"(?P<who>[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,3}(?: ?\([^)\n]{1,30}\))?)[\s\u00a0\u202f]*:(?!\d)\s*(?=\S)"
)
_MIN_TURNS: Final = 4


def speaker_of(line: str) -> str | None:
    """Who speaks in a line such as ``Vendeur : Bonjour.``, or None."""
    match = _TURN.match(line.lstrip("*_ "))
    return match["who"].strip("*_ ") if match else None


def is_dialogue(lines: Sequence[str]) -> bool:
    """Whether most lines are turns of a few people who come back (labels of a form come once each)."""
    speakers = [who for who in map(speaker_of, lines) if who]
    if len(speakers) < _MIN_TURNS or len(speakers) * 2 <= len(lines):
        return False
    first_two = Counter(w.casefold() for w in speakers).most_common(2)
    if len(first_two) < 2 or first_two[1][1] < 2:
        return False
    return sum(n for _, n in first_two) >= 0.7 * len(speakers)


def mark_turns(blocks: Sequence[Block]) -> bool:
    """Turn paragraphs and list items into turns with speaker and rank when the draft is a dialogue; say whether it is.

    A paragraph without a speaker goes on with the turn before it.
    """
    spoken = [b for b in blocks if b.kind in ("paragraph", "list_item") and not b.toc]
    if not is_dialogue([b.text for b in spoken]):
        return False
    rank, speaker = 0, None
    for block in spoken:
        who = speaker_of(block.text)
        if who:
            rank, speaker = rank + 1, who
        if speaker:
            block.kind, block.turn, block.speaker = "turn", rank, speaker
    return True
