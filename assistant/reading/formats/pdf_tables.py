"""Tables of a PDF, which has none: cells are stacks of lines that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import reduce
from typing import Final

from assistant.reading.blocks import one_line
from assistant.reading.formats.pdf_lines import Segment, joined

_NEXT_LINE: Final = 1.75  # font sizes between two lines of a cell
_NEXT_ROW: Final = 5.0  # font sizes between two rows of a table
_CELL_WORDS: Final = 120
_ALIGNED: Final = 4.0  # points


@dataclass(slots=True)
class Stack:
    """Consecutive lines one under the other, at the same left."""

    lines: list[Segment]

    @property
    def left(self) -> float:
        """Its leftmost point."""
        return min(s.left for s in self.lines)

    @property
    def right(self) -> float:
        """Its rightmost point."""
        return max(s.right for s in self.lines)

    def words(self) -> int:
        """How many words it holds."""
        return sum(len(s.text.split()) for s in self.lines)

    def text(self, vocabulary: Set[str]) -> str:
        """Its lines on one."""
        return reduce(lambda text, line: joined(text, line.text, vocabulary), self.lines, "")


Row = list[Stack]
Piece = Stack | list[Row]


def pieces_of(segments: Sequence[Segment]) -> list[Piece]:
    """The draft as stacks of text and tables (lists of at least two rows), in the order of the pages."""
    pieces: list[Piece] = []
    row: Row = []
    table: list[Row] = []

    def close_table() -> None:
        if len(table) >= 2:
            pieces.append(list(table))
        else:
            pieces.extend(stack for cells in table for stack in cells)
        table.clear()

    def close_row() -> None:
        nonlocal row
        if len(row) < 2 or (table and not _follows(table[-1], row)):
            close_table()
        if len(row) >= 2:
            table.append(row)
        else:
            pieces.extend(row)
        row = []

    for stack in _stacks(segments):
        if row and _beside(row, stack):
            above = _above(row, stack)
            if above is not None:
                kept, row = row, []
                close_table()
                pieces.append(above)
                row = kept
            row.append(stack)
            continue
        close_row()
        row = [stack]
    close_row()
    close_table()
    return pieces


def _stacks(segments: Sequence[Segment]) -> list[Stack]:
    stacks: list[Stack] = []
    for segment in segments:
        last = stacks[-1].lines[-1] if stacks else None
        if last and last.page == segment.page and _under(last, segment, stacks[-1]):
            stacks[-1].lines.append(segment)
        else:
            stacks.append(Stack([segment]))
    return stacks


def _under(last: Segment, segment: Segment, stack: Stack) -> bool:
    gap = last.base - segment.base
    same = abs(segment.size - last.size) < 0.12 * last.size and segment.bold == last.bold
    aligned = abs(segment.left - stack.left) <= _ALIGNED or _centred(last, segment)
    return same and aligned and 0.3 * segment.size < gap <= _NEXT_LINE * max(segment.size, last.size)


def _centred(last: Segment, segment: Segment) -> bool:
    return abs(last.left + last.right - segment.left - segment.right) <= 2 * _ALIGNED


def _beside(row: Row, stack: Stack) -> bool:
    """Whether a stack is one more cell of the row: to the right of the last, over a part of its height."""
    last = row[-1]
    if stack.lines[0].page != last.lines[0].page or stack.words() > _CELL_WORDS:
        return False
    # Lines above the first cell (a paragraph set close to its table) may be wider than the cell.
    cell = [s for s in last.lines if s.right <= stack.left + 1]
    if not cell or cell[-1] is not last.lines[-1]:
        return False
    size = stack.lines[0].size
    top = max(s.base for other in row for s in other.lines if s.right <= stack.left + 1) + size
    bottom = min(s.base for other in row for s in other.lines) - size / 2
    return stack.lines[0].base < top and stack.lines[-1].base > bottom - size * 3 and stack.lines[0].base > bottom


def _above(row: Row, stack: Stack) -> Stack | None:
    """Take out of a row's first cell the lines that run over the second: they are the text before the table."""
    if len(row) != 1:
        return None
    lines = row[0].lines
    wide = [i for i, s in enumerate(lines) if s.right > stack.left + 1]
    if not wide:
        return None
    before, row[0].lines = lines[: wide[-1] + 1], lines[wide[-1] + 1 :]
    return Stack(before)


def _follows(above: Row, row: Row) -> bool:
    first, last = row[0].lines[0], min((s for c in above for s in c.lines), key=lambda s: s.base)
    if first.page != above[0].lines[0].page:  # a table that goes on over the page keeps its columns
        return all(any(abs(cell.left - column.left) <= _ALIGNED for column in above) for cell in row)
    top = max(s.base for c in row for s in c.lines)
    return -0.5 * first.size < last.base - top <= _NEXT_ROW * first.size


def grid(table: Sequence[Row], vocabulary: Set[str]) -> tuple[list[list[str]], list[int]]:
    """The texts of a table, its cells put under the columns of its fullest row, and the page of each row.

    A row that has nothing under the first column, just below another or at the top of a page, goes on with it.
    """
    model = max(table, key=len)
    spans = [(min(c.left for c in cells), max(c.right for c in cells)) for cells in _columns(table, model)]
    texts: list[list[str]] = []
    pages: list[int] = []
    above: Row = []
    for row in table:
        placed = _placed(row, spans, vocabulary)
        if texts and not placed[0] and _goes_on(above, row):
            texts[-1] = [f"{a} {b}".strip() for a, b in zip(texts[-1], placed, strict=True)]
        else:
            texts.append(placed)
            pages.append(row[0].lines[0].page)
        above = row
    return texts, pages


def _goes_on(above: Row, row: Row) -> bool:
    first = row[0].lines[0]
    if first.page != above[0].lines[0].page:
        return True
    lowest = min(s.base for c in above for s in c.lines)
    return lowest - first.base <= 1.35 * first.size


def _columns(table: Sequence[Row], model: Row) -> list[Row]:
    full = [row for row in table if len(row) == len(model)]
    return [[row[i] for row in full] for i in range(len(model))]


def _placed(row: Row, spans: Sequence[tuple[float, float]], vocabulary: Set[str]) -> list[str]:
    if len(row) == len(spans):
        return [cell.text(vocabulary) for cell in row]
    texts = [""] * len(spans)
    for cell in row:
        covered = [i for i, (left, right) in enumerate(spans) if min(cell.right, right) - max(cell.left, left) > 0]
        for line in cell.lines:
            for place, text in _shared(line, covered, spans):
                texts[place] = joined(texts[place], text, vocabulary)
    return texts


def _shared(line: Segment, covered: Sequence[int], spans: Sequence[tuple[float, float]]) -> list[tuple[int, str]]:
    """The words of a line by column; all under the nearest one when it covers at most one."""
    if len(covered) < 2:
        return [(min(range(len(spans)), key=lambda i: abs(spans[i][0] - line.left)), line.text)]
    said: dict[int, list[str]] = {}
    for left, word in line.words:
        place = max((i for i in covered if spans[i][0] <= left + _ALIGNED), default=covered[0])
        said.setdefault(place, []).append(word)
    return [(place, one_line(" ".join(words))) for place, words in said.items()]
