"""A draft once read: its visible text, cut into sections and passages with exact offsets."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from assistant.domain.frozen import Frozen

DocumentKind = Literal["ecrit", "transcription", "diaporama", "tableur"]
PassageKind = Literal["heading", "paragraph", "list_item", "row", "turn", "note"]
Format = Literal["docx", "pdf", "odt", "pptx", "xlsx", "md", "txt"]


_A_PART = 150
"""Words from which a dialogue, or what is written around it, is a part of the draft and no mere quotation or title."""


class Section(Frozen):
    """A titled part. ``start``/``end``: character offsets in ``Document.text``; ``level`` 1 is the highest."""

    title: str
    level: int
    start: int
    end: int
    page: int | None = None


class Passage(Frozen):
    """The smallest piece that a quote is pinned to: a paragraph, a list item, a table row, a dialogue turn.

    ``text`` is exactly ``Document.text[start:end]``. ``context`` is what the eye sees around it (section path,
    header row, list lead-in) and is searched with it, never quoted. ``id`` is ``p-`` + 12 hex digits of a hash
    of the text and its rank among equal texts: it survives edits elsewhere. ``page`` is the page, slide or sheet
    number from 1 when the format has one; ``turn`` the rank of a dialogue turn from 1.
    """

    id: str
    text: str
    start: int
    end: int
    kind: PassageKind = "paragraph"
    section: str = ""
    context: str = ""
    page: int | None = None
    turn: int | None = None
    speaker: str | None = None
    locator: str = ""

    @property
    def searchable(self) -> str:
        """Context and text, as indexed."""
        return f"{self.context}\n{self.text}" if self.context else self.text


class Table(Frozen):
    """A table as rows of cell texts. ``start``/``end``: where its rows stand in ``Document.text``."""

    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int
    page: int | None = None


class HiddenText(Frozen):
    """Text that a human reader does not see; reported, never judged, never sent to a model."""

    reason: str
    text: str
    where: str = ""


class Document(Frozen):
    """A draft as extracted. ``text`` holds visible text only; offsets count Python characters (code points)."""

    name: str
    sha256: str
    format: Format
    kind: DocumentKind
    text: str
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    hidden_text: tuple[HiddenText, ...] = ()
    words: int = 0
    pages: int | None = None
    language: str = "fr"
    warnings: tuple[str, ...] = ()

    @cached_property
    def shows(self) -> frozenset[DocumentKind]:
        """Every kind of document that this one can be judged as: a written preparation may hold its transcript."""
        if self.kind not in ("ecrit", "transcription"):
            return frozenset({self.kind})
        spoken = sum(len(p.text.split()) for p in self.passages if p.kind == "turn")
        written = sum(len(p.text.split()) for p in self.passages if p.kind != "turn")
        found: set[DocumentKind] = {self.kind}
        if spoken >= _A_PART:
            found.add("transcription")
        if written >= _A_PART:
            found.add("ecrit")
        return frozenset(found)

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {p.id: p for p in self.passages}

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id, or None."""
        return self._by_id.get(passage_id)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that covers a character offset, or None between two passages."""
        return next((p for p in self.passages if p.start <= offset < p.end), None)
