"""The few interpretable numbers that the embedded judge sees of the evidence for one criterion."""

from __future__ import annotations

from typing import Final

from assistant.domain.judgement import CriterionEvidence

FEATURES: Final[tuple[str, ...]] = ("wins", "margin", "room", "coverage", "standing", "quality", "vague")
"""wins: log of the passages that resemble this criterion more than any other; margin: by how much the clearest does;
room: log of the words that the draft gives it, a passage being shared among the criteria that it serves;
coverage: mean cosine of the indicators with the best passages; standing: the same against what is usual for each
indicator; quality: level (about 1–3) of the best passage on the scale of the authored examples; vague: vague turns for
a hundred words. wins, margin, room and standing are less their mean over
the draft."""

SIGN: Final[dict[str, int]] = {name: -1 if name == "vague" else 1 for name in FEATURES}
"""The direction in which a feature may move a level; the fit keeps to it."""


def features_of(evidence: CriterionEvidence) -> dict[str, float]:
    """The features in order, 0 where nothing was gathered."""
    return {name: evidence.features.get(name, 0.0) for name in FEATURES}
