"""From blocks to the fields of a ``Document``: text, exact offsets, sections, passages, tables."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from typing import Any, Final

from assistant.reading.blocks import Block, Extract
from assistant.reading.cutting import pieces
from assistant.reading.dialogue import mark_turns
from assistant.reading.invisible import take_out
from assistant.reading.language import count_words, guess
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error, spaced
from assistant.reading.structure import heading_depth

_LEAD_IN_WORDS: Final = 30
_CONTEXT_CHARS: Final = 240
_STAMP_WORDS: Final = 40  # what a scan may carry besides its pictures: a stamp, page numbers
_MOSTLY: Final = 0.75  # share of the words from which a dialogue is the draft, and no part of it
_KIND_OF_FORMAT: Final = {"pptx": "diaporama", "xlsx": "tableur"}

Json = dict[str, Any]


def assemble(extract: Extract, name: str, form: str, limits: ReadingLimits) -> Json:
    """The fields of ``Document`` but its sha256, as plain JSON values.

    Raises ``DraftError``: ``no_text``, ``scanned`` or ``too_long``.
    """
    blocks = _clean(extract)
    words = sum(count_words(b.shown) for b in blocks if not b.silent)
    chars = sum(len(b.shown) for b in blocks)
    if words > limits.max_words or chars > limits.max_chars:
        raise draft_error("too_long", name, limit=spaced(limits.max_words))
    if not words or (extract.scanned and words < _STAMP_WORDS):
        raise draft_error("scanned" if extract.scanned else "no_text", name)
    mark_turns(blocks)
    text = _Builder(blocks)
    return {
        "name": name,
        "format": form,
        "kind": _KIND_OF_FORMAT.get(form) or ("transcription" if _is_spoken(blocks, words) else "ecrit"),
        "text": text.text,
        "sections": text.sections,
        "passages": text.passages,
        "tables": text.tables,
        "hidden_text": [{"reason": h.reason, "text": h.text, "where": h.where} for h in extract.hidden],
        "words": words,
        "pages": extract.pages,
        "language": guess(text.text),
        "warnings": _warnings(extract),
    }


def _is_spoken(blocks: list[Block], words: int) -> bool:
    """Whether a draft of so many words is a dialogue and little else."""
    return sum(count_words(b.shown) for b in blocks if b.kind == "turn") > _MOSTLY * words


def _warnings(extract: Extract) -> list[str]:
    count = len(extract.hidden)
    if not count:
        return extract.warnings
    found = "1 passage caché a été mis" if count == 1 else f"{count} passages cachés ont été mis"
    return [*extract.warnings, f"{found} à part : un lecteur ne les voit pas, la critique n'en tient pas compte."]


def _clean(extract: Extract) -> list[Block]:
    """The blocks with something to read, without the characters that print nothing."""
    kept: list[Block] = []
    for block in extract.blocks:
        block.text, found = take_out(block.text)
        block.label = take_out(block.label)[0]
        block.context = take_out(block.context)[0]
        block.cells = tuple(take_out(c)[0] for c in block.cells)
        for reason, what in found:
            extract.hide(reason, what, _place(block))
        block.text = block.text.strip()
        if any(c.isalnum() for c in block.text) or (block.text and block.kind in ("turn", "paragraph", "row")):
            kept.append(block)
    return kept


def _place(block: Block) -> str:
    return block.locator or (f"page {block.page}" if block.page else "")


def normalised(text: str) -> str:
    """The text as its identity sees it: compatibility forms and spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


class _Builder:
    """Writes the blocks one after the other, keeping count of offsets, open sections and lead-in lines."""

    def __init__(self, blocks: list[Block]) -> None:
        self.sections: list[Json] = []
        self.passages: list[Json] = []
        self.tables: list[Json] = []
        self._parts: list[str] = []
        self._length = 0
        self._path: list[Json] = []  # sections open now, highest first
        self._sure_level = 0  # level of the last heading that the format itself gave
        self._lead_in = ""
        self._parents: list[str] = []  # list items above the current one
        self._ranks: defaultdict[str, int] = defaultdict(int)
        self._table: int | None = None
        self._doc_title = _document_title(blocks)
        before: Block | None = None
        for block in blocks:
            self._add(block, before)
            before = before if block.silent else block
        self.text = "".join(self._parts)
        self._close(0)

    def _add(self, block: Block, before: Block | None) -> None:
        if block.silent:
            self._open(block, self._length)
            return
        if before is not None:
            close = block.kind == before.kind == "list_item" or (block.kind == "row" and block.table == before.table)
            self._write("\n" if close else "\n\n")
            if before.kind in ("list_item", "row") and before.kind != block.kind:
                self._lead_in = ""  # it led to what has just ended
        start = self._length
        if block.kind == "heading" and not block.toc:
            self._open(block, start)
        context = self._context(block)
        shown = block.shown
        self._write(shown)
        for a, b in pieces(block, shown):
            self._passage(block, shown[a:b], start + a, context)
        self._follow(block)
        if block.table is not None and block.cells:
            self._row(block, start)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _open(self, block: Block, start: int) -> None:
        level = self._level(block)
        self._close(level, start)
        section = {"title": block.shown, "level": level, "start": start, "end": start, "page": block.page}
        self.sections.append(section)
        self._path.append(section)

    def _close(self, level: int, end: int | None = None) -> None:
        while self._path and self._path[-1]["level"] >= level:
            self._path.pop()["end"] = self._length if end is None else end

    def _level(self, block: Block) -> int:
        if block.title:
            return 1
        if block.level:
            self._sure_level = min(block.level, 9)
            return self._sure_level
        depth = heading_depth(block.shown) or 1
        return min(self._sure_level + depth, 9)

    def _section(self, block: Block) -> str:
        path = self._path[:-1] if block.kind == "heading" and not block.toc else self._path
        titles = [s["title"][:120] for s in path if s["start"] != self._doc_title]
        if not titles and block.kind != "heading":
            titles = [s["title"][:120] for s in path]
        return " > ".join(titles)

    def _context(self, block: Block) -> str:
        lines = [self._section(block)]
        if block.kind == "list_item":
            lines.append(self._lead_in)
            lines.extend(self._parents[: block.level])
        elif block.kind == "row":
            lines.append(self._lead_in)
        lines.append(block.context)
        return "\n".join(line for line in lines if line)

    def _follow(self, block: Block) -> None:
        """Remember what leads to the next block."""
        if block.kind == "list_item":
            self._parents = [*self._parents[: block.level], block.shown[:_CONTEXT_CHARS]]
            return
        self._parents = []
        if block.kind == "row":
            return
        ends_open = block.text.endswith(":") or len(block.text.split()) <= _LEAD_IN_WORDS
        self._lead_in = block.text[-_CONTEXT_CHARS:] if block.kind == "paragraph" and ends_open else ""

    def _passage(self, block: Block, text: str, start: int, context: str) -> None:
        named = text.removeprefix(block.label).strip() if block.label else text
        identity = normalised(named)
        rank = self._ranks[identity]
        self._ranks[identity] += 1
        digest = hashlib.sha256(f"{identity}\x1f{rank}".encode()).hexdigest()
        self.passages.append(
            {
                "id": f"p-{digest[:12]}",
                "text": text,
                "start": start,
                "end": start + len(text),
                "kind": block.kind,
                "section": self._section(block),
                "context": context,
                "page": block.page,
                "turn": block.turn,
                "speaker": block.speaker,
                "locator": block.locator,
            }
        )

    def _row(self, block: Block, start: int) -> None:
        if self._table != block.table:
            self._table = block.table
            self.tables.append({"rows": [], "start": start, "end": start, "page": block.page})
        self.tables[-1]["rows"].append(list(block.cells))
        self.tables[-1]["end"] = self._length


def _document_title(blocks: list[Block]) -> int | None:
    """Start offset of the heading that names the whole document; it is left out of section paths.

    It is the format's own title, or a first heading without a number, above all the others.
    """
    headings = [b for b in blocks if b.kind == "heading" and not b.toc and not b.silent]
    if not headings or not blocks or headings[0] is not blocks[0]:
        return None
    first = headings[0]
    deeper = [h.level for h in headings[1:] if h.level]
    alone = first.level and deeper and first.level < min(deeper) and not heading_depth(first.shown)
    return 0 if first.title or alone else None
