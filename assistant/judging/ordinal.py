"""A proportional-odds model: features to the chance of each level, with weights fitted on labelled drafts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class OrdinalModel:
    """P(level > k) = sigmoid(Σ weight·(x − mean)/scale − threshold[k]), k = 0, 1, 2.

    Two heads would be two models: this is one score and three thresholds, so that more of a good sign never lowers
    a level. ``calibration`` says how often the level given is right, by share of its own probability.
    """

    weights: Mapping[str, float]
    means: Mapping[str, float]
    scales: Mapping[str, float]
    thresholds: tuple[float, float, float]
    calibration: tuple[tuple[float, float], ...] = ()
    provenance: Mapping[str, Any] | None = None

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

    def confidence(self, chance: float) -> float:
        """How often a level given with that chance is right, on labelled drafts; the chance itself when unknown."""
        if not self.calibration:
            return chance
        return _interpolated(self.calibration, chance)


def expected_level(probabilities: Sequence[float]) -> float:
    """Mean level under the chances, between 0 and 3."""
    return sum(level * chance for level, chance in enumerate(probabilities))


def load_weights(path: Path = WEIGHTS) -> OrdinalModel:
    """The committed weights. Raises ``CorpusError`` when the file is missing or malformed."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        low, middle, high = (float(t) for t in data["thresholds"])
        return OrdinalModel(
            weights={k: float(v) for k, v in data["weights"].items()},
            means={k: float(v) for k, v in data["means"].items()},
            scales={k: float(v) for k, v in data["scales"].items()},
            thresholds=(low, middle, high),
            calibration=tuple((float(a), float(b)) for a, b in data.get("calibration", ())),
            provenance=data.get("provenance"),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            f"Les poids du juge embarqué ne peuvent pas être lus ({path.name}, {type(error).__name__}).",
            "Réinstallez Jalon, ou refaites-les avec : python -m evals.calibration.",
        ) from None


def _bounded(value: float) -> float:
    return max(-30.0, min(30.0, value))


def _interpolated(points: Sequence[tuple[float, float]], at: float) -> float:
    if at <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0) if x1 > x0 else y1
    return points[-1][1]
