"""Check the French of a scenario for what a composer gets wrong: open slots, elisions, agreements, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.domain.scenario import Scenario

_FAULTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("un emplacement resté vide", re.compile(r"\{[a-z_]*\}|\bNone\b")),
    ("une élision manquante", re.compile(r"\b(?:[Dd]e|[Qq]ue|[Jj]usque) [AEIOUYÉÈÊÂÎÔ][a-zé'’]")),
    ("une contraction manquante", re.compile(r"\b(?:de|à) les? (?!\w+(?:er|ir|re|oir)\b)")),
    ("un mot doublé", re.compile(r"\b([^\W\d]{2,}) \1\b", re.IGNORECASE)),
    ("une ponctuation doublée", re.compile(r"\.\.(?!\.)|,,|;;|\.\s*,|\. \.")),
    ("un espace en trop", re.compile(r"  +|\s[,.](?!\.)")),
    ("un accord à deux formes resté", re.compile(r"\b(\w{3,})/\1?\w*(?:e|rice|euse|ière|ienne|elle|ale|ive)\b")),
)
_DOUBLE_ALLOWED = {"nous", "vous"}


def check_french(scenario: Scenario) -> Iterable[str]:
    """One line a fault, with the words around it."""
    for place, text in _texts(scenario.model_dump(by_alias=True, exclude={"solvability"}), ""):
        for name, fault in _FAULTS:
            found = fault.search(text.replace("\u00a0", " ").replace("\u202f", " "))
            if found is None or (name == "un mot doublé" and found.group(1).lower() in _DOUBLE_ALLOWED):
                continue
            start = max(0, found.start() - 15)
            yield f"{place.lstrip('.')} : {name} (« {text[start : found.end() + 15]} »)"


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if " " in value or "{" in value:
            yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for rank, item in enumerate(value):
            yield from _texts(item, f"{place}.{rank}")
