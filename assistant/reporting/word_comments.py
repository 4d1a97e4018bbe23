"""The learner's own Word file with the critique as comments, its formatting untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import assistant
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.judgement import Evidence
from assistant.domain.referentiel import Referentiel
from assistant.errors import DraftError
from assistant.reporting import wording as w
from assistant.reporting.comments import Comment, opening_comment, placed_comments, require_same_file, unplaced
from assistant.reporting.matching import Haystack

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from assistant.reporting.word_runs import RunText

_PASSAGE_HEAD = 60  # characters that are enough to recognise a paragraph
_SHORTEST_PIECE = 8  # characters under which a piece of a quote proves nothing
_LIST_LABEL = re.compile(r"^\s*(?:[0-9]{1,3}|[A-Za-z]|[IVXivx]{1,5})(?:[.)°]|\.[0-9]+)+[.)]?\s+")


def annotate_docx(
    original: bytes, critique: Critique, document: Document, *, referentiel: Referentiel | None = None
) -> bytes:
    """Comments by « Jalon (IA) » anchored on the quoted words; ``referentiel`` adds each criterion's wording.

    ``original`` must be the file that ``document`` was read from: ``DraftError`` otherwise, or when it does not open.
    """
    require_same_file(original, document)
    word = _open(original)
    from assistant.reporting.word_runs import RunText

    runs = RunText(word)
    if runs.chars:
        _add(word, (runs.first_run(0),) * 2, opening_comment(critique))
        places = _Places(runs, document)
        for placed in placed_comments(critique, referentiel):
            bounds = places.quote(placed.evidence)
            if bounds is not None:
                _add(word, runs.isolate(*bounds), placed.comment)
            else:
                run = runs.first_run(places.paragraph(placed.evidence))
                _add(word, (run, run), unplaced(placed.comment, placed.evidence))
        _mark(word)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _mark(word: WordDocument) -> None:
    """Add the mark of AI content to the file's keywords, once."""
    mark = w.annotation_mark(assistant.__version__)
    kept = [k for k in (word.core_properties.keywords or "").split("; ") if k and k != mark]
    keywords = "; ".join((*kept, mark))
    if len(keywords) <= 255:  # the longest that the format takes
        word.core_properties.keywords = keywords


def _open(original: bytes) -> WordDocument:
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(BytesIO(original))
    except (OpcError, BadZipFile, LxmlError, KeyError, ValueError) as error:
        raise DraftError(w.NOT_DOCX, w.USE_REPORT, code="not_docx") from error


class _Places:
    """Where the quotes of the extracted text stand among the characters of the Word file."""

    def __init__(self, runs: RunText, document: Document) -> None:
        self._runs = runs
        self._document = document
        self._file = Haystack(runs.chars)

    def quote(self, evidence: Evidence) -> tuple[int, int] | None:
        """First and last character of the quote, or of its longest piece that the file holds; else None."""
        near = self._near(evidence)
        for words in _readings(evidence.quote):
            found = self._file.find(words, near=near)
            if found:
                return found
        return None

    def _near(self, evidence: Evidence) -> int:
        """About where the quote stands: its passage in its paragraph, then its place in the passage."""
        start = self.paragraph(evidence)
        passage = self._document.passage(evidence.passage)
        if passage is None:
            return start
        found = self._file.find(passage.text[:_PASSAGE_HEAD], near=start)
        return (found[0] if found else start) + evidence.start - passage.start

    def paragraph(self, evidence: Evidence) -> int:
        """A character of the paragraph that the quote belongs to; the first of the file when that is not known."""
        passage = self._document.passage(evidence.passage)
        if passage is None:
            return 0
        rank = re.fullmatch(r"p:(\d+)", passage.locator)
        position = self._runs.paragraph(int(rank[1])) if rank else None
        if position is not None:
            return position
        share = passage.start / max(len(self._document.text), 1)
        found = self._file.find(passage.text[:_PASSAGE_HEAD], near=int(share * len(self._runs.chars)))
        return found[0] if found else 0


def _readings(quote: str) -> Iterator[str]:
    """The quote, then without the list number that Word draws by itself, then its cells and lines, longest first."""
    yield quote
    if label := _LIST_LABEL.match(quote):
        yield quote[label.end() :]
    pieces = [piece.strip() for piece in re.split(r"\s\|\s|\n", quote)]
    yield from sorted((p for p in pieces if len(p) >= _SHORTEST_PIECE and p != quote), key=len, reverse=True)


def _add(word: WordDocument, ends: tuple[Any, Any], comment: Comment) -> None:
    """Add a comment around the runs from the first to the last."""
    from docx.text.run import Run

    first, last = (Run(element, word) for element in ends)  # type: ignore[arg-type]
    added = word.add_comment([first, last], author=w.AUTHOR, initials=w.INITIALS)
    added.paragraphs[0].add_run(comment.title).bold = True
    for label, text in comment.lines:
        paragraph = added.add_paragraph()
        if label:
            paragraph.add_run(w.french_spaces(f"{label} : ")).bold = True
        paragraph.add_run(text)
