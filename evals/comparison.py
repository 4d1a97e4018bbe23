"""Compare two runs of the same cases: better, worse or not distinguishable, by the paired interval."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import DatasetError
from evals.metrics.bootstrap import interval, resamples
from evals.report.table import ROWS, aligned, number
from evals.run_folder import RunFolder
from evals.scored import Item, by_case
from evals.scorers.port import Direction, Scorer
from evals.scoring import MIN_DRAFTS, sampled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Outcome = Literal["better", "worse", "indistinguishable", "undefined"]
WORDS: Mapping[Outcome, str] = {
    "better": "mieux",
    "worse": "moins bien",
    "indistinguishable": "indiscernable",
    "undefined": "n/a",
}


def run(options: argparse.Namespace) -> int:
    """``jalon eval compare A B``."""
    found = compare_runs(RunFolder(options.before), RunFolder(options.after))
    print(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) if options.json else as_text(found))
    return 0


def compare_runs(before: RunFolder, after: RunFolder) -> dict[str, Any]:
    """Metrics of both runs on the cases they share, their difference and its interval. Raises ``DatasetError``."""
    old, new = before.plan(), after.plan()
    if old["suite"] != new["suite"]:
        raise DatasetError(
            f"Les deux évaluations ne sont pas de la même suite ({old['suite']} et {new['suite']}).",
            "Comparez deux évaluations de la même suite sur les mêmes données.",
        )
    suite = import_module(f"evals.suites.{old['suite']}")
    first, second, notes = shared(suite.main_items(before), suite.main_items(after))
    return {
        "schema": "jalon/eval-comparison@1",
        "suite": old["suite"],
        "before": _who(old),
        "after": _who(new),
        "changed": changed(old["provenance"], new["provenance"]),
        "notes": notes,
        "cases": len(by_case(first)),
        "noise": {"before": _noise(before), "after": _noise(after)},
        "metrics": compare_items(first, second, suite.scorers_for(first)),
    }


def shared(first: Sequence[Item], second: Sequence[Item]) -> tuple[list[Item], list[Item], list[str]]:
    """Items present in both with the same label, in the same order, and what was left out. Raises ``DatasetError``."""
    old, new = {i.key: i for i in first}, {i.key: i for i in second}
    common = [k for k in old if k in new and old[k].truth == new[k].truth]
    if not common:
        raise DatasetError("Les deux évaluations n'ont aucun cas en commun.", "Comparez-les sur les mêmes données.")
    left = len(old.keys() | new.keys()) - len(common)
    notes = [f"{left} éléments laissés de côté : absents d'un côté ou étiquetés autrement."] if left else []
    return [old[k] for k in common], [new[k] for k in common], notes


def compare_items(
    first: Sequence[Item], second: Sequence[Item], scorers: Sequence[Scorer[Item]]
) -> dict[str, dict[str, Any]]:
    """By metric: before, after, difference, its 95 % interval with the same draws on both sides, and the outcome.

    Agreement is compared on the items that both answered; coverage and failures on all of them, so that failing on
    what is hard never looks like progress.
    """
    pairs = list(zip(first, second, strict=True))
    both = [(a, b) for a, b in pairs if a.answered and b.answered]
    found: dict[str, dict[str, Any]] = {}
    for scorer in scorers:
        used = both if scorer.needs_pairs else pairs
        if used:
            found |= _compared(scorer, [a for a, _ in used], [b for _, b in used])
    return found


def _compared(scorer: Scorer[Item], first: Sequence[Item], second: Sequence[Item]) -> dict[str, dict[str, Any]]:
    old, new = by_case(first), by_case(second)
    if len(old) >= MIN_DRAFTS:
        sides = [[old[c] for c in old], [new[c] for c in old]]
    else:
        sides = [[[i] for i in first], [[i] for i in second]]
    tallies = [[scorer.tally(unit) for unit in side] for side in sides]
    weights = resamples(len(sides[0]))
    points = [sampled(scorer, t, None) for t in tallies]
    draws = [sampled(scorer, t, weights) for t in tallies]
    return {
        name: difference(float(points[0][name][0]), float(points[1][name][0]), draws[0][name], draws[1][name], way)
        for name, way in scorer.directions.items()
    }


def difference(
    before: float, after: float, drawn_before: NDArray[np.float64], drawn_after: NDArray[np.float64], way: Direction
) -> dict[str, Any]:
    """One metric: ``change`` is after minus before; ``outcome`` says better or worse only when 0 is outside."""
    if math.isnan(before) or math.isnan(after):
        defined = [None if math.isnan(v) else round(v, 4) for v in (before, after)]
        return {
            "before": defined[0],
            "after": defined[1],
            "change": None,
            "low": None,
            "high": None,
            "outcome": "undefined",
        }
    bounds = interval(drawn_after - drawn_before)
    outcome: Outcome = (
        "undefined" if bounds is None else _outcome(way, bounds, before, after, drawn_before, drawn_after)
    )
    low, high = bounds or (None, None)
    return {
        "before": round(before, 4),
        "after": round(after, 4),
        "change": round(after - before, 4),
        "low": None if low is None else round(low, 4),
        "high": None if high is None else round(high, 4),
        "outcome": outcome,
    }


def _outcome(
    way: Direction,
    bounds: tuple[float, float],
    before: float,
    after: float,
    drawn_before: NDArray[np.float64],
    drawn_after: NDArray[np.float64],
) -> Outcome:
    if way == "zero":  # nearer to zero is better: compare distances
        import numpy as np

        bounds = interval(np.abs(drawn_before) - np.abs(drawn_after)) or (0.0, 0.0)
    elif way == "lower":
        bounds = (-bounds[1], -bounds[0])
    if before == after or bounds[0] <= 0 <= bounds[1]:
        return "indistinguishable"
    return "better" if bounds[0] > 0 else "worse"


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What differs between two provenances."""
    return sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))


def _who(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {"model": plan["provenance"]["model"], "code": plan["provenance"]["code"], "data": plan["data"]}


def _noise(folder: RunFolder) -> Any:
    try:
        return folder.scores().get("noise")
    except DatasetError:
        return None


def as_text(found: Mapping[str, Any]) -> str:
    """The comparison as a table, with the noise floor beside it, French."""
    names = dict(ROWS[found["suite"]])
    rows: list[list[str]] = [["", "A", "B", "écart", "intervalle à 95 %", "verdict"]]
    for name, m in found["metrics"].items():
        if name in names or m["change"] is not None:
            rows.append([names.get(name) or name, *_cells(m)])
    noise = " ; ".join(f"{side} {_noise_words(found['noise'][key])}" for side, key in (("A", "before"), ("B", "after")))
    sides = f"A {found['before']['model']}, B {found['after']['model']}"
    head = f"Suite {found['suite']} · {found['cases']} cas communs · {sides}"
    return "\n".join(
        [
            head,
            f"Ce qui a changé : {', '.join(found['changed']) or 'rien (même assistant, mêmes consignes, même corpus)'}",
            *(f"! {note}" for note in found["notes"]),
            f"Bruit de fond : {noise}",
            "",
            aligned(rows),
        ]
    )


def _cells(m: Mapping[str, Any]) -> list[str]:
    values = ["n/a" if m[key] is None else number(m[key]) for key in ("before", "after", "change")]
    bounds = "n/a" if m["low"] is None else f"[{number(m['low'])} ; {number(m['high'])}]"
    return [*values, bounds, WORDS[m["outcome"]]]


def _noise_words(noise: Mapping[str, Any] | None) -> str:
    if not noise or noise.get("same_level") is None:
        return "non mesuré (--repeat 2)"
    change = "n/a" if noise.get("qwk_change") is None else number(noise["qwk_change"])
    return f"{number(100 * noise['same_level'])} % de niveaux identiques, QWK ± {change}"
