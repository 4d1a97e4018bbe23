"""Word documents: every visible word of the body, its boxes, notes, headers and footers, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.colour import MASKED, Rgb, rgb
from assistant.reading.element import Element
from assistant.reading.formats.docx_kinds import ParagraphKinds, Place, settle_titles
from assistant.reading.formats.docx_numbering import Numbering
from assistant.reading.formats.docx_runs import Paragraph, RunWalker
from assistant.reading.formats.docx_styles import VAL, Styles, W, fill_of, number, page_background
from assistant.reading.formats.drawing import chart_rows, diagram_lines
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error
from assistant.reading.package import R_ID, Package
from assistant.reading.structure import is_page_number
from assistant.reading.tables import row_blocks

_RANK: Final = "jalon-rank"
_TRANSPARENT: Final = frozenset(W + t for t in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"))
_NOTE_NAMES: Final = {"footnote": "note de bas de page", "endnote": "note de fin"}
TRACKED: Final = (
    "Le fichier porte des modifications suivies : les ajouts sont lus, les suppressions sont laissées de côté."
)


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of a .docx. Raises ``DraftError`` (damaged, bomb, too_long)."""
    package = Package(name, data, limits)
    main = package.main_part("word/document.xml")
    document = package.xml(main)
    body = None if document is None else document.find(W + "body")
    if document is None or body is None:
        raise draft_error("damaged", name)
    return _Reader(package, main, document, body).extract


class _Reader:
    """Walks one document; its state is the page reached and the counters of lists."""

    def __init__(self, package: Package, main: str, document: Element, body: Element) -> None:
        self.extract = Extract()
        self._package = package
        self._relations = package.relations(main)
        self._styles = Styles(self._part("styles"))
        self._kinds = ParagraphKinds(self._styles, Numbering(self._part("numbering")))
        self._paper = page_background(document)
        self._runs = RunWalker(self._styles, _page_size(body))
        self._paged = next(document.iter(W + "lastRenderedPageBreak"), None) is not None
        self._page = 1
        self._where = ""
        self._in_cell = False
        self._notes = self._read_notes()
        for rank, paragraph in enumerate(document.iter(W + "p")):
            paragraph.set(_RANK, str(rank))
        blocks = self.extract.blocks
        blocks.extend(self._blocks(body, self._paper, False))
        if self._paged:
            self.extract.pages = self._page
        settle_titles(blocks)
        blocks.extend(self._margins(document))

    def _part(self, kind: str) -> Element | None:
        part = next((r.target for r in self._relations.values() if r.kind == kind), None)
        return self._package.xml(part) if part else None

    def _read_notes(self) -> dict[tuple[str, str], Element]:
        found: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s")
            for note in root.iter(W + kind) if root is not None else ():
                if note.get(W + "type") in (None, "normal"):
                    found[kind, note.get(W + "id", "")] = note
        return found

    def _blocks(self, parent: Element, behind: Rgb | None, toc: bool) -> Iterator[Block]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, behind, toc)
            elif child.tag == W + "tbl":
                yield from self._table(child, behind)
            elif child.tag in _TRANSPARENT:
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                contents = gallery is not None and "table of contents" in (gallery.get(VAL) or "").lower()
                yield from self._blocks(child, behind, toc or contents)
            elif child.tag == W + "altChunk":
                self.extract.warn("Une partie insérée depuis un autre fichier n'a pas pu être lue.")

    def _paragraph(self, element: Element, behind: Rgb | None, toc: bool) -> Iterator[Block]:
        properties = element.find(W + "pPr")
        style = None if properties is None else properties.find(W + "pStyle")
        style_id = style.get(VAL) if style is not None else None
        shade = fill_of(properties) or self._styles.shade(style_id)
        said = self._runs.read(element, rgb(shade) or behind)
        locator = f"p:{rank}" if (rank := element.get(_RANK)) else self._where
        if self._paged:
            self._page += said.page_breaks
        for why, text in said.hidden:
            self.extract.hide(why, text, locator)
        if said.tracked:
            self.extract.warn(TRACKED)
        if said.text.strip():
            yield from self._kinds.blocks(properties, style_id, said, self._place(locator, toc))
        yield from self._hanging(said, locator)

    def _place(self, locator: str, toc: bool) -> Place:
        return Place(self._page if self._paged else None, locator, toc, self._in_cell)

    def _hanging(self, said: Paragraph, locator: str) -> Iterator[Block]:
        """What hangs from a paragraph: its text boxes, charts and diagrams, then its notes."""
        for box in said.boxes:
            blocks = list(self._blocks(box.content, None if box.filled else self._paper, False))
            if box.unseen:
                self.extract.hide(box.unseen, " ".join(b.shown for b in blocks), locator)
            else:
                yield from blocks
        for chart in said.charts:
            title, rows = chart_rows(self._package, self._target(chart))
            yield from ([Block(title, page=None, locator=locator)] if title else [])
            yield from row_blocks(rows, self.extract.new_table(), locators=[locator] * len(rows))
        for diagram in said.diagrams:
            for line in diagram_lines(self._package, self._target(diagram)):
                yield Block(one_line(line), "list_item", locator=locator)
        for key in said.notes:
            note = self._notes.pop(key, None)
            if note is not None:
                yield from self._aside(note, _NOTE_NAMES[key[0]])

    def _target(self, relation_id: str) -> str | None:
        relation = self._relations.get(relation_id)
        return relation.target if relation else None

    def _aside(self, parent: Element, called: str) -> Iterator[Block]:
        self._where = called
        for block in self._blocks(parent, self._paper, False):
            block.kind, block.context, block.locator = "note", called, called
            block.table, block.level = None, 0
            yield block
        self._where = ""

    def _table(self, table: Element, behind: Rgb | None) -> Iterator[Block]:
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if self._styles.paints_cells(style.get(VAL) if style is not None else None):
            behind = None
        rows = list(_rows(table))
        cells_per_row = [list(_cells(row)) for row in rows]
        if max(map(len, cells_per_row), default=0) <= 1:  # a frame around ordinary text
            for cell in (c for cells in cells_per_row for c in cells):
                yield from self._blocks(cell, rgb(fill_of(cell.find(W + "tcPr"))) or behind, False)
            return
        yield from self._grid(rows, cells_per_row, behind)

    def _grid(self, rows: list[Element], cells_per_row: list[list[Element]], behind: Rgb | None) -> Iterator[Block]:
        shown: list[list[str]] = []
        meant: list[list[str]] = []
        pages: list[int | None] = []
        locators: list[str] = []
        for row, cells in zip(rows, cells_per_row, strict=True):
            first = next((p.get(_RANK) for p in row.iter(W + "p")), None)
            texts, full = self._row(cells, behind, meant[-1] if meant else [])
            if row.find(f"{W}trPr/{W}hidden") is not None:
                self.extract.hide(MASKED, " ".join(texts), f"p:{first}")
                continue
            shown.append(texts)
            meant.append(full)
            pages.append(self._page if self._paged else None)
            locators.append(f"p:{first}" if first else self._where)
        yield from row_blocks(shown, self.extract.new_table(), meant=meant, pages=pages, locators=locators)

    def _row(self, cells: list[Element], behind: Rgb | None, above: list[str]) -> tuple[list[str], list[str]]:
        """The texts of a row as seen, and with merged cells repeated."""
        seen: list[str] = []
        full: list[str] = []
        for cell in cells:
            properties = cell.find(W + "tcPr")
            self._in_cell = True
            text = " ".join(b.shown for b in self._blocks(cell, rgb(fill_of(properties)) or behind, False))
            self._in_cell = False
            span = None if properties is None else properties.find(W + "gridSpan")
            merged = None if properties is None else properties.find(W + "vMerge")
            goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
            seen.append(text)
            full.append(above[len(full)] if goes_on and not text and len(full) < len(above) else text)
            wide = min(int(number(span.get(VAL)) or 1), 64) if span is not None else 1
            seen.extend("" for _ in range(wide - 1))
            full.extend(text for _ in range(wide - 1))
        return seen, full

    def _margins(self, document: Element) -> Iterator[Block]:
        """The headers and footers of every section, each text once, at the end; then notes that nothing calls."""
        seen: set[str] = set()
        for tag, called in (("headerReference", "en-tête de page"), ("footerReference", "pied de page")):
            for reference in document.iter(W + tag):
                part = self._target(reference.get(R_ID, ""))
                root = self._package.xml(part) if part and part not in seen else None
                seen.add(part or "")
                for block in self._aside(root, called) if root is not None else ():
                    if block.shown not in seen and not is_page_number(block.shown):
                        seen.add(block.shown)
                        yield block


def _page_size(body: Element) -> tuple[float, float]:
    size = next(body.iter(W + "pgSz"), None)
    wide = number(size.get(W + "w")) if size is not None else None
    high = number(size.get(W + "h")) if size is not None else None
    return wide or 11906.0, high or 16838.0  # A4, in twips


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc" and child.find(f"{W}tcPr/{W}cellDel") is None:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)
