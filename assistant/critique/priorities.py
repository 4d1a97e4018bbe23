"""Choose the three moves that matter most, in the order in which to make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain.guidance import Guidance
from assistant.domain.judgement import Verdict
from assistant.domain.referentiel import Referentiel

MOVES = 3
_GAIN = {0: 3.0, 1: 2.6, 2: 1.0, 3: 0.0}
"""What there is to gain. Level 1 comes close to 0: the learner already has the matter, the move is shorter."""


def choose_priorities(
    verdicts: Sequence[Verdict], referentiel: Referentiel, guidance: Mapping[str, Guidance]
) -> tuple[str, ...]:
    """Ids of at most three judged criteria below level 3, best move first.

    A move is worth what there is to gain, more when other weak criteria build on it (``related`` in the guidance:
    objectives before indicators), less when the judge is unsure, and headings are varied.
    """
    weak = {v.id: v for v in verdicts if v.status == "judged" and v.level is not None and v.level < 3}
    rank = {v.id: place for place, v in enumerate(verdicts)}
    leaned_on = _leaned_on(weak, guidance, rank)
    chosen: list[str] = []
    while len(chosen) < MOVES and len(chosen) < len(weak):
        taken = {referentiel.heading_of(c).title for c in chosen}
        chosen.append(
            max(
                (c for c in weak if c not in chosen),
                key=lambda c: (
                    _worth(weak[c], leaned_on[c]) * (0.6 if referentiel.heading_of(c).title in taken else 1.0),
                    -rank[c],
                ),
            )
        )
    return tuple(chosen)


def _leaned_on(
    weak: Mapping[str, Verdict], guidance: Mapping[str, Guidance], rank: Mapping[str, int]
) -> dict[str, int]:
    """For each weak criterion, how many later weak criteria name it as related."""
    counts = dict.fromkeys(weak, 0)
    for other in weak:
        for related in guidance[other].related if other in guidance else ():
            if related in counts and rank[related] < rank[other]:
                counts[related] += 1
    return counts


def _worth(verdict: Verdict, leaned_on: int) -> float:
    assert verdict.level is not None
    sure = 0.5 + 0.5 * (verdict.confidence if verdict.confidence is not None else 0.5)
    return _GAIN[verdict.level] * sure * (1 + 0.15 * min(leaned_on, 3))
