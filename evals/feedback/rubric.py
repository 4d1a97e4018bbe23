"""The rubric of a comment: seven dimensions from 0 to 2, each with what earns each mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Dimension = Literal["specific", "actionable", "right", "manageable", "withholds", "tone", "feeds"]
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
MARKS: Final[tuple[int, ...]] = (0, 1, 2)


@dataclass(frozen=True)
class DimensionRule:
    """``title`` and the meaning of marks 0, 1 and 2, in French, as given to whoever marks."""

    title: str
    marks: tuple[str, str, str]


RUBRIC: Final[dict[Dimension, DimensionRule]] = {
    "specific": DimensionRule(
        "propre à ce texte",
        (
            "vaudrait pour n'importe quel travail",
            "nomme le thème ou la rubrique",
            "s'appuie sur les mots ou les chiffres",
        ),
    ),
    "actionable": DimensionRule(
        "actionnable", ("rien à faire", "une direction", "un geste faisable en une heure ou deux")
    ),
    "right": DimensionRule("juste", ("faux, inventé ou contraire au texte", "juste en partie", "juste")),
    "manageable": DimensionRule("mesuré", ("plus de cinq demandes", "trois à cinq demandes", "une ou deux demandes")),
    "withholds": DimensionRule(
        "laisse le travail à faire",
        ("écrit ou dicte le livrable", "donne une bonne part de la réponse", "laisse la réponse à l'auteur"),
    ),
    "tone": DimensionRule("ton", ("vise la personne ou blesse", "sec ou péremptoire", "respectueux, sur le travail")),
    "feeds": DimensionRule(
        "attente, constat, suite", ("un seul des trois", "deux des trois", "ce qu'attend le jury, le constat, la suite")
    ),
}
