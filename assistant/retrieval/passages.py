"""The passages of one draft, ranked for the questions that a criterion asks of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain.document import Passage
from assistant.retrieval.blas import use_one_blas_thread
from assistant.retrieval.dense_bm25 import DenseBM25
from assistant.retrieval.embedding import Embedder, unit_rows
from assistant.retrieval.fusion import RANK_OFFSET, fuse_rows
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class WeightedQuery:
    """One question asked of the passages.

    ``group`` gathers the queries of one indicator, for coverage ("" for none). ``vector``: its unit vector when it is
    known already, else the text is encoded. ``lexical``: whether it is also ranked by BM25.
    """

    text: str
    weight: float = 1.0
    group: str = ""
    vector: NDArray[np.float32] | None = None
    lexical: bool = True


@dataclass(frozen=True, slots=True)
class RankingOptions:
    """How rankings are made. ``neighbour``: share of the previous and next passage of the same section in a passage's
    similarity; ``context``: share of its heading; ``lexical``: weight of BM25 against cosine; ``k``: rank offset."""

    neighbour: float = 0.3
    context: float = 0.6
    lexical: float = 0.5
    k: int = RANK_OFFSET


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage found. ``score``: fused, comparable within one ranking only. ``similarity``: its best cosine with any
    query, on its own words alone; ``by_group``: the same for each group of queries."""

    passage: str
    score: float
    similarity: float
    by_group: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """How well the whole draft answers a group of queries: its best cosine, and the passage that holds it."""

    similarity: float
    passage: str


@dataclass(frozen=True, slots=True)
class PassageRanking:
    """Best passages first; coverage by group; ``searched``: how many passages were compared."""

    passages: tuple[ScoredPassage, ...]
    coverage: Mapping[str, GroupCoverage]
    searched: int


class PassageIndex:
    """Index of one draft, in memory, gone with it. Headings are never returned: they lend context to what they head."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder, options: RankingOptions | None = None) -> None:
        use_one_blas_thread()
        self._embedder = embedder
        self._options = options or RankingOptions()
        self._passages = [p for p in passages if p.kind != "heading" and p.text.strip()]
        self._lexical = DenseBM25([terms(_with_context(p)) for p in self._passages])
        self._own, self._situated = self._vectors()

    def __len__(self) -> int:
        return len(self._passages)

    @property
    def vectors(self) -> NDArray[np.float32]:
        """Unit vectors of the passages on their own words, headings left out; shape (len(self), dimension)."""
        return self._own

    def rank(self, queries: Sequence[WeightedQuery], k: int = 8) -> PassageRanking:
        """The ``k`` best passages for these queries together. Raises ``EmbeddingError``."""
        return self.rank_all({"": queries}, k)[""]

    def rank_all(self, queries: Mapping[str, Sequence[WeightedQuery]], k: int = 8) -> dict[str, PassageRanking]:
        """One ranking a criterion (the mapping's keys), with one matrix product for all. Raises ``EmbeddingError``."""
        import numpy as np

        flat = [query for asked in queries.values() for query in asked]
        if not self._passages or not flat:
            return {key: PassageRanking((), {}, len(self)) for key in queries}
        vectors = self._query_vectors(flat)
        own = vectors @ self._own.T
        situated = self._smoothed(vectors @ self._situated.T)
        lexical = self._lexical.scores([terms(q.text) if q.lexical else [] for q in flat])
        weights = np.array([q.weight for q in flat], dtype=np.float32)
        out: dict[str, PassageRanking] = {}
        start = 0
        for key, asked in queries.items():
            rows = slice(start, start + len(asked))
            start = rows.stop
            fused = fuse_rows(situated[rows], weights[rows], self._options.k)
            fused += fuse_rows(lexical[rows], weights[rows] * self._options.lexical, self._options.k)
            out[key] = self._ranking(asked, own[rows], fused, k)
        return out

    def _vectors(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Unit vectors of the passages, shape (n, d): on their own words, and mixed with their context."""
        import numpy as np

        texts = [p.text for p in self._passages]
        contexts = [p.context or p.section for p in self._passages]
        both = self._embedder.encode(texts + [c or t for c, t in zip(contexts, texts, strict=True)])
        own, around = both[: len(texts)], both[len(texts) :]
        return own, unit_rows(np.asarray(own + around * self._options.context, dtype=np.float32))

    def _query_vectors(self, queries: list[WeightedQuery]) -> NDArray[np.float32]:
        import numpy as np

        missing = [q.text for q in queries if q.vector is None]
        fresh = iter(self._embedder.encode(missing)) if missing else iter(())
        return np.stack([next(fresh) if q.vector is None else q.vector for q in queries])

    def _smoothed(self, similarities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Similarities (queries, passages) averaged with those of the neighbours in the same section.

        On similarities, before ranking: smoothing the fused scores instead cost 0.1 to 0.2 of recall@5.
        """
        import numpy as np

        sections = np.array([p.section for p in self._passages], dtype=object)
        share = np.where(sections[1:] == sections[:-1], self._options.neighbour, 0.0).astype(np.float32)
        total = np.ones(len(self._passages), dtype=np.float32)
        out = similarities.copy()
        out[:, 1:] += share * similarities[:, :-1]
        out[:, :-1] += share * similarities[:, 1:]
        total[1:] += share
        total[:-1] += share
        return out / total

    def _ranking(
        self, queries: Sequence[WeightedQuery], own: NDArray[np.float32], fused: NDArray[np.float32], k: int
    ) -> PassageRanking:
        import numpy as np

        if not queries:
            return PassageRanking((), {}, len(self))
        best = own.max(axis=0)
        groups = _best_by_group(queries, own)
        order = np.argsort(-fused, kind="stable")[:k]
        found = tuple(
            ScoredPassage(
                self._passages[i].id,
                float(fused[i]),
                float(best[i]),
                {name: float(similarities[i]) for name, similarities in groups.items()},
            )
            for i in order
            if fused[i] > 0
        )
        coverage = {
            name: GroupCoverage(float(similarities.max()), self._passages[int(similarities.argmax())].id)
            for name, similarities in groups.items()
        }
        return PassageRanking(found, coverage, len(self))


def _best_by_group(
    queries: Sequence[WeightedQuery], similarities: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """For each group, the best similarity of each passage with one of its queries."""
    rows: dict[str, list[int]] = {}
    for row, query in enumerate(queries):
        if query.group:
            rows.setdefault(query.group, []).append(row)
    return {group: similarities[members].max(axis=0) for group, members in rows.items()}


def _with_context(passage: Passage) -> str:
    return passage.searchable if passage.context else f"{passage.section}\n{passage.text}"
