"""What the engine itself saw of the criteria of a play, by the rules of its situation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from assistant.domain.scenario import Scenario, ScenarioKind
from assistant.roleplay.debrief.call_rules import call_observations
from assistant.roleplay.debrief.discovery_rules import discovery_observations
from assistant.roleplay.debrief.meeting_rules import meeting_observations
from assistant.roleplay.debrief.negotiation_rules import negotiation_observations
from assistant.roleplay.debrief.scene import Observation, Scene
from assistant.roleplay.playing.session import PlayRecord

_RULES: Final[Mapping[ScenarioKind, Callable[[Scene], dict[str, Observation]]]] = {
    "negociation": negotiation_observations,
    "decouverte": discovery_observations,
    "prospection": call_observations,
    "reunion": meeting_observations,
}


def observe(record: PlayRecord, scenario: Scenario) -> dict[str, Observation]:
    """One observation for each criterion of the situation's group; empty when nothing was said.

    For a criterion that a talk cannot show (``ELSEWHERE``), the level is None and the finding is what was noted all
    the same, "" when nothing was.
    """
    return _RULES[scenario.kind](Scene(record, scenario)) if record.exchanges else {}
