"""Set the level thresholds of the wording baselines on labelled drafts of ``dev``.

``python -m evals.systems.fit_thresholds evals/datasets/critique/dev``
The thresholds give the baseline the labels' own distribution of levels, the fairest start that a baseline can have.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

THRESHOLDS = Path(__file__).with_name("thresholds.json")


def matching(scores: Sequence[float], levels: Sequence[int]) -> list[float]:
    """Three thresholds such that as many scores reach each level as there are labels at it or above."""
    ordered = sorted(scores, reverse=True)
    found: list[float] = []
    for level in (1, 2, 3):
        above = sum(value >= level for value in levels)
        found.append(round(ordered[above - 1], 4) if above else 1.01)
    return found


def main(folder: Path) -> None:
    """Fit on that folder and write ``thresholds.json``."""
    from assistant.services import Services
    from evals.suites.drafts import read_drafts
    from evals.systems.wording import KeywordSearch, WordingOnly

    services = Services()
    drafts = read_drafts(folder, services)
    thresholds: dict[str, list[float]] = {}
    for system in (KeywordSearch(services.referentiel), WordingOnly(services.referentiel, services.embedder)):
        scores: list[float] = []
        levels: list[int] = []
        for read in drafts:
            ranked = system.rank(read.document, services.referentiel.criteria_of(read.draft.production))
            for label in read.draft.labels:
                if label.level is not None:
                    scores.append(max((score for _, score in ranked[label.id]), default=0.0))
                    levels.append(label.level)
        thresholds[system.name] = matching(scores, levels)
    content = {"fitted_on": folder.name, "drafts": [d.draft.name for d in drafts], "thresholds": thresholds}
    THRESHOLDS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
