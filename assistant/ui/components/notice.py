"""« Vous échangez avec une IA », with the model, on every screen."""

from __future__ import annotations

from assistant.ui.house import services
from assistant.ui.markup import show


def show_notice() -> None:
    """The line under the menu."""
    show("notice", model=services().settings.model)
