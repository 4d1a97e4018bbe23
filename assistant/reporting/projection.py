"""A bloc summed up in the jury's words, as a projection that says how much of it was assessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Verdict
from assistant.domain.levels import LEVELS, Level

Attainment = Literal["acquis", "partiel", "non_acquis"]


class BlockProjection(Frozen):
    """What the assessed criteria of a bloc would lead to.

    ``counts``: criteria at each level 0–3; ``covered``: criteria of the bloc in this production; ``total``: in the
    bloc. ``attainment`` None: fewer than half of ``covered`` were assessed, too few to project.
    """

    number: int
    title: str
    attainment: Attainment | None
    counts: tuple[int, int, int, int]
    covered: int
    total: int

    @property
    def judged(self) -> int:
        """Criteria that have a level."""
        return sum(self.counts)

    @property
    def not_assessed(self) -> int:
        """Criteria of this production without a level (failed or not assessable)."""
        return self.covered - self.judged


def count_levels(verdicts: Sequence[Verdict]) -> tuple[int, int, int, int]:
    """How many judged criteria stand at each level, 0 to 3."""
    levels: list[Level | None] = [v.level for v in verdicts if v.status == "judged"]
    return (levels.count(LEVELS[0]), levels.count(LEVELS[1]), levels.count(LEVELS[2]), levels.count(LEVELS[3]))


def project(counts: tuple[int, int, int, int], covered: int) -> Attainment | None:
    """The jury's word for these counts (rule stated in ``wording.PROJECTION_RULE``), None below half assessed."""
    judged = sum(counts)
    if judged == 0 or judged * 2 < covered:
        return None
    weak = counts[0] + counts[1]
    if weak == 0:
        return "acquis"
    return "non_acquis" if weak * 2 >= judged else "partiel"
