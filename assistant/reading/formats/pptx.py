"""PowerPoint decks: titles, text of every shape, tables, diagrams, charts, and the speaker's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.colour import MASKED, OFF_PAGE, SAME_COLOUR, TINY, Rgb, unseen
from assistant.reading.element import Element
from assistant.reading.formats.docx_numbering import written
from assistant.reading.formats.drawing import A, chart_rows, diagram_lines, relation_ids, text_of
from assistant.reading.formats.pptx_scene import P, Palette, Rect, Scene, Shape, shapes, slide_size
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error
from assistant.reading.package import R_ID, Package, Relation
from assistant.reading.structure import item_of, unbreak
from assistant.reading.tables import row_blocks

HIDDEN_SLIDE: Final = "diapositive masquée"
_NOTE: Final = "commentaires de la diapositive"
_FURNITURE_NOTE: Final = "texte répété sur les diapositives"
_TITLES: Final = ("title", "ctrTitle")
_LISTS: Final = (None, "body", "obj")
_FURNITURE: Final = ("sldNum", "dt")
_AUTO: Final = {
    "arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}  # fmt: skip


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of a .pptx. Raises ``DraftError`` (damaged, bomb, too_long, too_many_pages)."""
    package = Package(name, data, limits)
    main = package.main_part("ppt/presentation.xml")
    deck = package.xml(main)
    if deck is None:
        raise draft_error("damaged", name)
    relations = package.relations(main)
    ids = [s.get(R_ID, "") for s in deck.iter(P + "sldId")]
    parts = [relations[i].target for i in ids if i in relations]
    if len(parts) > limits.max_pages:
        raise draft_error("too_many_pages", name, count=len(parts), limit=limits.max_pages)
    reader = _Reader(package, slide_size(deck))
    for number, part in enumerate(parts, 1):
        reader.slide(part, number)
    reader.extract.pages = len(parts)
    reader.extract.blocks = _without_furniture(reader.extract.blocks, len(parts))
    return reader.extract


def _related(relations: dict[str, Relation], kind: str) -> str | None:
    return next((r.target for r in relations.values() if r.kind == kind), None)


def _without_furniture(blocks: list[Block], slides: int) -> list[Block]:
    """The blocks with a line that most slides repeat, but for its number, kept once as a note."""
    pages: dict[str, set[int | None]] = {}
    for block in blocks:
        if block.kind == "paragraph":
            pages.setdefault(_shape_of(block.text), set()).add(block.page)
    repeated = {key for key, found in pages.items() if len(found) >= max(3, slides / 2)}
    kept: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        key = _shape_of(block.text) if block.kind == "paragraph" else ""
        if key in repeated:
            if key in seen:
                continue
            seen.add(key)
            block.kind, block.context = "note", _FURNITURE_NOTE
        kept.append(block)
    return kept


def _shape_of(text: str) -> str:
    return re.sub(r"\d+", "#", text)


class _Reader:
    """Reads slides one by one; keeps the masters and the footers already met."""

    def __init__(self, package: Package, size: Rect) -> None:
        self.extract = Extract()
        self._package = package
        self._size = size
        self._masters: dict[str, tuple[list[Element], Palette]] = {}
        self._footers: set[str] = set()
        self._relations: dict[str, Relation] = {}
        self._page = 0

    def slide(self, part: str, number: int) -> None:
        """Read one slide into the extract."""
        root = self._package.xml(part)
        if root is None:
            return
        self._page = number
        self._relations = self._package.relations(part)
        layers, palette = self._beneath(_related(self._relations, "slideLayout"))
        scene = Scene([root, *layers], palette, self._size)
        tree = root.find(f"{P}cSld/{P}spTree")
        found = list(shapes(tree)) if tree is not None else []
        found.sort(key=lambda s: _placeholder(s)[0] not in _TITLES)  # stable: the title first, then the tree's order
        blocks = [b for shape in found for b in self._shape(shape, scene)]
        blocks.extend(self._notes())
        if root.get("show") in ("0", "false"):
            self.extract.hide(HIDDEN_SLIDE, " ".join(b.shown for b in blocks), f"diapositive {number}")
            return
        if blocks and blocks[0].kind != "heading":
            blocks.insert(0, Block(f"Diapositive {number}", "heading", 1, page=number, silent=True))
        self.extract.blocks.extend(blocks)

    def _beneath(self, layout_part: str | None) -> tuple[list[Element], Palette]:
        """The layout and master of a slide, and their colours."""
        if not layout_part:
            return [], Palette(self._package, None, None)
        if layout_part not in self._masters:
            layout = self._package.xml(layout_part)
            master_part = _related(self._package.relations(layout_part), "slideMaster")
            master = self._package.xml(master_part) if master_part else None
            theme = _related(self._package.relations(master_part), "theme") if master_part else None
            layers = [layer for layer in (layout, master) if layer is not None]
            self._masters[layout_part] = layers, Palette(self._package, master, theme)
        return self._masters[layout_part]

    def _shape(self, shape: Shape, scene: Scene) -> Iterator[Block]:
        kind, _ = _placeholder(shape)
        if kind in _FURNITURE or shape.element.tag == P + "pic":
            return
        blocks = list(self._said(shape, scene, kind))
        why = OFF_PAGE if scene.off(shape) else MASKED if _masked(shape) else ""
        if why:
            self.extract.hide(why, " ".join(b.shown for b in blocks), self._where(shape))
        elif kind == "ftr":
            yield from (b for b in blocks if not (b.shown in self._footers or self._footers.add(b.shown)))
        else:
            yield from blocks

    def _said(self, shape: Shape, scene: Scene, kind: str | None) -> Iterator[Block]:
        if shape.element.tag == P + "graphicFrame":
            yield from self._graphic(shape)
            return
        body = shape.property_of("txBody")
        if body is None:
            return
        behind = scene.behind(shape)
        if kind in _TITLES:
            said = " ".join(t for p in body.iter(A + "p") if (t := one_line(self._seen(p, scene, behind, shape))))
            if said:
                yield Block(said, "heading", 1, page=self._page, locator=self._where(shape))
            return
        counters: dict[int, int] = {}
        for paragraph in body.iter(A + "p"):
            for line in unbreak(self._seen(paragraph, scene, behind, shape)):
                block = _line(one_line(line), paragraph, kind in _LISTS and _placeholder(shape)[1], counters)
                block.page, block.locator = self._page, self._where(shape)
                block.kind = "note" if kind == "ftr" else block.kind
                yield block

    def _seen(self, paragraph: Element, scene: Scene, behind: Rgb | None, shape: Shape) -> str:
        """The visible text of a paragraph, with its forced line ends; the rest is set apart."""
        parts: list[str] = []
        for run in paragraph:
            if run.tag == A + "br":
                parts.append("\n")
            if run.tag not in (A + "r", A + "fld") or run.get("type") == "slidenum":
                continue
            text = text_of(run)
            look = run.find(A + "rPr")
            colour = scene.colour(look)
            size = look.get("sz") if look is not None else None
            why = TINY if size and size.isdecimal() and int(size) <= 100 else ""
            if colour and behind and unseen(colour, behind):
                why = SAME_COLOUR
            if why:
                self.extract.hide(why, text, self._where(shape))
            else:
                parts.append(text)
        return "".join(parts)

    def _graphic(self, shape: Shape) -> Iterator[Block]:
        where = self._where(shape)
        for table in shape.element.iter(A + "tbl"):
            rows = [[_cell(c) for c in row.iter(A + "tc")] for row in table.iter(A + "tr")]
            yield from self._rows(rows, where)
        for chart in relation_ids(shape.element, "chart"):
            title, rows = chart_rows(self._package, self._target(chart))
            if title:
                yield Block(one_line(title), page=self._page, locator=where)
            yield from self._rows(rows, where)
        for diagram in relation_ids(shape.element, "relIds", "dm"):
            for line in diagram_lines(self._package, self._target(diagram)):
                yield Block(one_line(line), "list_item", page=self._page, locator=where)

    def _rows(self, rows: list[list[str]], where: str) -> list[Block]:
        pages = [self._page] * len(rows)
        return row_blocks(rows, self.extract.new_table(), pages=pages, locators=[where] * len(rows))

    def _target(self, relation_id: str) -> str | None:
        relation = self._relations.get(relation_id)
        return relation.target if relation else None

    def _notes(self) -> Iterator[Block]:
        part = _related(self._relations, "notesSlide")
        root = self._package.xml(part) if part else None
        tree = root.find(f"{P}cSld/{P}spTree") if root is not None else None
        for shape in shapes(tree) if tree is not None else ():
            body = shape.property_of("txBody")
            if body is None or _placeholder(shape)[0] not in (None, "body"):
                continue
            for paragraph in body.iter(A + "p"):
                text = one_line("".join(text_of(r) if r.tag != A + "br" else " " for r in paragraph))
                if text:
                    yield Block(
                        text, "note", page=self._page, context=_NOTE, locator=f"diapositive {self._page}, commentaires"
                    )

    def _where(self, shape: Shape) -> str:
        names = [e.get("name") for e in shape.element.iter(P + "cNvPr")]
        return f"diapositive {self._page}" + (f", {one_line(names[0])[:60]}" if names and names[0] else "")


def _placeholder(shape: Shape) -> tuple[str | None, bool]:
    """(type, whether it is a placeholder); an untyped placeholder holds a list."""
    holder = next(shape.element.iter(P + "ph"), None)
    return (holder.get("type"), True) if holder is not None else (None, False)


def _masked(shape: Shape) -> bool:
    named = next(shape.element.iter(P + "cNvPr"), None)
    return named is not None and named.get("hidden") in ("1", "true")


def _cell(cell: Element) -> str:
    return " ".join(t for p in cell.iter(A + "p") if (t := one_line("".join(text_of(r) or " " for r in p))))


def _line(text: str, paragraph: Element, in_list: bool, counters: dict[int, int]) -> Block:
    """A paragraph or list item; ``counters``: automatic numbers reached in the shape, by depth."""
    properties = paragraph.find(A + "pPr")
    depth = int(properties.get("lvl", "0")) if properties is not None and properties.get("lvl", "0").isdecimal() else 0
    bullets = {str(child.tag) for child in properties} if properties is not None else set()
    auto = properties.find(A + "buAutoNum") if properties is not None else None
    if auto is not None:
        counters[depth] = counters.get(depth, 0) + 1
        form = auto.get("type", "arabicPeriod")
        figure = written(counters[depth], next((f for k, f in _AUTO.items() if form.startswith(k)), "decimal"))
        return Block(text, "list_item", depth, f"{figure}{')' if 'Paren' in form else '.'}")
    if item := item_of(text):
        return Block(item[1], "list_item", depth, item[0])
    bulleted = A + "buChar" in bullets or (in_list and A + "buNone" not in bullets)
    return Block(text, "list_item" if bulleted else "paragraph", depth if bulleted else 0)
