"""What a system under evaluation is given and must answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from assistant.domain.document import Document
from evals.label_spans import LocatedQuote


@dataclass(frozen=True)
class DraftCase:
    """A draft to assess. ``given``: the passages of the labelled quotes by criterion, for the oracle mode only."""

    name: str
    document: Document
    production: str
    given: Mapping[str, tuple[LocatedQuote, ...]] | None = None


@dataclass(frozen=True)
class Answer:
    """Verdicts in the shape of contracts.md, and what retrieval found before any judging.

    ``candidates``: for each criterion, (passage id, start, end), best first. ``expected``: for each criterion the
    system's mean level on 0–3 when it has one. ``usage``: as in a critique.
    """

    criteria: list[dict[str, Any]]
    priorities: list[str] = field(default_factory=list[str])
    candidates: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict[str, list[tuple[str, int, int]]])
    expected: dict[str, float] = field(default_factory=dict[str, float])
    usage: dict[str, Any] = field(default_factory=dict[str, Any])

    def to_json(self) -> dict[str, Any]:
        """As recorded."""
        return {
            "criteria": self.criteria,
            "priorities": self.priorities,
            "candidates": {c: [list(p) for p in found] for c, found in self.candidates.items()},
            "expected": self.expected,
        }


class DraftSystem(Protocol):
    """Anything that can be asked to assess a draft."""

    name: str

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:
        """Assess it. ``known``: verdicts of an earlier, interrupted answer. Raises ``JalonError`` when it cannot."""
        ...
