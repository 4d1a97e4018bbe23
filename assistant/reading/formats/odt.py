"""OpenDocument texts: body, tables, text boxes, notes, headers and footers, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.colour import MASKED, OFF_PAGE, WHITE, Rgb
from assistant.reading.element import Element
from assistant.reading.formats.odt_inline import SHAPES, InlineWalker
from assistant.reading.formats.odt_styles import (
    A4_HEIGHT,
    A4_WIDTH,
    DRAW,
    OFFICE,
    STYLE,
    SVG,
    TABLE,
    TEXT,
    Styles,
    points,
)
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error
from assistant.reading.package import Package
from assistant.reading.structure import heading_depth, is_page_number, item_of, title_like, unbreak
from assistant.reading.tables import row_blocks

_MAX_REPEATS: Final = 64
_CONTAINERS: Final = frozenset(
    (TEXT + "section", TEXT + "index-body", TEXT + "index-title", DRAW + "g", OFFICE + "text")
)
_INDEXES: Final = frozenset(TEXT + i for i in ("table-of-content", "illustration-index", "table-index", "user-index"))
_ENCRYPTED: Final = b"encryption-data"
_INSERTED: Final = (
    "Le fichier porte des modifications suivies : les ajouts sont lus, les suppressions sont laissées de côté."
)


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of an .odt. Raises ``DraftError`` (damaged, encrypted, bomb, too_long)."""
    package = Package(name, data, limits)
    if _ENCRYPTED in (package.bytes_of("META-INF/manifest.xml") or b""):
        raise draft_error("encrypted", name)
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise draft_error("damaged", name)
    reader = _Reader(Styles(content, styles))
    if next(body.iter(TEXT + "changed-region"), None) is not None:
        reader.extract.warn(_INSERTED)
    reader.body(body)
    if styles is not None:
        reader.margins(styles)
    return reader.extract


class _Reader:
    """Walks the body; its state is the page reached and the rank of the paragraph."""

    def __init__(self, styles: Styles) -> None:
        self.extract = Extract()
        self._styles = styles
        self._inline = InlineWalker(styles, self.extract)
        self._page: int | None = None
        self._rank = -1
        self._in_cell = False

    def body(self, body: Element) -> None:
        """Read the main text."""
        if next(body.iter(TEXT + "soft-page-break"), None) is not None:
            self._page = 1
        self.extract.blocks.extend(self._blocks(body, WHITE, False))
        self.extract.pages = self._page

    def margins(self, styles: Element) -> None:
        """Read headers and footers, each text once, at the end."""
        seen: set[str] = set()
        self._page = None
        for page in styles.iter(STYLE + "master-page"):
            for tag, called in ((STYLE + "header", "en-tête de page"), (STYLE + "footer", "pied de page")):
                for holder in page.findall(tag):
                    for block in self._aside(holder, called):
                        if block.shown not in seen and not is_page_number(block.shown):
                            seen.add(block.shown)
                            self.extract.blocks.append(block)

    def _blocks(self, parent: Element, behind: Rgb, toc: bool) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child, behind, toc)
            elif tag == TEXT + "list":
                yield from self._list(child, behind, 0, None)
            elif tag == TABLE + "table":
                yield from self._table(child, behind)
            elif tag == TEXT + "section" and child.get(TEXT + "display") == "none":
                self.extract.hide(MASKED, " ".join(b.shown for b in self._blocks(child, behind, toc)), self._where())
            elif tag in _INDEXES:
                yield from self._blocks(child, behind, True)
            elif tag in _CONTAINERS:
                yield from self._blocks(child, behind, toc)
            elif tag == DRAW + "frame" or tag in SHAPES:
                yield from self._frame(child, behind)
            elif tag == TEXT + "soft-page-break" and self._page:
                self._page += 1

    def _where(self) -> str:
        return f"p:{max(self._rank, 0)}"

    def _paragraph(self, element: Element, behind: Rgb, toc: bool) -> Iterator[Block]:
        self._rank += 1
        locator, style = self._where(), element.get(TEXT + "style-name")
        said = self._inline.read(element, behind, locator)
        if self._page:
            self._page += said.page_breaks
        text = "".join(said.parts)
        if text.strip():
            yield from self._lines(element, text, said.bold, style, locator, toc)
        for hanging in said.hanging:
            if hanging.tag == TEXT + "note":
                kind = hanging.get(TEXT + "note-class")
                body = hanging.find(TEXT + "note-body")
                if body is not None:
                    yield from self._aside(body, "note de fin" if kind == "endnote" else "note de bas de page")
            else:
                yield from self._frame(hanging, behind)

    def _lines(
        self, element: Element, text: str, bold: bool, style: str | None, locator: str, toc: bool
    ) -> Iterator[Block]:
        page = self._page
        if toc:
            yield Block(one_line(text), "heading", page=page, locator=locator, toc=True)
        elif element.tag == TEXT + "h":
            level = element.get(TEXT + "outline-level", "1")
            yield Block(one_line(text), "heading", int(level) if level.isdecimal() else 1, "", page, locator)
        elif self._styles.is_title(style):
            yield Block(one_line(text), "heading", 1, "", page, locator, title=True)
        else:
            for line in map(one_line, unbreak(text)):
                item = None if self._in_cell else item_of(line)
                if bold and title_like(line) and (not item or heading_depth(line)):
                    yield Block(line, "heading", page=page, locator=locator)
                elif item:
                    yield Block(item[1], "list_item", 0, item[0], page, locator)
                else:
                    yield Block(line, page=page, locator=locator)

    def _list(self, element: Element, behind: Rgb, depth: int, style: str | None) -> Iterator[Block]:
        style = element.get(TEXT + "style-name") or style
        rank = 0
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            rank += item.tag == TEXT + "list-item"
            first = True
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, behind, min(depth + 1, 8), style)
                    continue
                for block in self._paragraph(child, behind, False) if child.tag in (TEXT + "p", TEXT + "h") else ():
                    if block.kind == "paragraph" or (block.kind == "heading" and not block.level):
                        block.kind, block.level = "list_item", depth
                    if first and block.kind in ("list_item", "heading"):
                        block.label = self._styles.label(style, depth, rank) or block.label
                    first = False
                    yield block

    def _frame(self, frame: Element, behind: Rgb) -> Iterator[Block]:
        holders = [b for b in frame if b.tag == DRAW + "text-box"] if frame.tag == DRAW + "frame" else [frame]
        blocks = [b for holder in holders for b in self._blocks(holder, behind, False)]
        x, y = points(frame.get(SVG + "x")) or 0, points(frame.get(SVG + "y")) or 0
        wide, high = points(frame.get(SVG + "width")) or 0, points(frame.get(SVG + "height")) or 0
        if x >= A4_HEIGHT or y >= A4_HEIGHT * 1.5 or x + wide <= -A4_WIDTH / 8 or y + high <= -A4_HEIGHT / 8:
            self.extract.hide(OFF_PAGE, " ".join(b.shown for b in blocks), self._where())
        else:
            yield from blocks

    def _aside(self, holder: Element, called: str) -> Iterator[Block]:
        for block in list(self._blocks(holder, WHITE, False)):
            block.kind, block.context, block.locator = "note", called, called
            block.table, block.level = None, 0
            yield block

    def _table(self, table: Element, behind: Rgb) -> Iterator[Block]:
        rows = list(_rows(table))
        if max((len(list(_cells(row))) for row in rows), default=0) <= 1:  # a frame around ordinary text
            for cell in (c for row in rows for c in _cells(row)):
                fill = self._styles.cell_fill(cell.get(TABLE + "style-name"))
                yield from self._blocks(cell, fill or behind, False)
            return
        texts: list[list[str]] = []
        pages: list[int | None] = []
        locators: list[str] = []
        for row in rows:
            locator = f"p:{self._rank + 1}"
            cells = self._row(row, behind)
            if row.get(TABLE + "visibility") in ("collapse", "filter"):
                self.extract.hide(MASKED, " ".join(cells), locator)
                continue
            texts.append(cells)
            pages.append(self._page)
            locators.append(locator)
        yield from row_blocks(texts, self.extract.new_table(), pages=pages, locators=locators)

    def _row(self, row: Element, behind: Rgb) -> list[str]:
        texts: list[str] = []
        for cell in _cells(row):
            fill = self._styles.cell_fill(cell.get(TABLE + "style-name"))
            self._in_cell = True
            text = " ".join(b.shown for b in self._blocks(cell, fill or behind, False))
            self._in_cell = False
            repeats = cell.get(TABLE + "number-columns-repeated", "1")
            times = min(int(repeats), _MAX_REPEATS) if repeats.isdecimal() else 1
            texts.extend([text] * max(times, 1))
        return texts


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    return (c for c in row if c.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"))
