"""Find, for every criterion at once, the passages of a draft that may serve it, and describe what was found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.judging.profiles import CriterionProfile
from assistant.judging.quality import QualityScale
from assistant.judging.ranking import DraftIndex, Ranking, rank
from assistant.judging.surface import vague_density

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 12
"""Candidates kept for each criterion, best first."""
CLOSE = 6
"""Candidates in which the indicators are looked for."""
SUPPORT = 4
"""Candidates whose wording is looked at."""
CLEAR = 1.0
"""Resemblance (standard deviations) under which a passage is won by no criterion."""


def gather_evidence(
    index: DraftIndex, profiles: Sequence[CriterionProfile], weights: Mapping[str, float], scale: QualityScale
) -> dict[str, CriterionEvidence]:
    """Candidates, coverage and features for each criterion id.

    The index holds only passages that may count (no copy of the référentiel, no order to the reader).
    """
    if not len(index) or not profiles:
        return {p.criterion: CriterionEvidence(criterion=p.criterion, candidates=(), searched=0) for p in profiles}
    return evidence_from(index, profiles, rank(index, profiles, weights), scale)


def evidence_from(
    index: DraftIndex, profiles: Sequence[CriterionProfile], ranking: Ranking, scale: QualityScale
) -> dict[str, CriterionEvidence]:
    """The same from a ranking already made; needs at least one passage and one criterion."""
    quality = scale.score([p.text for p in index.passages], index.vectors)
    scene = _Scene(index, ranking, quality, _room(index, ranking))
    found = [scene.evidence(row, profile) for row, profile in enumerate(profiles)]
    return {e.criterion: e for e in _against_the_draft(found)}


@dataclass(frozen=True, eq=False)
class _Scene:
    """One draft ranked: what the evidence of each criterion is read from."""

    index: DraftIndex
    ranking: Ranking
    quality: NDArray[np.float64]
    room: NDArray[np.float64]

    def evidence(self, row: int, profile: CriterionProfile) -> CriterionEvidence:
        import numpy as np

        order = np.argsort(-self.ranking.scores[row], kind="stable")[:KEPT]
        closeness = np.stack([(probes @ self.index.vectors[order].T).max(axis=0) for probes in profile.indicators])
        near = closeness[:, :CLOSE].max(axis=1)
        standing = [0.0] * len(near)
        if profile.usual:  # unknown when no other criterion has examples
            standing = [float(v) for v in (near - np.array(profile.usual)) / np.array(profile.spread)]
        wins, margin = self._contest(row)
        support = "\n".join(self.index.passages[i].text for i in order[:SUPPORT])
        return CriterionEvidence(
            criterion=profile.criterion,
            candidates=tuple(
                Candidate(
                    passage=self.index.passages[i].id,
                    score=round(float(self.ranking.scores[row, i]), 4),
                    indicators=tuple(round(float(v), 4) for v in closeness[:, place]),
                )
                for place, i in enumerate(order)
            ),
            searched=len(self.index),
            coverage=tuple(round(v, 3) for v in standing),
            features={
                "wins": math.log1p(wins),
                "margin": margin,
                "room": float(self.room[row]),
                "coverage": float(near.mean()),
                "standing": sum(standing) / len(standing),
                "quality": float(self.quality[order[0]]),
                "vague": min(6.0, vague_density(support)),
            },
        )

    def _contest(self, row: int) -> tuple[int, float]:
        """How many passages resemble this criterion most among all, and by how much the clearest one does."""
        import numpy as np

        mine = self.ranking.resemblance[row]
        if len(self.ranking.resemblance) == 1:
            return 0, float(mine.max())
        rival = np.delete(self.ranking.resemblance, row, axis=0).max(axis=0)
        won = (mine > rival) & (mine > CLEAR)
        return int(won.sum()), float((mine - rival).max())


def _room(index: DraftIndex, ranking: Ranking) -> NDArray[np.float64]:
    """Log of the words that the draft gives to each criterion, each passage shared by its scores, shape (criteria,)."""
    import numpy as np

    words = np.array([len(passage.text.split()) for passage in index.passages])
    shares = np.exp(ranking.scores - ranking.scores.max(axis=0)).astype(np.float64)
    return np.log1p((shares / shares.sum(axis=0)) @ words)


RELATIVE = ("wins", "margin", "room", "standing")
"""Features that mean something only beside the draft's other criteria."""


def _against_the_draft(found: Sequence[CriterionEvidence]) -> list[CriterionEvidence]:
    means = {name: sum(e.features[name] for e in found) / len(found) for name in RELATIVE}
    return [
        e.model_copy(
            update={"features": {name: round(value - means.get(name, 0.0), 5) for name, value in e.features.items()}}
        )
        for e in found
    ]
