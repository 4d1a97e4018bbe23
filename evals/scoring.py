"""From scored criteria to figures with their intervals, overall and by group and production."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from evals.metrics.agreement import reference_kappa
from evals.metrics.bootstrap import DRAWS, SEED, interval, resamples
from evals.scored import ScoredItem, by_case
from evals.scorers.agreement import Agreement
from evals.scorers.candidates import RetrievedEvidence
from evals.scorers.confidence import Confidence
from evals.scorers.coverage import Coverage
from evals.scorers.evidence import ShownEvidence
from evals.scorers.port import Direction, Scorer
from evals.scorers.priorities import Priorities

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Item = TypeVar("Item")

CRITIQUE_SCORERS: tuple[Scorer[ScoredItem], ...] = (
    Agreement(),
    Coverage(),
    ShownEvidence(),
    RetrievedEvidence(),
    Priorities(),
    Confidence(),
)
DIRECTIONS: Mapping[str, Direction] = {name: way for s in CRITIQUE_SCORERS for name, way in s.directions.items()}

MIN_DRAFTS = 5
"""Under that many drafts, resampling drafts looks falsely narrow: criteria are resampled instead, and it is said."""

Figures = dict[str, Any]
"""By metric: ``{"value", "low", "high", "n"}``; None where not defined. Besides: ``n`` criteria with label and level,
``drafts``, and ``resampled``: ``drafts`` or ``criteria``."""


def figures_of(items: Sequence[ScoredItem], *, draws: int = DRAWS, seed: int = SEED) -> Figures:
    """Every metric of those criteria, with its 95 % interval by resampling drafts (criteria when drafts are few)."""
    drafts = list(by_case(items).values())
    units = drafts if len(drafts) >= MIN_DRAFTS else [[item] for item in items]
    found: Figures = {
        "n": sum(i.pair is not None for i in items),
        "drafts": len(drafts),
        "resampled": "drafts" if len(drafts) >= MIN_DRAFTS else "criteria",
    }
    found |= figures_from(units, CRITIQUE_SCORERS, draws=draws, seed=seed)
    _check_kappas(found, items)
    return found


def figures_from(
    units: Sequence[Sequence[Item]], scorers: Sequence[Scorer[Item]], *, draws: int = DRAWS, seed: int = SEED
) -> Figures:
    """Every metric of the scorers over units that are resampled whole; no interval for a single unit."""
    found: Figures = {}
    if not units:
        return found
    weights = resamples(len(units), draws, seed)
    for scorer in scorers:
        tallies = [scorer.tally(unit) for unit in units]
        point, drawn = sampled(scorer, tallies, None), sampled(scorer, tallies, weights)
        for name in scorer.directions:
            bounds = interval(drawn[name]) if len(units) > 1 else None
            found[name] = _figure(float(point[name][0]), bounds, int(count_of(scorer, tallies, name)))
    return found


def sampled(
    scorer: Scorer[Any], tallies: Sequence[Mapping[str, float]], weights: NDArray[np.float64] | None
) -> dict[str, NDArray[np.float64]]:
    """Values of each metric for each row of ``weights`` (draws, drafts), or for the plain sum (one row)."""
    import numpy as np

    names = list(tallies[0])
    matrix = np.array([[tally[name] for name in names] for tally in tallies], dtype=np.float64)
    sums = matrix.sum(axis=0)[None, :] if weights is None else weights @ matrix
    totals = {name: sums[:, column] for column, name in enumerate(names)}
    return {name: measured.value for name, measured in scorer.measure(totals).items()}


def count_of(scorer: Scorer[Any], tallies: Sequence[Mapping[str, float]], metric: str) -> float:
    """What the metric is a mean over, on the plain sum."""
    import numpy as np

    totals = {name: np.array([sum(t[name] for t in tallies)]) for name in tallies[0]}
    return float(scorer.measure(totals)[metric].n[0])


def _figure(value: float, bounds: tuple[float, float] | None, n: int) -> dict[str, Any]:
    if math.isnan(value):
        return {"value": None, "low": None, "high": None, "n": n}
    low, high = bounds or (None, None)
    return {"value": _rounded(value), "low": _rounded(low), "high": _rounded(high), "n": n}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _check_kappas(found: Figures, items: Sequence[ScoredItem]) -> None:
    """The published kappas are scikit-learn's; ours serve the draws and must agree with them."""
    confusion = confusion_matrix(items)
    for name, quadratic in (("qwk", True), ("kappa", False)):
        if found.get(name, {}).get("value") is not None:
            found[name]["value"] = round(reference_kappa(confusion, quadratic=quadratic), 4)


def confusion_matrix(items: Sequence[ScoredItem]) -> list[list[int]]:
    """Counts, rows labels 0–3, columns levels given 0–3."""
    counts = [[0] * 4 for _ in range(4)]
    for item in items:
        if item.pair is not None:
            counts[item.pair[0]][item.pair[1]] += 1
    return counts


def counts_of(items: Sequence[ScoredItem]) -> dict[str, int]:
    """Criteria by what became of them; every one is in exactly one of ``scored`` … ``unscored``."""
    return {
        "criteria": len(items),
        "scored": sum(i.pair is not None for i in items),
        "not_assessable_agreed": sum(i.label is None and i.outcome == "not_assessable" for i in items),
        "judged_though_not_assessable": sum(i.label is None and i.outcome == "judged" for i in items),
        "abstained": sum(i.label is not None and i.outcome == "not_assessable" for i in items),
        "failed": sum(i.outcome == "failed" for i in items),
        "unscored": sum(i.outcome == "unscored" for i in items),
    }


def split_by(items: Sequence[ScoredItem], attribute: str) -> dict[str, list[ScoredItem]]:
    """Items by ``group`` or ``production``, in their order of appearance sorted by name."""
    found: dict[str, list[ScoredItem]] = {}
    for item in sorted(items, key=lambda i: str(getattr(i, attribute))):
        found.setdefault(str(getattr(item, attribute)), []).append(item)
    return found
