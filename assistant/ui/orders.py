"""A file made outside the script, when its button is pressed, whose failure the page tells in French."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.errors import JalonError
from assistant.ui import wording as w
from assistant.ui.incident import log_unexpected

PATIENCE = 20.0
"""Seconds that the page waits for a file before it says nothing."""


@dataclass
class Order:
    """Streamlit makes the file in one thread while the page's script runs in another: they meet here."""

    _over: threading.Event = field(default_factory=threading.Event)
    _failure: str = ""

    def fill(self, make: Callable[[], bytes]) -> bytes:
        """The file. Raises what ``make`` raises, after keeping the sentence that the page will show."""
        self._failure = ""
        try:
            return make()
        except JalonError as error:
            self._failure = error.sentence()
            raise
        except Exception as error:
            log_unexpected(error)
            self._failure = w.DOWNLOAD_FAILED
            raise
        finally:
            self._over.set()

    def failure_told(self, patience: float = PATIENCE) -> str:
        """Wait for the file that was just asked for; why it could not be made, empty when it was."""
        self._over.wait(patience)
        self._over.clear()
        return self._failure
