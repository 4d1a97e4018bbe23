"""Parsing in this process, for tests of what is read; the child process has its own tests."""

from __future__ import annotations

from assistant.domain.document import Document
from assistant.reading.limits import ReadingLimits
from assistant.reading.worker import parse


def parsed(form: str, data: bytes | str, *, limits: ReadingLimits | None = None) -> Document:
    """The ``Document`` of these bytes; its invariants are checked on the way."""
    content = data.encode() if isinstance(data, str) else data
    fields = parse(f"brouillon.{form}", form, content, limits or ReadingLimits())
    document = Document(sha256="0" * 64, **fields)
    check_invariants(document)
    return document


def check_invariants(document: Document) -> None:
    """Passages are exact, trimmed, increasing slices with ids of their own; sections and tables stand in the text."""
    end = 0
    for passage in document.passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.start >= end
        end = passage.end
    ids = [p.id for p in document.passages]
    assert len(set(ids)) == len(ids)
    for section in document.sections:
        assert 0 <= section.start <= section.end <= len(document.text)
        assert section.level >= 1
    for table in document.tables:
        assert 0 <= table.start < table.end <= len(document.text)


def texts(document: Document, kind: str | None = None) -> list[str]:
    """The passages' texts, of one kind or all."""
    return [p.text for p in document.passages if kind in (None, p.kind)]


def hidden(document: Document) -> dict[str, str]:
    """Hidden texts by reason."""
    found: dict[str, str] = {}
    for one in document.hidden_text:
        found[one.reason] = f"{found.get(one.reason, '')} {one.text}".strip()
    return found
