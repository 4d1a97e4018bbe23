"""What a Word paragraph is: a title, a list item, a line of a table of contents, or plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.reading.blocks import Block, one_line
from assistant.reading.element import Element
from assistant.reading.formats.docx_numbering import Numbering
from assistant.reading.formats.docx_runs import Paragraph
from assistant.reading.formats.docx_styles import VAL, Styles, W, number
from assistant.reading.structure import heading_depth, item_of, title_like, unbreak


class Place(NamedTuple):
    """Where a paragraph stands: its page when known, its locator, whether in a table of contents or a cell."""

    page: int | None
    locator: str
    toc: bool
    cell: bool


class ParagraphKinds:
    """Tells what paragraphs are; counts automatic numbers as they come."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(
        self, properties: Element | None, style_id: str | None, said: Paragraph, place: Place
    ) -> Iterator[Block]:
        """The blocks of a paragraph: one, or more when forced line ends finish lines."""
        page, locator, toc, _ = place
        level = self._heading_level(properties, style_id)
        label, depth = self._list_place(properties, style_id)
        if toc or self._styles.is_toc(style_id):
            yield Block(one_line(said.text), "heading", label=label or "", page=page, locator=locator, toc=True)
        elif level is not None:
            text = one_line(said.text)
            yield Block(text, "heading", level or 1, label or "", page, locator, title=level == 0)
        else:
            for rank, line in enumerate(map(one_line, unbreak(said.text))):
                yield _line(line, label if rank == 0 else None, depth, said.bold, place)

    def _heading_level(self, properties: Element | None, style_id: str | None) -> int | None:
        outline = None if properties is None else properties.find(W + "outlineLvl")
        level = number(outline.get(VAL)) if outline is not None else None
        if level is not None and 0 <= level <= 8:
            return int(level) + 1
        return self._styles.heading(style_id)

    def _list_place(self, properties: Element | None, style_id: str | None) -> tuple[str | None, int]:
        """(label, depth) of a paragraph in a list; label None when it is in none."""
        direct = None if properties is None else properties.find(W + "numPr")
        inherited = self._styles.numbering(style_id)
        for holder, styled in ((direct, None), inherited or (None, None)):
            num = None if holder is None else holder.find(W + "numId")
            if holder is None or num is None:
                continue
            num_id = num.get(VAL, "")
            own = holder.find(W + "ilvl")
            depth = int(number(own.get(VAL)) or 0) if own is not None else 0
            if styled and own is None:
                depth = self._numbering.level_of_style(num_id, styled)
            return self._numbering.next_label(num_id, depth), min(max(depth, 0), 8)
        return None, 0


def _line(line: str, label: str | None, depth: int, bold: bool, place: Place) -> Block:
    page, locator, _, cell = place
    if label is not None:
        return Block(line, "list_item", depth, label, page, locator)
    if cell:  # all of it is the cell's text: no mark is taken off
        return Block(line, page=page, locator=locator)
    item = item_of(line)
    if bold and title_like(line) and (not item or heading_depth(line)):
        return Block(line, "heading", page=page, locator=locator)
    if item:
        return Block(item[1], "list_item", depth, item[0], page, locator)
    return Block(line, page=page, locator=locator)


def settle_titles(blocks: Sequence[Block]) -> None:
    """Where nearly every line is bold and no style says otherwise, bold lines are text and not titles."""
    titles = [b for b in blocks if b.kind == "heading" and not b.toc]
    if not any(b.level for b in titles) and len(titles) > 0.6 * len(blocks):
        for block in titles:
            block.kind = "paragraph"
