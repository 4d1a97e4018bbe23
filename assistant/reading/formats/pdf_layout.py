"""From the segments of a PDF to paragraphs, titles, list items and table rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from assistant.reading.blocks import Block
from assistant.reading.dialogue import is_dialogue, speaker_of
from assistant.reading.formats.pdf_lines import Segment, joined, vocabulary_of
from assistant.reading.formats.pdf_tables import Row, Stack, grid, pieces_of
from assistant.reading.structure import heading_depth, item_of, title_like
from assistant.reading.tables import row_blocks

_BIGGER: Final = 1.12  # times the body's size: a title
_NEXT_LINE: Final = 1.75  # font sizes between two lines of a paragraph
_TITLE_WORDS: Final = 20
_COLUMN_LINES: Final = 6
_LONG: Final = 0.75  # of the way to the right margin


class Layout:
    """Measures of the whole draft: the body's size, the right margin, the sizes of its titles."""

    def __init__(self, lines: Sequence[Segment]) -> None:
        weights: Counter[float] = Counter()
        for line in lines:
            weights[round(line.size * 2) / 2] += len(line.text)
        self.body = weights.most_common(1)[0][0] if weights else 10.0
        self.vocabulary = vocabulary_of(lines)
        self._edges = _right_edges(lines)
        sizes = sorted({round(line.size) for line in lines if self.is_title(line)}, reverse=True)
        self._levels = {size: rank for rank, size in enumerate(sizes[:6], 1)}
        self.dialogue = is_dialogue([line.text for line in lines if speaker_of(line.text) or len(line.text) > 60])

    def is_title(self, line: Segment) -> bool:
        """Whether a line is set larger than the body, as titles are."""
        return line.size >= self.body * _BIGGER and len(line.text.split()) <= _TITLE_WORDS

    def level(self, line: Segment) -> int:
        """The level of a title by its size."""
        return self._levels.get(round(line.size), max(self._levels.values(), default=1))

    def full(self, line: Segment, following: Segment) -> bool:
        """Whether the first word of the next line would not have held at the end of this one."""
        word = following.text.split(" ", 1)[0]
        width = (line.right - line.left) / max(len(line.text), 1)
        return line.right + (len(word) + 1) * width >= self._edge(line) - 2

    def unfinished(self, line: Segment) -> bool:
        """Whether a long line stops in the middle of a sentence (a no-break space sent the next word down)."""
        return line.text[-1] not in ".!?:;…»" and line.right >= _LONG * self._edge(line)

    def _edge(self, line: Segment) -> float:
        return self._edges.get(_column(line)) or self._edges[None]


def _column(line: Segment) -> int:
    return round(line.left / 10)


def _right_edges(lines: Sequence[Segment]) -> dict[int | None, float]:
    """The right margin of the lines that begin at about the same left, where there are many; None: of all."""
    columns: dict[int | None, list[float]] = {None: [0.0]}
    for line in lines:
        if len(line.text) > 25:
            columns.setdefault(_column(line), []).append(line.right)
            columns[None].append(line.right)
    return {
        column: sorted(rights)[int(0.95 * (len(rights) - 1))]
        for column, rights in columns.items()
        if column is None or len(rights) >= _COLUMN_LINES
    }


def blocks_of(lines: Sequence[Segment], layout: Layout) -> list[Block]:
    """The blocks of the draft in the order of its pages."""
    blocks: list[Block] = []
    before: Segment | None = None
    tables = 0
    for piece in pieces_of(lines):
        if isinstance(piece, Stack):
            for line in piece.lines:
                _add(line, before, blocks, layout)
                before = line
        else:
            blocks.extend(_rows(piece, tables, layout))
            tables, before = tables + 1, None
    return blocks


def _rows(table: Sequence[Row], rank: int, layout: Layout) -> list[Block]:
    texts, pages = grid(table, layout.vocabulary)
    return row_blocks(texts, rank, pages=pages, locators=[f"page {p}" for p in pages])


def _add(line: Segment, before: Segment | None, blocks: list[Block], layout: Layout) -> None:
    """Go on with the last block, or begin one."""
    last = blocks[-1] if blocks else None
    locator = f"page {line.page}"
    speaks = layout.dialogue and speaker_of(line.text)
    if last and before and not speaks and _goes_on(line, before, last, layout):
        last.text = joined(last.text, line.text, layout.vocabulary)
    elif layout.is_title(line):
        blocks.append(Block(line.text, "heading", layout.level(line), "", line.page, locator))
    elif line.bold and title_like(line.text) and (heading_depth(line.text) or not item_of(line.text)):
        blocks.append(Block(line.text, "heading", page=line.page, locator=locator))
    elif (item := item_of(line.text)) and not speaks:
        blocks.append(Block(item[1], "list_item", 0, item[0], line.page, locator))
    elif before and line.text in _BULLETS:
        blocks.append(Block("", "list_item", page=line.page, locator=locator))
    else:
        blocks.append(Block(line.text, page=line.page, locator=locator))


_BULLETS: Final = frozenset("•▪■□●○◦·‣►➢➤✓✔–-\uf0b7\uf0a7\uf0d8")


def _goes_on(line: Segment, before: Segment, last: Block, layout: Layout) -> bool:
    if last.kind == "row":
        return False
    if before.text in _BULLETS and abs(before.base - line.base) < line.size:
        return last.kind == "list_item"  # a bullet printed apart from its text
    if abs(line.size - before.size) > 0.12 * before.size or item_of(line.text) or line.text in _BULLETS:
        return False
    if line.page != before.page:
        return last.kind != "heading" and layout.full(before, line) and before.text[-1] not in ".!?:;»"
    gap = before.base - line.base
    if abs(gap) < 0.3 * line.size and line.left >= before.right:
        return True  # a loose line, cut at a wide space
    close = 0 <= gap <= _NEXT_LINE * max(line.size, before.size)
    if last.kind == "heading":
        large = layout.is_title(before)
        return (
            close
            and line.bold == before.bold
            and (large or layout.full(before, line))
            and layout.is_title(line) == large
        )
    if line.bold and not before.bold and title_like(line.text):
        return False
    return close and (layout.full(before, line) or line.text[0].islower() or layout.unfinished(before))
