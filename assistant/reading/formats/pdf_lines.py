"""From the characters of a page to its segments: pieces of lines, cut where a wide gap shows another cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from statistics import median
from typing import Final

from assistant.reading.blocks import one_line
from assistant.reading.formats.pdf_chars import Char
from assistant.reading.structure import is_page_number

_CELL_GAP: Final = 1.0  # times the font's size: wider than spaces between words, but in the loosest lines
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT: Final = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
# What keeps its hyphen in French even at the end of a line.
_BEFORE_HYPHEN: Final = frozenset(
    "rendez peut celui celle ceux celles est dit vis savoir chiffre e non sous après avant demi mi sur contre porte mot"
    " auto co ex mini multi semi saint sainte grand petit chef vice entre compte bien bon mal c quasi quelques"
    " au par".split()
)
_AFTER_HYPHEN: Final = frozenset(
    "je tu il elle on nous vous ils elles ci là même mêmes t ce moi toi le la les lui leur y en être dire".split()
)
_MARGIN: Final = 0.1  # of the page's height, where running heads stand


@dataclass(slots=True)
class Segment:
    """Words on one base line. ``fold``: where it stands on its page, from 0 at the top to 1.

    words: each with its left, to share a segment between the columns of a table.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    fold: float
    words: list[tuple[float, str]]


def segments_of(chars: Iterable[Char | None], page: int, height: float, floor: float) -> list[Segment]:
    """The segments of seen characters; ``height`` and ``floor``: the page's height and the ordinate of its bottom."""
    segments: list[Segment] = []
    run: list[Char] = []
    before: Char | None = None
    for char in chars:
        inked = char is not None and char.text != " "
        if run and (char is None or (inked and before and _apart(before, char))):
            _close(run, page, height, floor, segments)
            run = []
        if char is not None:
            run.append(char)
        before = char if inked else None if char is None else before
    _close(run, page, height, floor, segments)
    return segments


def _apart(before: Char, char: Char) -> bool:
    size = max(before.size, char.size)
    gap = char.left - before.right
    return gap > _CELL_GAP * size or gap < -3 * size or abs(char.base - before.base) > 0.7 * size


def _close(run: list[Char], page: int, height: float, floor: float, segments: list[Segment]) -> None:
    inked = [c for c in run if c.text != " "]
    text = one_line("".join(c.text for c in run))
    if not inked or not text:
        return
    base = median(c.base for c in inked)
    segment = Segment(
        text,
        page,
        min(c.left for c in inked),
        max(c.right for c in inked),
        base,
        median(c.size for c in inked),
        sum(c.bold for c in inked) > 0.9 * len(inked),
        1 - (base - floor) / height if height else 0.0,
        _words(run),
    )
    last = segments[-1] if segments else None
    if last and abs(last.base - base) < 0.3 * segment.size and -1 < segment.left - last.right < 0.6 * segment.size:
        _prolong(last, segment)  # a line that PDFium cut in two
    else:
        segments.append(segment)


def _words(run: list[Char]) -> list[tuple[float, str]]:
    words: list[tuple[float, str]] = []
    inside = False
    for char in run:
        if char.text == " ":
            inside = False
        elif inside:
            words[-1] = (words[-1][0], words[-1][1] + char.text)
        else:
            words.append((char.left, char.text))
            inside = True
    return words


def _prolong(last: Segment, more: Segment) -> None:
    spaced = more.left - last.right > 0.1 * more.size
    last.text = f"{last.text}{' ' if spaced else ''}{more.text}"
    last.right, last.bold = more.right, last.bold and more.bold
    last.words += more.words


def set_running_heads_apart(pages: Sequence[Sequence[Segment]]) -> tuple[list[Segment], list[str]]:
    """The segments of all pages without what repeats in their margins, and those texts, each once.

    Page numbers are dropped; a text that stands in the margin of three pages (or of both pages of two) is a head.
    """
    edges = Counter(key for page in pages for key in {_key(s) for s in page if _at_edge(s)})
    needed = max(2, min(3, len(pages)), round(len(pages) * 0.3))
    kept: list[Segment] = []
    heads: dict[str, str] = {}
    for segment in (s for page in pages for s in page):
        if not _at_edge(segment):
            kept.append(segment)
        elif len(pages) > 1 and edges[_key(segment)] >= needed:
            heads.setdefault(_key(segment), segment.text)
        elif not (is_page_number(segment.text) and any(c.isdigit() for c in segment.text)):
            kept.append(segment)
    return kept, [head for head in heads.values() if not is_page_number(head)]


def _at_edge(segment: Segment) -> bool:
    return segment.fold < _MARGIN or segment.fold > 1 - _MARGIN


def _key(segment: Segment) -> str:
    return re.sub(r"\d+", "#", segment.text)


def vocabulary_of(segments: Sequence[Segment]) -> frozenset[str]:
    """The whole words of the draft in lower case: those that no end of line may have cut."""
    return frozenset(w.lower() for s in segments for w in _WORD.findall(s.text.rsplit(" ", 1)[0]))


def joined(text: str, following: str, vocabulary: Set[str]) -> str:
    """Two lines as one; a word cut at the end of its line is made whole, a compound word keeps its hyphen."""
    if not text:
        return following
    cut, rest = _CUT.search(text), _WORD.match(following)
    if not cut or not rest:
        return f"{text} {following}"
    first, second = cut[1].lower(), rest.group().lower()
    if first + second in vocabulary:
        return text[:-1] + following
    compound = (
        f"{first}-{second}" in vocabulary
        or not following[0].islower()
        or first in _BEFORE_HYPHEN
        or second in _AFTER_HYPHEN
    )
    return text[:-1] + ("-" if compound else "") + following
