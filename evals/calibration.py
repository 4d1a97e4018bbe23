"""Fit the embedded brain on labelled drafts: ``python -m evals.calibration --data evals/datasets/critique/dev``.

Two small models, both linear and both constrained to signs that make sense: the ranking of passages (logistic, from
which passages hold the labelled evidence) and the level (proportional odds). Deterministic: same data, same bytes.
Nothing of ``test`` is read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.document import Document
from assistant.domain.judgement import CriterionEvidence
from assistant.judging.features import FEATURES, SIGN, features_of
from assistant.judging.gather import gather_evidence
from assistant.judging.integrity import examine
from assistant.judging.ordinal import WEIGHTS
from assistant.judging.profiles import CriterionProfile, profiles_for, with_standing
from assistant.judging.quality import QualityScale
from assistant.judging.quoting import QuoteFinder
from assistant.judging.ranking import SIGNS, DraftIndex, signs_of
from assistant.services import Services
from assistant.settings import load_settings
from evals.datasets_io import without_markup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RANKING_PENALTY = 0.1
LEVEL_PENALTY = 30.0


@dataclass(frozen=True)
class LabelledDraft:
    """One draft of ``dev``, read and indexed. holders[i]: ids of the passages that hold the evidence of criterion i."""

    name: str
    document: Document
    index: DraftIndex
    profiles: list[CriterionProfile]
    levels: list[int | None]
    holders: list[set[str]]
    quality: QualityScale


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print what was reached by leave-one-draft-out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("evals/datasets/critique/dev"))
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    drafts = load_drafts(Services(load_settings(), notify=print), options.data)
    weights = fit(drafts)
    reached, weights["levels"]["calibration"] = leave_one_out(drafts)
    weights["provenance"] = {
        "fitted_on": sorted(d.name for d in drafts),
        "labels": sum(level is not None for d in drafts for level in d.levels),
        "data": data_hash(options.data),
        "command": "python -m evals.calibration",
        "leave_one_draft_out": reached,
    }
    options.output.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights["provenance"]["leave_one_draft_out"], indent=1))
    return 0


def load_drafts(services: Services, folder: Path) -> list[LabelledDraft]:
    """Every ``NAME.md`` + ``NAME.json`` of the folder."""
    titles = {p.title: p.slug for p in services.referentiel.productions}
    official = [c.text for c in services.referentiel.criteria()]
    drafts: list[LabelledDraft] = []
    for path in sorted(folder.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        document = services.read(path.with_suffix(".md"))
        integrity = examine(document, official)
        index = DraftIndex(integrity.counting(document), services.embedder)
        criteria = services.referentiel.criteria_of(titles[labels["production"]])
        by_id = {label["id"]: label for label in labels["labels"]}
        finder = QuoteFinder(document.text)
        drafts.append(
            LabelledDraft(
                name=path.stem,
                document=document,
                index=index,
                profiles=with_standing(profiles_for(criteria, services.vectors)),
                levels=[by_id[c.id]["level"] for c in criteria],
                holders=[_holders(document, finder, by_id[c.id]["evidence"]) for c in criteria],
                quality=services.quality,
            )
        )
    return drafts


def _holders(document: Document, finder: QuoteFinder, quotes: Sequence[str]) -> set[str]:
    found = (finder.find(without_markup(quote)) for quote in quotes)
    passages = (document.passage_at(bounds[0]) for bounds in found if bounds is not None)
    return {p.id for p in passages if p is not None}


def data_hash(folder: Path) -> str:
    """sha256 of the names and bytes of the drafts and labels."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fit(drafts: Sequence[LabelledDraft]) -> dict[str, Any]:
    """Ranking weights, then level weights given that ranking."""
    ranking = fit_ranking(drafts)
    rows, levels = level_rows(drafts, ranking)
    return {"schema": "jalon/judge-weights@1", "ranking": ranking, "levels": fit_levels(rows, levels)}


def fit_ranking(drafts: Sequence[LabelledDraft]) -> dict[str, float]:
    """Logistic weights of the signs, from criteria that have evidence; classes balanced."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    xs: list[NDArray[np.float64]] = []
    ys: list[NDArray[np.int64]] = []
    for draft in drafts:
        signs = signs_of(draft.index, draft.profiles)
        xs.append(np.stack([signs[name] for name in SIGNS], axis=-1).reshape(-1, len(SIGNS)).astype(np.float64))
        held = [[int(p.id in holders) for p in draft.index.passages] for holders in draft.holders]
        ys.append(np.array(held).reshape(-1))
    model = LogisticRegression(C=RANKING_PENALTY, class_weight="balanced", max_iter=2000)
    model.fit(np.concatenate(xs), np.concatenate(ys))
    return {name: round(max(0.0, float(w)), 4) for name, w in zip(SIGNS, model.coef_[0], strict=True)}


def level_rows(drafts: Sequence[LabelledDraft], ranking: dict[str, float]) -> tuple[list[dict[str, float]], list[int]]:
    """Features and level of every labelled criterion."""
    rows: list[dict[str, float]] = []
    levels: list[int] = []
    for draft in drafts:
        evidence: dict[str, CriterionEvidence] = gather_evidence(draft.index, draft.profiles, ranking, draft.quality)
        for profile, level in zip(draft.profiles, draft.levels, strict=True):
            if level is not None:
                rows.append(features_of(evidence[profile.criterion]))
                levels.append(level)
    return rows, levels


def fit_levels(rows: Sequence[dict[str, float]], levels: Sequence[int]) -> dict[str, Any]:
    """Proportional odds by penalised likelihood, each weight kept to the sign that makes sense."""
    import numpy as np
    from scipy.optimize import minimize

    x = np.array([[row[name] for name in FEATURES] for row in rows])
    y = np.array(levels)
    means, scales = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - means) / scales
    start = np.concatenate([[0.1 * SIGN[name] for name in FEATURES], [-1.0, np.log(1.0), np.log(1.0)]])
    bounds = [((0, None) if SIGN[name] > 0 else (None, 0)) for name in FEATURES] + [(None, None)] * 3

    def loss(parameters: NDArray[np.float64]) -> float:
        weights, thresholds = parameters[: len(FEATURES)], _thresholds(parameters[len(FEATURES) :])
        above = 1 / (1 + np.exp(-np.clip(z @ weights[:, None] - thresholds[None, :], -30, 30)))
        edges = np.concatenate([np.ones((len(z), 1)), above, np.zeros((len(z), 1))], axis=1)
        chances = edges[np.arange(len(y)), y] - edges[np.arange(len(y)), y + 1]
        return float(-np.log(np.maximum(chances, 1e-9)).sum() + LEVEL_PENALTY * (weights**2).sum())

    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds)
    weights, thresholds = found.x[: len(FEATURES)], _thresholds(found.x[len(FEATURES) :])
    scores = z @ weights
    shares = np.cumsum(np.bincount(y, minlength=4) / len(y))[:3]
    return {
        "weights": _named(weights),
        "means": _named(means),
        "scales": _named(scales),
        "thresholds": [round(float(t), 4) for t in thresholds],
        "cuts": [round(float(c), 4) for c in np.quantile(scores, shares)],
    }


def _thresholds(free: NDArray[np.float64]) -> NDArray[np.float64]:
    """Increasing, whatever the free parameters."""
    import numpy as np

    return np.array([free[0], free[0] + np.exp(free[1]), free[0] + np.exp(free[1]) + np.exp(free[2])])


def _named(values: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(FEATURES, values, strict=True)}


def leave_one_out(drafts: Sequence[LabelledDraft]) -> tuple[dict[str, float], list[list[float]]]:
    """What the fit reaches on a draft that it has not seen, over all drafts, and how often a level given is right."""
    import numpy as np
    from sklearn.metrics import cohen_kappa_score, roc_auc_score

    from assistant.judging.ordinal import OrdinalModel

    truth: list[int] = []
    given: list[int] = []
    scores: list[float] = []
    recall: list[float] = []
    hits: list[bool] = []
    chances: list[float] = []
    for left_out in drafts:
        others = [d for d in drafts if d is not left_out]
        ranking = fit_ranking(others)
        fitted = fit_levels(*level_rows(others, ranking))
        model = OrdinalModel(
            weights=fitted["weights"],
            means=fitted["means"],
            scales=fitted["scales"],
            thresholds=tuple(fitted["thresholds"]),
            cuts=tuple(fitted["cuts"]),
        )
        evidence = gather_evidence(left_out.index, left_out.profiles, ranking, left_out.quality)
        for profile, level, holders in zip(left_out.profiles, left_out.levels, left_out.holders, strict=True):
            found = evidence[profile.criterion]
            if holders:
                first = [c.passage for c in found.candidates]
                recall.append(len(holders & set(first[:5])) / len(holders))
                hits.append(bool(holders & set(first[:10])))
            if level is not None:
                truth.append(level)
                given.append(model.level(features_of(found)))
                scores.append(model.score(features_of(found)))
                chances.append(model.probabilities(features_of(found))[given[-1]])
    reached = {
        "n": len(truth),
        "qwk": round(float(cohen_kappa_score(truth, given, weights="quadratic")), 3),
        "within_one": round(float(np.mean(np.abs(np.array(truth) - np.array(given)) <= 1)), 3),
        "level_0_auc": round(float(roc_auc_score([t > 0 for t in truth], scores)), 3),
        "recall_at_5": round(float(np.mean(recall)), 3),
        "hit_at_10": round(float(np.mean(hits)), 3),
    }
    return reached, reliability(chances, [t == g for t, g in zip(truth, given, strict=True)])


def reliability(chances: Sequence[float], right: Sequence[bool]) -> list[list[float]]:
    """Points (chance given, share right), never decreasing: isotonic regression read at the fifths of the chances."""
    import numpy as np
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(out_of_bounds="clip").fit(chances, np.array(right, dtype=float))
    points = np.quantile(chances, [0.1, 0.3, 0.5, 0.7, 0.9])
    return [[round(float(x), 4), round(float(y), 4)] for x, y in zip(points, fitted.predict(points), strict=True)]


if __name__ == "__main__":
    raise SystemExit(main())
