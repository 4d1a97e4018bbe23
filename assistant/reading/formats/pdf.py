"""PDF files: pages to lines, running heads and unseen text apart, scans told from texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from assistant.reading.blocks import Block, Extract
from assistant.reading.formats.pdf_chars import Char, PageChars
from assistant.reading.formats.pdf_form import Field, fields_of, put_in_place
from assistant.reading.formats.pdf_layout import Layout, blocks_of
from assistant.reading.formats.pdf_lines import Segment, segments_of, set_running_heads_apart
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error, spaced

_FEW_CHARS: Final = 20  # on a page: a page number, a stamp
_HEAD: Final = "en-tête ou pied de page"


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of a .pdf. Raises ``DraftError`` (damaged, encrypted, too_many_pages, too_long)."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise draft_error("encrypted" if locked else "damaged", name) from None
    document.init_forms()  # before any page is loaded
    count = len(document)
    if count > limits.max_pages:
        raise draft_error("too_many_pages", name, count=spaced(count), limit=limits.max_pages)
    extract = Extract(pages=count)
    fields: list[Field] = []
    pages = list(_pages(pdfium, document, name, limits, extract, fields))
    lines, heads = set_running_heads_apart(pages)
    extract.blocks = blocks_of(lines, Layout(lines))
    put_in_place(fields, lines, extract.blocks)
    extract.blocks.extend(Block(head, "note", context=_HEAD, locator=_HEAD) for head in heads)
    return extract


def _pages(
    pdfium: Any, document: Any, name: str, limits: ReadingLimits, extract: Extract, fields: list[Field]
) -> Iterator[list[Segment]]:
    raw = pdfium.raw
    read_chars = 0
    pictures: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            extract.warn("Certaines pages du PDF sont endommagées et n'ont pas pu être lues.")
            yield []
            continue
        chars = PageChars(raw, page)
        _, floor, _, top = page.get_bbox()
        lines = segments_of(_seen(chars, number, extract), number, top - floor, floor)
        filled = fields_of(raw, document.formenv, page, number, extract) if document.formenv else []
        fields += filled
        typed = sum(len(text) for field in filled for text in field.paragraphs)
        read_chars += typed + sum(len(line.text) for line in lines)
        if read_chars > limits.max_chars:
            raise draft_error("too_long", name, limit=spaced(limits.max_words))
        if typed + sum(len(line.text) for line in lines) < _FEW_CHARS and _has_picture(raw, page):
            pictures.append(number)
        chars.close()
        page.close()
        yield lines
    _tell_pictures(pictures, read_chars, len(document), extract)


def _seen(chars: PageChars, page: int, extract: Extract) -> Iterator[Char | None]:
    """The characters that a reader sees; the others are set apart, a run at a time."""
    run: list[str] = []
    why = ""
    for char in chars:
        if char is None or char.text == " ":
            run.extend(" " if run else "")
            yield char
            continue
        if run and char.unseen != why:
            extract.hide(why, "".join(run), f"page {page}")
            run = []
        if char.unseen:
            why = char.unseen
            run.append(char.text)
        else:
            yield char
    extract.hide(why, "".join(run), f"page {page}")


def _has_picture(raw: Any, page: Any) -> bool:
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    return any(o.type in kinds for o in page.get_objects(max_depth=2))


def _tell_pictures(pictures: list[int], read_chars: int, count: int, extract: Extract) -> None:
    if not pictures:
        return
    if len(pictures) > count / 2 and read_chars < _FEW_CHARS * count:
        extract.scanned = True
        if read_chars < 200:  # stamps and page numbers are not a draft
            return
    shown = ", ".join(map(str, pictures[:10])) + ("…" if len(pictures) > 10 else "")
    extract.warn(f"Pages sans texte lisible (images) : {shown}. Leur contenu n'est pas relu.")
