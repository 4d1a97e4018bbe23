"""The learner's whole text cut into blocks and pieces, each piece knowing the quotes that cover it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from assistant.domain.document import Document, PassageKind
from assistant.domain.frozen import Frozen
from assistant.reporting.view import QuoteView

BlockKind = Literal["heading", "paragraph", "list_item", "turn", "note", "table"]


class Piece(Frozen):
    """A run of text under the same quotes. ``opens``/``covers``/``closes``: quotes that begin with this piece,
    that contain it, that end with it.
    """

    text: str
    opens: tuple[QuoteView, ...] = ()
    covers: tuple[QuoteView, ...] = ()
    closes: tuple[QuoteView, ...] = ()


class Block(Frozen):
    """A paragraph, or a table: ``rows`` of cells of pieces (one row of one cell unless ``kind`` is ``table``).

    ``level``: depth of a heading from 1; ``page``: set on the first block of a page, slide or sheet.
    """

    kind: BlockKind
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    level: int = 0
    page: int | None = None


class _Span(Frozen):
    """A slice of the text with what it is."""

    start: int
    end: int
    kind: PassageKind
    page: int | None = None


def marked_blocks(document: Document, quotes: Sequence[QuoteView]) -> tuple[Block, ...]:
    """The text of ``document`` in order, nothing left out but blank lines, with every quote marked in it."""
    spans = [(span, _cells(document.text, span)) for span in _spans(document)]
    marks = _Marks(quotes, [cell for _, cells in spans for cell in cells])
    levels = {section.start: section.level for section in document.sections}
    blocks: list[Block] = []
    page: int | None = None
    for span, cells in spans:
        row = tuple(tuple(marks.pieces(document.text, start, end)) for start, end in cells)
        turned = span.page if span.page != page else None
        page = span.page if span.page is not None else page
        if span.kind == "row" and turned is None and blocks and blocks[-1].kind == "table":
            blocks[-1] = blocks[-1].model_copy(update={"rows": (*blocks[-1].rows, row)})
            continue
        heading = span.kind == "heading" or (span.kind == "paragraph" and span.start in levels)
        kind: BlockKind = "table" if span.kind == "row" else "heading" if heading else span.kind
        blocks.append(Block(kind=kind, rows=(row,), level=levels.get(span.start, 2) if heading else 0, page=turned))
    return tuple(blocks)


def _spans(document: Document) -> Iterator[_Span]:
    """Passages in order, and the lines that stand between them."""
    cursor = 0
    for passage in sorted(document.passages, key=lambda p: p.start):
        yield from _lines(document.text, cursor, passage.start)
        start = max(cursor, passage.start)
        if start < passage.end:
            yield _Span(start=start, end=passage.end, kind=passage.kind, page=passage.page)
            cursor = passage.end
    yield from _lines(document.text, cursor, len(document.text))


def _lines(text: str, start: int, end: int) -> Iterator[_Span]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text[start:end]):
        yield _Span(start=start + match.start(), end=start + match.end(), kind="paragraph")


def _cells(text: str, span: _Span) -> list[tuple[int, int]]:
    """Bounds of the cells of a row written « a | b | c »; the whole span when it is not a row."""
    if span.kind != "row":
        return [(span.start, span.end)]
    bounds = [(m.start(), m.end()) for m in re.finditer(r"[ \t]*\|[ \t]*", text[span.start : span.end])]
    starts = [span.start, *(span.start + end for _, end in bounds)]
    ends = [*(span.start + start for start, _ in bounds), span.end]
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]


class _Marks:
    """Where each quote begins and ends among the cells that are shown."""

    def __init__(self, quotes: Sequence[QuoteView], cells: Sequence[tuple[int, int]]) -> None:
        self._quotes = sorted(quotes, key=lambda q: (q.start, q.number))
        self._bounds: dict[int, tuple[int, int]] = {}
        for quote in self._quotes:
            overlaps = ((max(start, quote.start), min(end, quote.end)) for start, end in cells)
            shown = [(start, end) for start, end in overlaps if start < end]
            if shown:
                self._bounds[quote.number] = (shown[0][0], shown[-1][1])

    def pieces(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """``text[start:end]`` cut at every bound of a quote."""
        here = [q for q in self._quotes if q.start < end and q.end > start]
        cuts = sorted({start, end, *(c for q in here for c in (q.start, q.end) if start < c < end)})
        for left, right in pairwise(cuts):
            covers = tuple(q for q in here if q.start < right and q.end > left)
            yield Piece(
                text=text[left:right],
                covers=covers,
                opens=tuple(q for q in covers if self._bounds[q.number][0] == left),
                closes=tuple(q for q in covers if self._bounds[q.number][1] == right),
            )
