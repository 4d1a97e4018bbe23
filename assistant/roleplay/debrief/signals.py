"""Signals that the other side showed, and whether the next line did something of them."""

from __future__ import annotations

from assistant.domain.scenario import Scenario, Signal
from assistant.roleplay.listening.move_signs import has_guard
from assistant.roleplay.playing.session import Exchange


def signal_of(exchange: Exchange, scenario: Scenario) -> Signal | None:
    """The signal that the other side showed, if any."""
    act = next((a for a in exchange.acts if a.kind == "signal"), None)
    return next((s for s in scenario.signals if act is not None and s.text == act.text), None)


def follows(signal: Signal, shown: Exchange, after: Exchange) -> bool:
    """Whether the next line does something of the signal. One that came from a mishearing calls for nothing."""
    move = after.seller.move
    if move is None or move.disputes or has_guard(after.seller.text, "disputes"):
        return True
    if signal.trigger == "zone":
        said_no = move.has("refusal") and shown.state.agreed is not None
        return said_no or move.has("closing", "recap", "silence", "acceptance", "open_question")
    if move.has("open_question", "reformulation", "silence", "trade"):
        return True
    if signal.trigger != "blocage" and move.has("closed_question"):
        return True
    if signal.trigger == "blocage":  # a limit is reached: to hold to one's own, and say so, is to take note of it
        return move.has("refusal", "leave", "hand_over") and not move.has("rudeness")
    return False
