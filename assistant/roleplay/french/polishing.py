"""Put every sentence of a scenario in good French order: elisions before names, spaces before double punctuation."""

from __future__ import annotations

import re
from typing import Any

from assistant.domain.scenario import Scenario
from assistant.roleplay.french.filling import elided

_DOUBLE = re.compile(r"(?<=\S) (?=[;:!?»%€])")
_OPENING = re.compile(r"« ")
_STOPS = re.compile(r"([.!?…]) »\.")


def polished(scenario: Scenario) -> Scenario:
    """The same scenario, its French sentences tidied; identifiers and figures are left alone."""
    return Scenario.model_validate(_walk(scenario.model_dump(by_alias=True)))


def tidy(text: str) -> str:
    """One sentence tidied."""
    spaced = _OPENING.sub("«\u00a0", _DOUBLE.sub("\u00a0", elided(text)))
    return _STOPS.sub("\\1\u00a0»", spaced.replace("\u00a0»", " »")).replace(" »", "\u00a0»")


def _walk(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value) if " " in value else value
    if isinstance(value, dict):
        return {key: _walk(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(item) for item in value]
    return value
