"""What moved between a version and the one before: levels, and the sentences that changed."""

from __future__ import annotations

from assistant.critique.comparison import Comparison, Move
from assistant.critique.sentence_changes import Change
from assistant.reporting.wording import level_word
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import services
from assistant.ui.markup import plain, show

_SHOWN = 4  # changes under one criterion: more would hide what moved


def show_movement(desk: Desk) -> None:
    """The version on the desk against the one before it."""
    import streamlit as st

    show("title", text=w.MOVED)
    comparison = services().history.comparison(desk.owner, desk.version.id)
    if comparison is None:
        st.caption(plain(w.FIRST_VERSION if len(desk.versions) == 1 else w.NOT_COMPARABLE))
    else:
        _show(comparison)


def _show(comparison: Comparison) -> None:
    groups = [
        (w.UP, "up", [m for m in comparison.moves if m.direction == "up"]),
        (w.DOWN, "down", [m for m in comparison.moves if m.direction == "down"]),
        (w.REWORKED, "same", [m for m in comparison.moves if m.direction == "same" and m.changes]),
    ]
    show(
        "movement",
        groups=[(title, kind, [_row(move) for move in moves]) for title, kind, moves in groups if moves],
        saved=w.saved_line(comparison.kept, comparison.judged),
    )


def _row(move: Move) -> dict[str, object]:
    return {
        "id": move.criterion,
        "wording": services().referentiel.criterion(move.criterion).text,
        "before": _level(move.before),
        "after": _level(move.after),
        "changes": [_change(change) for change in move.changes[:_SHOWN]],
        "more": max(0, len(move.changes) - _SHOWN),
    }


def _level(level: int | None) -> tuple[str, str]:
    """(tone, word)."""
    if level is None:
        return "none", level_word("not_assessable", None)
    return str(level), level_word("judged", level)  # type: ignore[arg-type]


def _change(change: Change) -> dict[str, str]:
    return {
        "kind": w.CHANGE_KINDS[change.kind],
        "before": change.before.text if change.before else "",
        "after": change.after.text if change.after else "",
    }
