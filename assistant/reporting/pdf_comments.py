"""The learner's own PDF with the quoted words highlighted and the critique as notes."""

from __future__ import annotations

import ctypes
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.frozen import Frozen
from assistant.domain.referentiel import Referentiel
from assistant.errors import DraftError
from assistant.reporting import wording as w
from assistant.reporting.comments import (
    Comment,
    PlacedComment,
    opening_comment,
    placed_comments,
    require_same_file,
    unplaced,
)
from assistant.reporting.matching import Haystack

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_HIGHLIGHT = (255, 214, 102)
_NOTE = (15, 58, 64)
_ICON = 18.0  # points


class Box(Frozen):
    """A rectangle in points, origin at the bottom left of the page."""

    left: float
    bottom: float
    right: float
    top: float


def annotate_pdf(
    original: bytes, critique: Critique, document: Document, *, referentiel: Referentiel | None = None
) -> bytes:
    """Highlights on the quoted words, a note in the margin beside each, an opening note on the first page.

    A quote that its page does not hold in one piece gets a note at the top of that page. PDFium is not thread-safe:
    one call at a time in a process. ``DraftError`` when ``original`` is not the file that was read, or does not open.
    """
    require_same_file(original, document)
    pdf = _open(original)
    try:
        by_page: dict[int, list[PlacedComment]] = {0: []}
        for placed in placed_comments(critique, referentiel):
            number = min(max((placed.evidence.page or 1) - 1, 0), len(pdf) - 1)
            by_page.setdefault(number, []).append(placed)
        for number, comments in sorted(by_page.items()):
            _annotate_page(pdf, number, comments, opening_comment(critique) if number == 0 else None)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()
    finally:
        pdf.close()


def _open(original: bytes) -> PdfDocument:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(original)
        if len(pdf) == 0:
            raise DraftError(w.NOT_PDF, w.USE_REPORT, code="not_pdf")
    except pypdfium2.PdfiumError as error:
        raise DraftError(w.NOT_PDF, w.USE_REPORT, code="not_pdf") from error
    return pdf


def _annotate_page(pdf: PdfDocument, number: int, comments: list[PlacedComment], opening: Comment | None) -> None:
    page = pdf[number]
    margin = _Margin(page)
    if opening is not None:
        _note(page, margin.at(margin.top), opening.text())
    if comments:
        text = _PageText(page)
        for placed in comments:
            boxes = text.boxes(placed.evidence.quote)
            if boxes:
                _highlight(page, boxes, placed.comment.title)
                _note(page, margin.at(boxes[0].top), placed.comment.text())
            else:
                _note(page, margin.at(margin.top), unplaced(placed.comment, placed.evidence).text())
        text.close()
    page.close()


class _PageText:
    """The characters of a page and where they are drawn."""

    def __init__(self, page: PdfPage) -> None:
        from pypdfium2 import raw

        self._text = page.get_textpage()
        codes = (raw.FPDFText_GetUnicode(self._text, i) for i in range(self._text.count_chars()))
        self._chars = Haystack([chr(code) for code in codes])

    def boxes(self, quote: str) -> tuple[Box, ...]:
        """One box a line of the quote; none when the page does not hold it."""
        from pypdfium2 import raw

        bounds = self._chars.find(quote)
        if bounds is None:
            return ()
        first, last = bounds
        found: list[Box] = []
        for index in range(raw.FPDFText_CountRects(self._text, first, last - first + 1)):
            sides = [ctypes.c_double() for _ in range(4)]
            raw.FPDFText_GetRect(self._text, index, *sides)
            left, top, right, bottom = (side.value for side in sides)
            found.append(Box(left=left, bottom=bottom, right=right, top=top))
        return tuple(found)

    def close(self) -> None:
        """Free what PDFium holds."""
        self._text.close()


class _Margin:
    """Places for note icons in the left margin, never two in the same place."""

    def __init__(self, page: PdfPage) -> None:
        left, _, _, top = page.get_cropbox() or page.get_mediabox() or (0.0, 0.0, *page.get_size())
        self._left, self.top = left + 4, top - 4
        self._taken: list[tuple[float, float]] = []

    def at(self, top: float) -> Box:
        """A free place whose top is at that height, or to its right."""
        left = self._left
        while any(abs(left - x) < _ICON and abs(top - y) < _ICON for x, y in self._taken):
            left += _ICON
        self._taken.append((left, top))
        return Box(left=left, bottom=top - _ICON, right=left + _ICON, top=top)


def _highlight(page: PdfPage, boxes: tuple[Box, ...], title: str) -> None:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    for box in boxes:
        quad = raw.FS_QUADPOINTSF(
            box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom
        )  # fmt: skip
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
    whole = Box(
        left=min(b.left for b in boxes),
        bottom=min(b.bottom for b in boxes),
        right=max(b.right for b in boxes),
        top=max(b.top for b in boxes),
    )
    _finish(annotation, whole, _HIGHLIGHT, title)


def _note(page: PdfPage, box: Box, text: str) -> None:
    from pypdfium2 import raw

    _finish(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_TEXT), box, _NOTE, text)


def _finish(annotation: Any, box: Box, colour: tuple[int, int, int], text: str) -> None:
    """Place, colour, sign and close an annotation; printed with the page."""
    from pypdfium2 import raw

    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(box.left, box.top, box.right, box.bottom))
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *colour, 255)
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
    for key, value in ((b"T", w.AUTHOR), (b"Contents", text)):
        buffer = ctypes.create_string_buffer(value.encode("utf-16-le") + b"\0\0")
        raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, raw.FPDF_WIDESTRING))
    raw.FPDFPage_CloseAnnot(annotation)
