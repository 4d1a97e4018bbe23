"""The criteria that each situation is observed on, and where those that no talk can show are to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import ScenarioKind

GROUPS: Final[dict[ScenarioKind, tuple[str, ...]]] = {
    "negociation": ("3.2.1", "3.2.2-3", "3.2.4"),
    "decouverte": ("3.1.1",),
    "prospection": ("2.3",),
    "reunion": ("4.3",),
}
"""Groups of the printed grid."""

CONDUCT_GROUPS: Final[dict[ScenarioKind, str]] = {
    "negociation": "3.2.2-3",
    "decouverte": "3.1.1",
    "prospection": "2.3",
    "reunion": "4.3",
}
"""Group of the criteria that a debrief judges."""

TALKS: Final[dict[ScenarioKind, str]] = {
    "negociation": "une négociation",
    "decouverte": "un entretien",
    "prospection": "un appel",
    "reunion": "une réunion",
}

ELSEWHERE: Final[dict[str, str]] = {
    "CR.3.1.1.01": "dans votre fiche client, préparée avant le rendez-vous : sources nommées, datées, recoupées",
    "CR.3.1.1.05": "dans votre compte rendu : profil de l'acheteur prouvé par ses mots, risques classés, solvabilité",
    "CR.2.3.01": "dans vos supports eux-mêmes (courriel, trame d'appel, publication), au format de chaque canal",
    "CR.2.3.02": "dans l'argumentaire écrit de vos supports : avantages, preuves, image de l'entreprise",
    "CR.2.3.03": "dans vos supports : ce qui change d'une cible à l'autre, et pourquoi",
    "CR.4.3.01": "dans votre déroulé écrit : but vérifiable, séquences minutées, méthode de travail de chacune",
    "CR.4.3.02": "dans l'ordre du jour envoyé avant la réunion : objet, thèmes, ce que chacun prépare",
}
"""Criteria on what is written before or after the talk -> where to show them."""


def beyond_talk(kind: ScenarioKind) -> str:
    """« non évaluable dans un entretien »."""
    return f"non évaluable dans {TALKS[kind]}"


def grid(kind: ScenarioKind, watches: Iterable[str]) -> tuple[str, ...]:
    """The criteria of that kind of situation, in the référentiel's order, among those that the material knows."""
    prefixes = tuple(f"CR.{group}." for group in GROUPS[kind])
    return tuple(criterion for criterion in watches if criterion.startswith(prefixes))


def expected_criteria(referentiel: Referentiel, kind: ScenarioKind) -> tuple[str, ...]:
    """The criteria that the référentiel asks of that kind of situation."""
    return tuple(c.id for g in referentiel.groups if g.id in GROUPS[kind] for c in g.criteria)


def conduct_criteria(referentiel: Referentiel, kind: ScenarioKind) -> tuple[str, ...]:
    """The criteria of its debrief, in the référentiel's order."""
    return tuple(c.id for c in referentiel.group(CONDUCT_GROUPS[kind]).criteria)
