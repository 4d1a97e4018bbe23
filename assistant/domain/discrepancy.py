"""A figure of the draft that its own figures contradict."""

from __future__ import annotations

from typing import Literal

from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Evidence

DiscrepancyKind = Literal["total", "share", "rate", "change", "difference", "product", "margin"]


class Discrepancy(Frozen):
    """What the draft states beside what its figures give.

    quote_a: where the figure is stated; quote_b: where the figures that contradict it stand, when elsewhere.
    stated, computed: in the unit of the draft (euros, units, or percent). sentence: French, for the learner.
    """

    kind: DiscrepancyKind
    quote_a: Evidence
    quote_b: Evidence | None = None
    stated: float
    computed: float
    sentence: str
