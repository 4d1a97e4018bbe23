"""From evidence to verdict: what a judge proposes, and what is left once the program has checked it.

A ``Judgement`` never reaches a learner: only a ``Verdict`` does, and only ``judging.verify`` makes one.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.domain.levels import Level

Stability = Literal["stable", "hesitant"]


class Candidate(Frozen):
    """A passage that may serve a criterion.

    ``score``: comparable within one criterion of one draft only. ``indicators``: cosine of the passage with each
    indicator of the criterion, in order.
    """

    passage: str
    score: float
    indicators: tuple[float, ...] = ()


class CriterionEvidence(Frozen):
    """What retrieval found for one criterion, best first.

    ``searched``: how many passages were looked at. ``coverage``: for each indicator, how far the draft stands above
    what is usual for that indicator (in standard deviations). ``features``: what the embedded judge sees.
    """

    criterion: str
    candidates: tuple[Candidate, ...]
    searched: int
    coverage: tuple[float, ...] = ()
    features: dict[str, float] = Field(default_factory=dict)


class ProposedQuote(Frozen):
    """A quote that a judge claims to be in a passage."""

    passage: str
    text: str


class Judgement(Frozen):
    """A judge's proposal for one criterion, not yet checked. ``level`` None: this document cannot show it.

    ``borderline``: another marker could, in good faith, give the next level. ``stability``: known once judged again.
    """

    criterion: str
    level: Level | None
    quotes: tuple[ProposedQuote, ...] = ()
    finding: str
    gap: str = ""
    expectation: str = ""
    question: str = ""
    next_step: str = ""
    confidence: float | None = None
    borderline: bool = False
    stability: Stability | None = None


class Evidence(Frozen):
    """A quote found in the draft. ``quote`` is exactly ``Document.text[start:end]``."""

    quote: str
    passage: str
    section: str
    page: int | None
    start: int
    end: int
    turn: int | None = None


class Verdict(Frozen):
    """What a learner may see for one criterion.

    status ``judged``: level 0–3; ``not_assessable``: level None; ``failed``: level None and ``reason``.
    ``confidence`` in 0–1 (the chance, as calibrated, that a trainer gives the same level), None when unknown.
    ``stability``: whether a borderline level held when judged again, None when that was not asked.
    """

    id: str
    status: Literal["judged", "not_assessable", "failed"]
    level: Level | None
    evidence: tuple[Evidence, ...] = ()
    expectation: str = ""
    finding: str = ""
    gap: str = ""
    question: str = ""
    next_step: str = ""
    confidence: float | None = None
    stability: Stability | None = None
    reason: str | None = None
    exemplar: str | None = None
    looked_at: tuple[str, ...] = ()
    proposed: int = 0
    dropped: int = 0
