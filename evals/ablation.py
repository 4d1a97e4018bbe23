"""What each addition to the corpus brings: ``python -m evals.ablation`` prints two tables.

The first for evidence in drafts, the second for questions to criteria (``chat/dev-fresh``, or the folder given).

Leave-one-draft-out on ``dev``: the ranking is fitted anew without the draft that it is scored on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from assistant.judging.profiles import profiles_for, with_standing
from assistant.judging.ranking import rank
from assistant.retrieval.entries import Facet
from assistant.retrieval.search import SearchWeights
from assistant.retrieval.vectors import CorpusVectors
from assistant.services import Services
from assistant.settings import load_settings
from evals.calibration import LabelledDraft, fit_ranking, load_drafts
from evals.question_sets import load_questions

ADDITIONS: Final[tuple[tuple[str, tuple[Facet, ...]], ...]] = (
    ("wording only", ("wording",)),
    ("+ expectations and indicators", ("expectation", "indicator", "phrase")),
    ("+ synonyms", ("synonym",)),
    ("+ examples", ("exemplar",)),
)
ASKED: Final[tuple[tuple[str, tuple[Facet, ...]], ...]] = (*ADDITIONS, ("+ learners' questions", ("asked",)))
"""The last one serves questions alone."""


def main(
    folder: Path = Path("evals/datasets/critique/dev"), questions: Path = Path("evals/datasets/chat/dev-fresh")
) -> int:
    """One line an addition: recall@5 and hit@10 over the criteria that have evidence."""
    services = Services(load_settings(), notify=print)
    drafts = load_drafts(services, folder)
    kept: set[str] = set()
    print("| queries | recall@5 | hit@10 |\n|---|---|---|")
    for name, facets in ADDITIONS:
        kept |= set(facets)
        recall, hit = retrieval([_with(draft, services, kept) for draft in drafts])
        print(f"| {name} | {recall:.3f} | {hit:.3f} |")
    _print_questions(services, questions)
    return 0


def _print_questions(services: Services, folder: Path) -> None:
    """One line an addition: hit@1 and hit@5 over the questions about a criterion."""
    services.ensure_index()
    known = {c.id for c in services.referentiel.criteria()}
    asked = [q for q in load_questions(folder, services.referentiel, services.corpus) if known & set(q.expected)]
    weights = SearchWeights()
    kept: set[Facet] = set()
    print(f"\n| texts | hit@1 | hit@5 ({len(asked)} questions) |\n|---|---|---|")
    for name, facets in ASKED:
        kept |= set(facets)
        only = replace(weights, facets={f: w for f, w in weights.facets.items() if f in kept})
        search = services.searching(only)
        ranks = [[h.id for h in search.search(q.text, k=5, kind="criterion").results] for q in asked]
        first = sum(bool(ids) and ids[0] in q.expected for q, ids in zip(asked, ranks, strict=True))
        five = sum(any(i in q.expected for i in ids) for q, ids in zip(asked, ranks, strict=True))
        print(f"| {name} | {first / len(asked):.3f} | {five / len(asked):.3f} |")


def _with(draft: LabelledDraft, services: Services, facets: set[str]) -> LabelledDraft:
    """The same draft, looked at with some of the corpus."""
    rows = [i for i, entry in enumerate(services.vectors.entries) if entry.facet in facets]
    vectors = CorpusVectors([services.vectors.entries[i] for i in rows], services.vectors.matrix[rows])
    criteria = [services.referentiel.criterion(p.criterion) for p in draft.profiles]
    return replace(draft, profiles=with_standing(profiles_for(criteria, vectors)))


def retrieval(drafts: Sequence[LabelledDraft]) -> tuple[float, float]:
    """Mean recall@5 and hit@10, each draft ranked with weights fitted on the others."""
    import numpy as np

    recall: list[float] = []
    hits: list[bool] = []
    for left_out in drafts:
        weights = fit_ranking([d for d in drafts if d is not left_out])
        scores = rank(left_out.index, left_out.profiles, weights).scores
        ids = [p.id for p in left_out.index.passages]
        for row, holders in enumerate(left_out.holders):
            if holders:
                order = [ids[i] for i in np.argsort(-scores[row], kind="stable")]
                recall.append(len(holders & set(order[:5])) / len(holders))
                hits.append(bool(holders & set(order[:10])))
    return float(np.mean(recall)), float(np.mean(hits))


if __name__ == "__main__":
    raise SystemExit(main())
