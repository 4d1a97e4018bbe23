"""Transcripts: recognising that a text is a dialogue, and whose turn it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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


def mark_turns(blocks: Sequence[Block]) -> None:
    """Turn paragraphs and list items of a dialogue into turns with speaker and rank.

    A draft may hold a dialogue between its preparation and what was learnt from it: each part under a heading is
    looked at by itself, then all of them together, for a dialogue cut into short parts. In a part where people speak,
    a paragraph without a speaker goes on with the turn before it.
    """
    parts = list(_parts(blocks))
    talks = [part for part in parts if is_dialogue([b.text for b in part])]
    if not talks and is_dialogue([b.text for part in parts for b in part]):
        talks = parts
    people = _regulars(talks)
    rank = 0
    for part in parts:
        speaker = None
        if not any(speaker_of(block.text) in people for block in part):
            continue
        for block in part:
            who = speaker_of(block.text)
            if who and (who in people or speaker):
                rank, speaker = rank + 1, who
            if speaker:
                block.kind, block.turn, block.speaker = "turn", rank, speaker


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """What can be said, part by part: a heading begins another."""
    part: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            yield part
            part = []
        elif block.kind in ("paragraph", "list_item") and not block.toc:
            part.append(block)
    yield part


def _regulars(talks: Sequence[Sequence[Block]]) -> frozenset[str]:
    """Those who speak more than once."""
    counts = Counter(who for talk in talks for who in (speaker_of(block.text) for block in talk) if who)
    return frozenset(who for who, times in counts.items() if times > 1)
