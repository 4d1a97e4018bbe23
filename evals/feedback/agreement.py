"""Agreement of a judge of feedback with the anchors; a judge that does not reach it is not used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.errors import JalonError
from evals.feedback.anchors import Anchor, Marks
from evals.feedback.rubric import DIMENSIONS, Dimension
from evals.metrics.agreement import reference_kappa

ENOUGH = 0.6
"""Quadratic kappa that a judge must reach on every dimension before its marks are published."""
ANSWERED = 0.95
"""Share of the anchors that it must have marked."""


class FeedbackJudge(Protocol):
    """Marks one comment. Raises ``JalonError`` or ``DatasetError`` when it cannot: never a default mark."""

    name: str

    def mark(self, excerpt: str, criterion: str, comment: str) -> Marks:
        """Marks on the seven dimensions."""
        ...


@dataclass(frozen=True)
class JudgeAgreement:
    """``kappas`` None where not defined. ``trusted``: every dimension reached ``ENOUGH`` and nothing is missing."""

    judge: str
    asked: int
    failed: int
    kappas: Mapping[Dimension, float | None]
    exact: Mapping[Dimension, float | None]

    @property
    def trusted(self) -> bool:
        """Fail-closed: an undefined kappa or too many failures is not trust."""
        enough = all(k is not None and k >= ENOUGH for k in self.kappas.values())
        return enough and self.asked > 0 and (self.asked - self.failed) / self.asked >= ANSWERED

    def to_json(self) -> dict[str, Any]:
        """As published."""
        return {
            "judge": self.judge,
            "asked": self.asked,
            "failed": self.failed,
            "kappas": dict(self.kappas),
            "exact": dict(self.exact),
            "trusted": self.trusted,
        }


def agreement_of(judge: FeedbackJudge, anchors: Sequence[Anchor]) -> JudgeAgreement:
    """Ask the judge for every anchor; a failure is counted and leaves no mark."""
    pairs: list[tuple[Marks, Marks]] = []
    failed = 0
    for anchor in anchors:
        try:
            pairs.append((anchor.labels, judge.mark(anchor.excerpt, anchor.criterion, anchor.comment)))
        except JalonError:
            failed += 1
    return agreement_between(judge.name, pairs, failed)


def between_passes(anchors: Sequence[Anchor]) -> JudgeAgreement:
    """The second pass against the first: the ceiling of any judge."""
    return agreement_between("seconde passe", [(a.labels, a.second) for a in anchors], 0)


def agreement_between(name: str, pairs: Sequence[tuple[Marks, Marks]], failed: int) -> JudgeAgreement:
    """Kappa and exact agreement by dimension."""
    return JudgeAgreement(
        judge=name,
        asked=len(pairs) + failed,
        failed=failed,
        kappas={d: _kappa([(a[d], b[d]) for a, b in pairs]) for d in DIMENSIONS},
        exact={d: round(sum(a[d] == b[d] for a, b in pairs) / len(pairs), 4) if pairs else None for d in DIMENSIONS},
    )


def _kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    counts = [[0] * 4 for _ in range(4)]
    for a, b in pairs:
        counts[a][b] += 1
    value = reference_kappa(counts, quadratic=True)
    return None if value != value else round(value, 4)
