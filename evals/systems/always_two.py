"""The baseline that reads nothing: level 2 for every criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.domain.referentiel import Referentiel
from evals.systems.port import Answer, DraftCase


class AlwaysTwo:
    """The likeliest comfortable answer; any judge worth its cost must beat it."""

    name = "always-2"

    def __init__(self, referentiel: Referentiel) -> None:
        self._referentiel = referentiel

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:  # noqa: ARG002 - the port's
        """Level 2 everywhere, without evidence."""
        criteria = self._referentiel.criteria_of(case.production)
        return Answer(criteria=[bare_verdict(c.id, 2, []) for c in criteria])


def bare_verdict(criterion: str, level: int, spans: list[tuple[int, int]]) -> dict[str, Any]:
    """A verdict with the fields that are scored."""
    return {
        "id": criterion,
        "status": "judged",
        "level": level,
        "evidence": [{"start": start, "end": end} for start, end in spans],
        "confidence": None,
        "proposed": len(spans),
        "dropped": 0,
    }
