"""A talk to read again, each turn with its rank and a place that a quote can lead to."""

from __future__ import annotations

from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.markup import show


def show_transcript(table: OpenPlay) -> None:
    """Folded; a link to one of its turns unfolds it."""
    names = {"seller": pw.YOU, "buyer": table.scenario.interlocutor.name}
    show(
        "play_transcript",
        turns=[(turn.number, names[turn.speaker], turn.speaker, turn.text) for turn in table.turns],
        pw=pw,
    )
