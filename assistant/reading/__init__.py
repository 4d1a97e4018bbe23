"""Reading: bytes -> ``Document`` (sections, passages with stable ids and exact offsets, tables, hidden text).

The flow: ``sniff`` (what is it really) -> ``archive`` (is it safe to open) -> ``sandbox`` (a child process)
-> ``worker`` -> ``formats`` (blocks) -> ``assemble`` (text, offsets, passages). Importing this package is instant.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.reading.limits import ReadingLimits

if TYPE_CHECKING:
    from assistant.domain.document import Document

__all__ = ["ReadingLimits", "dump", "read_bytes", "read_draft"]


def read_draft(path: Path, *, limits: ReadingLimits | None = None) -> Document:
    """The draft in that file. Raises ``DraftError``, whose ``code`` names the case (see ``messages``)."""
    from assistant.reading.intake import load

    bounds = limits or ReadingLimits()
    return read_bytes(path.name, load(path, bounds), limits=bounds)


def read_bytes(name: str, data: bytes, *, limits: ReadingLimits | None = None) -> Document:
    """The draft in those bytes; ``name`` (for its extension and the messages) is not opened.

    Raises ``DraftError``, whose ``code`` names the case.
    """
    from assistant.reading.intake import receive

    return receive(name, data, limits or ReadingLimits())


def dump(document: Document) -> dict[str, Any]:
    """The JSON of ``jalon read FILE --json`` (contracts.md), schema ``jalon/read@1``."""
    return {"schema": "jalon/read@1", **document.model_dump(mode="json")}
