"""A proportional-odds model: features to the chance of each level, with weights fitted on labelled drafts."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.domain.levels import Level
from assistant.errors import CorpusError

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class OrdinalModel:
    """P(level > k) = sigmoid(Σ weight·(x − mean)/scale − threshold[k]), k = 0, 1, 2.

    One score and three thresholds: more of a good sign never lowers a level. ``cuts``: scores from which level 1, 2, 3
    is given; they keep each level as frequent as trainers give it, where the likeliest level alone would crowd the
    middle. ``calibration``: how often a level is right, by the chance it was given with.
    """

    weights: Mapping[str, float]
    means: Mapping[str, float]
    scales: Mapping[str, float]
    thresholds: tuple[float, float, float]
    cuts: tuple[float, float, float]
    calibration: tuple[tuple[float, float], ...] = ()

    def score(self, features: Mapping[str, float]) -> float:
        """The linear score; higher means a better level."""
        return sum(
            weight * (features[name] - self.means[name]) / self.scales[name] for name, weight in self.weights.items()
        )

    def probabilities(self, features: Mapping[str, float]) -> tuple[float, float, float, float]:
        """Chances of levels 0, 1, 2, 3; they sum to 1."""
        score = self.score(features)
        above = [1.0 / (1.0 + math.exp(-_bounded(score - t))) for t in self.thresholds]
        return (1 - above[0], above[0] - above[1], above[1] - above[2], above[2])

    def level(self, features: Mapping[str, float]) -> Level:
        """The level given."""
        levels: tuple[Level, Level, Level, Level] = (0, 1, 2, 3)
        return levels[sum(self.score(features) > cut for cut in self.cuts)]

    def confidence(self, chance: float) -> float:
        """How often a level given with that chance is right, on labelled drafts; the chance itself when unknown."""
        if not self.calibration:
            return chance
        return _interpolated(self.calibration, chance)


@dataclass(frozen=True)
class JudgeWeights:
    """What is fitted on labelled drafts: how passages are ranked, and how levels are given.

    ``version``: ``weights@`` and the beginning of the file's sha256.
    """

    ranking: Mapping[str, float]
    levels: OrdinalModel
    provenance: Mapping[str, Any]
    version: str


def load_weights(path: Path = WEIGHTS) -> JudgeWeights:
    """The committed weights. Raises ``CorpusError`` when the file is missing or malformed."""
    try:
        raw = path.read_bytes()
        data = json.loads(raw)
        levels = data["levels"]
        model = OrdinalModel(
            weights=_numbers(levels["weights"]),
            means=_numbers(levels["means"]),
            scales=_numbers(levels["scales"]),
            thresholds=_three(levels["thresholds"]),
            cuts=_three(levels["cuts"]),
            calibration=tuple((float(a), float(b)) for a, b in levels.get("calibration", ())),
        )
        version = f"weights@{hashlib.sha256(raw).hexdigest()[:16]}"
        return JudgeWeights(_numbers(data["ranking"]), model, dict(data["provenance"]), version)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(
            f"Les poids du juge embarqué ne peuvent pas être lus ({path.name}, {type(error).__name__}).",
            "Réinstallez Jalon, ou refaites-les avec : python -m evals.calibration.",
        ) from None


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _three(values: Sequence[Any]) -> tuple[float, float, float]:
    low, middle, high = (float(v) for v in values)
    return low, middle, high


def _bounded(value: float) -> float:
    return max(-30.0, min(30.0, value))


def _interpolated(points: Sequence[tuple[float, float]], at: float) -> float:
    if at <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0) if x1 > x0 else y1
    return points[-1][1]
