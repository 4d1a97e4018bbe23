"""Excel workbooks: the cells that are there and seen, row by row, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.element import Element
from assistant.reading.formats.drawing import A, text_of
from assistant.reading.formats.xlsx_values import S, Style, cell_text, read_styles, rich_text
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error, spaced
from assistant.reading.package import R_ID, Package
from assistant.reading.structure import item_of, title_like
from assistant.reading.tables import row_blocks

HIDDEN_SHEET: Final = "feuille masquée"
HIDDEN_ROW: Final = "ligne masquée"
HIDDEN_COLUMN: Final = "colonne masquée"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAX_COLUMNS: Final = 60  # beyond, empty cells are left out rather than aligned


class _Row(NamedTuple):
    number: int
    cells: dict[int, str]


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of an .xlsx. Raises ``DraftError`` (damaged, bomb, too_long, too_many_pages)."""
    package = Package(name, data, limits)
    main = package.main_part("xl/workbook.xml")
    workbook = package.xml(main)
    if workbook is None:
        raise draft_error("damaged", name)
    sheets = workbook.findall(f"{S}sheets/{S}sheet")
    if len(sheets) > limits.max_pages:
        raise draft_error("too_many_pages", name, count=len(sheets), limit=limits.max_pages)
    reader = _Reader(package, main, name, limits)
    for number, sheet in enumerate(sheets, 1):
        reader.sheet(sheet, number)
    reader.extract.pages = len(sheets)
    return reader.extract


class _Reader:
    """Reads sheets one by one; stops as soon as the text is longer than a draft may be."""

    def __init__(self, package: Package, main: str, name: str, limits: ReadingLimits) -> None:
        self.extract = Extract()
        self._package, self._name, self._limits = package, name, limits
        self._relations = package.relations(main)
        parts = {r.kind: r.target for r in self._relations.values()}
        strings = package.xml(parts.get("sharedStrings", ""))
        self._strings = [rich_text(si) for si in strings.iter(S + "si")] if strings is not None else []
        self._styles = read_styles(package.xml(parts.get("styles", "")))
        self._chars = 0
        self._coloured = False

    def sheet(self, sheet: Element, number: int) -> None:
        """Read one sheet into the extract."""
        title = one_line(sheet.get("name") or f"Feuille {number}")
        relation = self._relations.get(sheet.get(R_ID, ""))
        root = self._package.xml(relation.target) if relation else None
        if root is None or relation is None:
            return
        self._coloured = any(next(root.iter(S + t), None) is not None for t in ("tableParts", "conditionalFormatting"))
        if sheet.get("state") in ("hidden", "veryHidden"):
            cells = (c for row in self._rows(root, title, everything=True) for c in row.cells.values())
            self.extract.hide(HIDDEN_SHEET, " | ".join(cells), title)
            return
        blocks = [b for region in _regions(self._rows(root, title)) for b in self._region(region, title)]
        blocks.extend(self._boxes(relation.target, title))
        if not blocks:
            return
        self.extract.blocks.append(Block(title, "heading", 1, locator=title, page=number))
        for block in blocks:
            block.page = number
        self.extract.blocks.extend(blocks)

    def _rows(self, root: Element, title: str, *, everything: bool = False) -> Iterator[_Row]:
        masked = _masked_columns(root)
        number = 0
        for row in root.iter(S + "row"):
            number = int(row.get("r", "")) if row.get("r", "").isdecimal() else number + 1
            cells = self._cells(row, number, title, set() if everything else masked)
            if not cells:
                continue
            if row.get("hidden") in ("1", "true") and not everything:
                self.extract.hide(HIDDEN_ROW, " | ".join(cells.values()), f"{title}, ligne {number}")
                continue
            self._chars += sum(map(len, cells.values()))
            if self._chars > self._limits.max_chars:
                raise draft_error("too_long", self._name, limit=spaced(self._limits.max_words))
            yield _Row(number, cells)

    def _cells(self, row: Element, number: int, title: str, masked: set[int]) -> dict[int, str]:
        """The texts of a row's filled cells by column from 1."""
        found: dict[int, str] = {}
        column = 0
        for cell in row.iter(S + "c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            style = self._style(cell.get("s"))
            text = one_line(cell_text(cell, self._strings, style.form))
            where = f"{title}!{letters(column)}{number}"
            if text and column in masked:
                self.extract.hide(HIDDEN_COLUMN, text, f"{title}, colonne {letters(column)}")
            elif text and style.unseen and not self._coloured:
                self.extract.hide(style.unseen, text, where)
            elif text:
                found[column] = text
        return found

    def _style(self, index: str | None) -> Style:
        place = int(index) if index and index.isdecimal() else 0
        return self._styles[place] if place < len(self._styles) else Style()

    def _region(self, rows: list[_Row], title: str) -> Iterator[Block]:
        """The blocks of rows without a gap: single cells on top are titles of the table that follows."""
        columns = sorted({c for row in rows for c in row.cells})
        opens = True
        while rows and (len(rows[0].cells) == 1 or len(columns) == 1):
            (column, text), number = next(iter(rows[0].cells.items())), rows[0].number
            yield _single(text, f"{title}!{letters(column)}{number}", opens=opens and len(rows) > 1)
            rows, opens = rows[1:], False
        if not rows:
            return
        aligned = len(columns) <= _MAX_COLUMNS
        texts = [[r.cells.get(c, "") for c in columns] if aligned else list(r.cells.values()) for r in rows]
        locators = [f"{title}!{letters(min(r.cells))}{r.number}" for r in rows]
        yield from row_blocks(texts, self.extract.new_table(), locators=locators)

    def _boxes(self, part: str, title: str) -> Iterator[Block]:
        """The text boxes drawn over a sheet."""
        for relation in self._package.relations(part).values():
            root = self._package.xml(relation.target) if relation.kind == "drawing" else None
            for paragraph in root.iter(A + "p") if root is not None else ():
                if text := one_line(text_of(paragraph)):
                    yield Block(text, locator=f"{title}, zone de texte")


def _single(text: str, locator: str, *, opens: bool) -> Block:
    """A row of one cell: the title of what follows it, an item, or a remark."""
    if opens and title_like(text) and not item_of(text):
        return Block(text, "heading", locator=locator)
    if item := item_of(text):
        return Block(item[1], "list_item", 0, item[0], locator=locator)
    return Block(text, locator=locator)


def _regions(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    region: list[_Row] = []
    for row in rows:
        if region and row.number > region[-1].number + 1:
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _masked_columns(root: Element) -> set[int]:
    masked: set[int] = set()
    for column in root.iter(S + "col"):
        if column.get("hidden") in ("1", "true") or column.get("width") == "0":
            first, last = column.get("min", "0"), column.get("max", "0")
            if first.isdecimal() and last.isdecimal():
                masked.update(range(int(first), min(int(last), 16384) + 1))
    return masked


def _column(name: str) -> int:
    rank = 0
    for letter in name:
        rank = rank * 26 + ord(letter) - 64
    return rank


def letters(column: int) -> str:
    """A column's name from its rank from 1: 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
