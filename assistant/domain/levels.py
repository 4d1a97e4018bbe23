"""The levels of attainment and their official French labels."""

from __future__ import annotations

from typing import Final, Literal

Level = Literal[0, 1, 2, 3]

LEVELS: Final[tuple[Level, ...]] = (0, 1, 2, 3)

LEVEL_LABELS: Final[dict[Level | None, str]] = {
    0: "non abordé",
    1: "insuffisant",
    2: "en bonne voie",
    3: "maîtrisé",
    None: "non évaluable",
}

LEVEL_MEANINGS: Final[dict[Level | None, str]] = {
    0: "rien dans le texte ne sert le critère",
    1: "touché, mais superficiel, sans appui, faux ou contradictoire",
    2: "correctement traité en partie ; il manque un élément demandé ou une justification",
    3: "répond pleinement à l'énoncé du critère",
    None: "ce type de document ne permet pas de le montrer",
}


def level_label(level: Level | None) -> str:
    """French label of a level (``None``: non évaluable)."""
    return LEVEL_LABELS[level]
