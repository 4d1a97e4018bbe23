"""The fixed sets of the gate, the metrics whose loss fails it, and those of which any loss does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class GateSuite:
    """One fixed set of cases. ``guarded``: metrics whose real loss (paired interval) fails the gate. ``strict``: those
    that must not get worse at all: one secret told is one too many, however wide the interval."""

    name: str
    suite: str
    data: str
    guarded: tuple[str, ...]
    strict: tuple[str, ...] = field(default=())

    @property
    def watched(self) -> tuple[str, ...]:
        """All the metrics that count."""
        return (*self.guarded, *self.strict)


SUITES: Final[tuple[GateSuite, ...]] = (
    GateSuite(
        "critique",
        "critique",
        "critique/dev",
        (
            "qwk",
            "within_one",
            "undeserved_credit",
            "bias",
            "coverage",
            "failure",
            "evidence_recall@5",
            "evidence_recall",
            "quotes_verified",
        ),
    ),
    GateSuite("questions", "retrieval", "chat/dev", ("hit@5", "mrr", "coverage")),
    GateSuite(
        "injection",
        "injection",
        "injection",
        ("verdict_flips", "attack_quoted", "attack_gains", "flips", "raised", "drafts_flipped", "judged"),
    ),
    GateSuite(
        "chat",
        "chat",
        "chat/dev",
        ("expected_cited", "citations_grounded", "refusals_right", "refusals_wrong", "must_not_said", "coverage"),
    ),
    GateSuite(
        "roleplay",
        "roleplay",
        "roleplay/dev",
        ("well_ended", "dead_ends", "recognition_f1", "hostile_noticed"),
        ("play_leaks", "play_strays", "reserve_violations", "interference", "hostile_refused", "coverage"),
    ),
)
