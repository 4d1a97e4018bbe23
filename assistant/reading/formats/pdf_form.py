"""What was typed into the fields of a PDF form: PDFium keeps it apart from the text of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.formats.pdf_lines import Segment

HIDDEN_FIELD: Final = "champ de formulaire masqué"
_UNSEEN: Final = 0x02 | 0x20  # annotation flags: hidden, not viewed
_SAME_LINE: Final = 3.0  # points
_LABEL: Final = 30  # characters of a printed line by which its block is found again


@dataclass(frozen=True, slots=True)
class Field:
    """A filled field: its paragraphs, its page (from 1), the ordinates of its box in points."""

    paragraphs: tuple[str, ...]
    page: int
    bottom: float
    top: float


def fields_of(raw: Any, env: Any, page: Any, number: int, extract: Extract) -> list[Field]:
    """The fields of text and of choice that hold something, from top to bottom; those unseen are set apart."""
    form = env.raw
    found: list[Field] = []
    for annotation in _annotations(raw, page):
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind not in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
            continue
        lines = _value(raw, form, annotation).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        paragraphs = tuple(text for text in map(one_line, lines) if text)
        box = raw.FS_RECTF()
        if not paragraphs or not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
            continue
        if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            extract.hide(HIDDEN_FIELD, " ".join(paragraphs), f"page {number}")
        else:
            found.append(Field(paragraphs, number, min(box.bottom, box.top), max(box.bottom, box.top)))
    return sorted(found, key=lambda field: -field.top)


def put_in_place(fields: Sequence[Field], segments: Sequence[Segment], blocks: list[Block]) -> None:
    """Put each field after the block that is printed just above it, or on its line: its label or its title."""
    put: set[int] = set()
    for field in fields:
        place = _place(field, segments, blocks)
        while place < len(blocks) and id(blocks[place]) in put:
            place += 1  # two fields under the same label keep their order
        filled = [Block(text, page=field.page, locator=f"page {field.page}") for text in field.paragraphs]
        blocks[place:place] = filled
        put.update(map(id, filled))


def _place(field: Field, segments: Sequence[Segment], blocks: Sequence[Block]) -> int:
    above = [s for s in segments if s.page == field.page and s.base >= field.bottom - _SAME_LINE]
    label = min(above, key=lambda s: s.base, default=None)
    on_page = [i for i, block in enumerate(blocks) if block.page == field.page]
    if label is None:  # at the top of its page
        before = [i for i, block in enumerate(blocks) if (block.page or 0) < field.page]
        return before[-1] + 1 if before else 0
    named = [i for i in on_page if label.text[:_LABEL] in blocks[i].shown]
    place = (named or on_page or [len(blocks) - 1])[-1] + 1
    while place < len(blocks) and place and blocks[place].kind == blocks[place - 1].kind == "row":
        place += 1  # never between two rows of a table
    return place


def _annotations(raw: Any, page: Any) -> Iterator[Any]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            yield annotation
            raw.FPDFPage_CloseAnnot(annotation)


def _value(raw: Any, form: Any, annotation: Any) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")
