"""What every repository needs of a row: an identifier, a date, and a refusal when it is not there."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TypeVar

from assistant.errors import UnknownIdError

T = TypeVar("T")


def new_id() -> str:
    """A random identifier, 32 hex digits."""
    return uuid.uuid4().hex


def now() -> datetime:
    """The present, UTC."""
    return datetime.now(UTC)


def found(row: T | None, what: str) -> T:
    """The row, or ``UnknownIdError``. ``what``: French, with its article and capital ("Ce travail")."""
    if row is None:
        raise UnknownIdError(f"{what} n'existe pas, ou plus.", "Revenez à l'accueil et choisissez dans la liste.")
    return row


def clean(text: str) -> str:
    """Text that every database accepts: no NUL, no lone surrogate."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
