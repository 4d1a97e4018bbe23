"""What a person reads when something fails: one French sentence, never a traceback."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Generator
from contextlib import contextmanager

from assistant.errors import JalonError, ServiceError
from assistant.ui import wording as w

log = logging.getLogger("jalon.app")


def sentence_of(error: Exception) -> str:
    """What failed and what to do; for an unexpected error, a sentence without its details."""
    return error.sentence() if isinstance(error, JalonError) else w.UNEXPECTED


def show_incident(error: Exception) -> None:
    """Show the sentence, and log an unexpected error."""
    import streamlit as st

    from assistant.ui.markup import plain

    if not isinstance(error, JalonError):
        log_unexpected(error)
    (st.warning if isinstance(error, ServiceError) else st.error)(plain(sentence_of(error)))


def log_unexpected(error: Exception) -> None:
    """The kind and place of an unexpected error; no message: it may quote a draft."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    log.error("erreur inattendue %s à %s", type(error).__name__, places)


@contextmanager
def told() -> Generator[None]:
    """Tell an expected failure where it happens, and let the rest of the page live."""
    try:
        yield
    except JalonError as error:
        show_incident(error)
