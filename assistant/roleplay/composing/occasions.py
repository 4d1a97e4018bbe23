"""Say, for each criterion of the grid, where the scenario lets the learner show it and what an observer notes."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.scenario import Occasion, ScenarioKind
from assistant.roleplay.composing.grids import grid
from assistant.roleplay.french.filling import fill
from assistant.roleplay.material.shapes import Material


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
