"""Baselines that search the draft with the official wording alone: by embedding, or by keywords."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.document import Document
from assistant.domain.referentiel import Criterion, Referentiel
from evals.systems.always_two import bare_verdict
from evals.systems.port import Answer, DraftCase

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder

KEPT = 12
QUOTED = 2
_THRESHOLDS = Path(__file__).with_name("thresholds.json")

Ranked = list[tuple[str, float]]
"""(passage id, score) best first."""


@cache
def _thresholds() -> dict[str, list[float]]:
    return dict(json.loads(_THRESHOLDS.read_text(encoding="utf-8"))["thresholds"])


class WordingOnly:
    """One query a criterion, its wording; the level is read from the best cosine by thresholds set on ``dev``."""

    name = "wording-only"

    def __init__(self, referentiel: Referentiel, embedder: Embedder) -> None:
        self._referentiel = referentiel
        self._embedder = embedder

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:  # noqa: ARG002 - the port's
        """Levels from similarity alone."""
        criteria = self._referentiel.criteria_of(case.production)
        return answer_from(self.name, case, criteria, self.rank(case.document, criteria))

    def rank(self, document: Document, criteria: Sequence[Criterion]) -> dict[str, Ranked]:
        """Passages by cosine with the wording."""
        from assistant.retrieval.passages import PassageIndex, WeightedQuery

        index = PassageIndex(document.passages, self._embedder)
        rankings = index.rank_all({c.id: [WeightedQuery(c.text, lexical=False)] for c in criteria}, KEPT)
        return {c: [(p.passage, p.similarity) for p in ranking.passages] for c, ranking in rankings.items()}


class KeywordSearch:
    """BM25 of the wording's words; the level is read from the share of those words that the best passage holds."""

    name = "keywords"

    def __init__(self, referentiel: Referentiel) -> None:
        self._referentiel = referentiel

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:  # noqa: ARG002 - the port's
        """Levels from shared words alone."""
        criteria = self._referentiel.criteria_of(case.production)
        return answer_from(self.name, case, criteria, self.rank(case.document, criteria))

    def rank(self, document: Document, criteria: Sequence[Criterion]) -> dict[str, Ranked]:
        """Passages by BM25, scored by the share (0–1) of the wording's terms that they hold."""
        from assistant.retrieval.dense_bm25 import DenseBM25
        from assistant.retrieval.words import terms

        passages = [p for p in document.passages if p.kind != "heading" and p.text.strip()]
        words = [terms(p.text) for p in passages]
        asked = [terms(c.text) for c in criteria]
        if not passages:
            return {c.id: [] for c in criteria}
        scores = DenseBM25(words).scores(asked)
        ranked: dict[str, Ranked] = {}
        for row, criterion in enumerate(criteria):
            order = sorted(range(len(passages)), key=lambda i: (-float(scores[row][i]), i))[:KEPT]
            wanted = set(asked[row])
            ranked[criterion.id] = [
                (passages[i].id, len(wanted & set(words[i])) / max(1, len(wanted))) for i in order if scores[row][i] > 0
            ]
        return ranked


def answer_from(system: str, case: DraftCase, criteria: Sequence[Criterion], rankings: Mapping[str, Ranked]) -> Answer:
    """Verdicts read from rankings: level by thresholds on the best score, the first passages as evidence."""
    limits = _thresholds()[system]
    verdicts: list[dict[str, Any]] = []
    candidates: dict[str, list[tuple[str, int, int]]] = {}
    expected: dict[str, float] = {}
    for criterion in criteria:
        ranked = rankings[criterion.id]
        places = [(p.id, p.start, p.end) for name, _ in ranked if (p := case.document.passage(name)) is not None]
        best = max((score for _, score in ranked), default=0.0)
        level = sum(best >= limit for limit in limits)
        spans = [(start, end) for _, start, end in places[:QUOTED]] if level else []
        verdicts.append(bare_verdict(criterion.id, level, spans))
        candidates[criterion.id] = places
        expected[criterion.id] = round(min(3.0, best * 3), 4)
    return Answer(criteria=verdicts, candidates=candidates, expected=expected)
