"""Say, for each criterion of the grid, where the scenario lets the learner show it and what an observer notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from assistant.domain.referentiel import Referentiel
from assistant.domain.scenario import Occasion, ScenarioKind
from assistant.roleplay.filling import fill
from assistant.roleplay.material_types import Material

GROUPS: Final[dict[ScenarioKind, tuple[str, ...]]] = {
    "negociation": ("3.2.1", "3.2.2-3", "3.2.4"),
    "decouverte": ("3.1.1",),
    "prospection": ("2.3",),
    "reunion": ("4.3",),
}


def grid(kind: ScenarioKind, watches: Iterable[str]) -> tuple[str, ...]:
    """The criteria of that kind of situation, in the référentiel's order, among those that the material knows."""
    prefixes = tuple(f"CR.{group}." for group in GROUPS[kind])
    return tuple(criterion for criterion in watches if criterion.startswith(prefixes))


def expected_criteria(referentiel: Referentiel, kind: ScenarioKind) -> tuple[str, ...]:
    """The criteria that the référentiel asks of that kind of situation."""
    return tuple(c.id for g in referentiel.groups if g.id in GROUPS[kind] for c in g.criteria)


def build_occasions(
    material: Material, kind: ScenarioKind, slots: dict[str, str], refs: Mapping[str, tuple[str, ...]]
) -> tuple[Occasion, ...]:
    """One occasion a criterion. ``refs``: criterion -> ids of what gives the occasion."""
    return tuple(
        Occasion(
            criterion=criterion,
            text=fill(material.watches[criterion].text, slots).strip(),
            watch=material.watches[criterion].watch,
            refs=refs.get(criterion, ()),
        )
        for criterion in grid(kind, material.watches)
    )
