"""What the four levels of difficulty change: help and temper, never the economics."""

from __future__ import annotations

from assistant.domain.scenario import Difficulty, Temper

_TEMPERS: dict[Difficulty, Temper] = {
    1: Temper(level=1, trust=55, patience=12, hints=None, volunteered=2, warmth=3, trust_discount=20, objections=2),
    2: Temper(level=2, trust=45, patience=7, hints=5, volunteered=1, warmth=2, trust_discount=10, objections=3),
    3: Temper(level=3, trust=35, patience=6, hints=2, volunteered=0, warmth=1, trust_discount=0, objections=4),
    4: Temper(level=4, trust=25, patience=4, hints=0, volunteered=0, warmth=0, trust_discount=0, objections=4),
}

LEVEL_LABELS: dict[Difficulty, str] = {1: "découverte", 2: "intermédiaire", 3: "confirmé", 4: "expert"}


def temper(level: Difficulty) -> Temper:
    """The temper of that level."""
    return _TEMPERS[level]
