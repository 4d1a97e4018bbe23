"""Describe the evidence of one criterion by a few interpretable numbers; what the embedded judge sees of a draft."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.domain.document import Document, Passage
from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.judging.ports import JudgingTask
from assistant.judging.surface import markers_in, number_density, vague_density

FEATURES: Final[tuple[str, ...]] = (
    "wording",
    "indicator_best",
    "indicator_mean",
    "indicator_low",
    "exemplar_high",
    "exemplar_slope",
    "salience",
    "support_words",
    "markers",
    "numbers",
    "cause",
    "vague",
)
"""In the order of the vector.

wording, indicator_*: cosines (0–1) of the best passage with the wording, with the best / all / the weakest
indicators. exemplar_high: cosine with worked examples of level 3; exemplar_slope: the same minus level 1.
salience: indicator_best against the mean of the draft's criteria. support_words: log of the words of the supporting
passages. markers: share (0–1) of the expected markers that they show. numbers, vague: for a hundred words, capped.
cause: 1 when they justify.
"""

SUPPORT = 4
"""Passages that are looked at closely, best first."""


def features_of(task: JudgingTask, document: Document, salience: float = 0.0) -> dict[str, float]:
    """The features of one criterion, all finite. ``salience``: from ``salience_of``."""
    coverage = task.evidence.coverage
    indicators = sorted((v for name, v in coverage.items() if name.startswith("i")), reverse=True) or [
        coverage.get("w", 0.0)
    ]
    passages = supporting(task.evidence, document)
    text = "\n".join(p.text for p in passages)
    words = len(text.split())
    expected = {m for i in task.guidance.indicators for m in i.markers} if task.guidance else set[str]()
    shown = markers_in(text)
    return {
        "wording": coverage.get("w", 0.0),
        "indicator_best": sum(indicators[:2]) / len(indicators[:2]),
        "indicator_mean": sum(indicators) / len(indicators),
        "indicator_low": indicators[-1],
        "exemplar_high": coverage.get("x3", 0.0),
        "exemplar_slope": coverage.get("x3", 0.0) - coverage.get("x1", 0.0),
        "salience": salience,
        "support_words": math.log1p(words),
        "markers": len(expected & shown) / len(expected) if expected else min(1.0, len(shown) / 5),
        "numbers": min(10.0, number_density(text)) if words else 0.0,
        "cause": 1.0 if "cause" in shown else 0.0,
        "vague": min(6.0, vague_density(text)) if words else 0.0,
    }


def supporting(evidence: CriterionEvidence, document: Document) -> list[Passage]:
    """The passages that serve the criterion best: the top ones, less those far behind the first."""
    best = max((strength(c) for c in evidence.candidates), default=0.0)
    kept = [c for c in evidence.candidates[: SUPPORT + 2] if strength(c) >= best - 0.12][:SUPPORT]
    return [p for c in kept if (p := document.passage(c.passage)) is not None]


def strength(candidate: Candidate) -> float:
    """How close a passage comes to what an indicator looks for (cosine, 0–1)."""
    indicators = [v for name, v in candidate.groups.items() if name.startswith("i")]
    return max(indicators, default=candidate.groups.get("w", candidate.similarity))


def salience_of(tasks: Sequence[JudgingTask]) -> Mapping[str, float]:
    """For each criterion, its best indicator against the mean of the draft: what stands out from the general tone."""
    best = {
        t.criterion.id: max((v for n, v in t.evidence.coverage.items() if n.startswith(("i", "w"))), default=0.0)
        for t in tasks
    }
    mean = sum(best.values()) / len(best) if best else 0.0
    return {criterion: value - mean for criterion, value in best.items()}
