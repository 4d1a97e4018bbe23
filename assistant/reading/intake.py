"""What is done with a draft before and after the child process: guard it, then build the ``Document``."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.reading.archive import check_archive, check_entries
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error
from assistant.reading.sandbox import read_in_child
from assistant.reading.sniff import sniff

if TYPE_CHECKING:
    from assistant.domain.document import Document


def load(path: Path, limits: ReadingLimits) -> bytes:
    """The bytes of a regular file within the size limit.

    Raises ``DraftError``: ``missing``, ``directory``, ``unreadable`` or ``too_large``.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise draft_error("directory", path.name)
        if not stat.S_ISREG(mode):  # a device or a pipe may never end
            raise draft_error("unsupported", path.name, kind="fichier spécial du système")
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise draft_error("missing", path.name) from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise draft_error("unreadable", path.name) from None


def receive(name: str, data: bytes, limits: ReadingLimits) -> Document:
    """The ``Document`` of these bytes, once guarded and parsed in a child. Raises ``DraftError``."""
    if not data:
        raise draft_error("empty", name)
    if len(data) > limits.max_bytes:
        raise draft_error("too_large", name, limit=limits.max_bytes // (1024 * 1024))
    zipped = data.startswith(b"PK")
    if zipped:
        check_entries(name, data, limits)
    real = sniff(name, data)
    if zipped:
        check_archive(name, data, limits)
    fields = read_in_child(name, real.format, data, limits)
    if real.warning:
        fields["warnings"] = [real.warning, *fields["warnings"]]
    from assistant.domain.document import Document

    return Document(sha256=hashlib.sha256(data).hexdigest(), **fields)
