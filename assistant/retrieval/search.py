"""From a question in plain French to the entries of référentiel and guidance that answer it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel
from assistant.errors import EmbeddingError, IndexUnavailable
from assistant.retrieval.chroma import ChromaVectors
from assistant.retrieval.codes import CodeFinder
from assistant.retrieval.discriminant import CriterionClassifier
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.entries import Facet, Kind, corpus_entries
from assistant.retrieval.facets import FacetRanker, Key, Ranking
from assistant.retrieval.fusion import best_possible, reciprocal_rank_fusion
from assistant.retrieval.generation import index_root, pointer_stamp
from assistant.retrieval.index import OpenIndex, open_entries
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORDS_ONLY = "Recherche par mots seulement."
_DIMENSION = (
    f"{_WORDS_ONLY} Le moteur d'empreintes rend d'autres vecteurs que ceux de l'index. "
    "Reconstruisez l'index avec : jalon index."
)
CHROMA_FROM = 20_000  # entries from which Chroma's HNSW index beats one product with the whole matrix
_NEAREST = 150  # rows asked of Chroma, all facets together
_REORDERED = 60  # best answers among which the classifier has its say


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer. ``score`` is 1 for a code found in the question, else the share of the best possible fused score.

    ``text`` is the entry's official text; ``matched`` the text, possibly of its guidance, that brought it up.
    """

    kind: Kind
    id: str
    score: float
    text: str
    matched: str = ""


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """Hits, best first. ``degraded``: words alone answered, ``reason`` says why and what to do (French)."""

    results: tuple[SearchHit, ...]
    degraded: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """Weight of each sort of text, of BM25 against cosine, and rank offset.

    Set on 203 colloquial questions that the corpus was written without (``dev`` and ``dev-fresh``). A short offset,
    heavy synonyms and questions, because a learner's own name for a thing names it outright.
    """

    facets: Mapping[Facet, float] = field(
        default_factory=lambda: {
            "wording": 1.0,
            "heading": 0.5,
            "expectation": 0.25,
            "indicator": 1.0,
            "phrase": 0.25,
            "synonym": 2.0,
            "asked": 3.0,
            "exemplar": 1.0,
            "card": 1.0,
        }
    )
    lexical: float = 1.4
    k: int = 5


class CorpusSearch:
    """Searches référentiel and guidance. Thread-safe; opens the index at the first search, imports nothing before.

    ``rewrite``: puts a question in plain words first. ``cache``: folder where the classifier is kept.
    ``chroma_from``: number of entries from which vectors are searched by Chroma (0: always), if it is usable; below,
    and when it is not, the memory-mapped matrix answers, with the same vectors.
    """

    def __init__(
        self,
        home: Path,
        referentiel: Referentiel,
        corpus: Corpus,
        embedder: Embedder,
        *,
        rewrite: Callable[[str], str] = str,
        cache: Path | None = None,
        weights: SearchWeights | None = None,
        chroma_from: int = CHROMA_FROM,
    ) -> None:
        self._root = index_root(home, referentiel.id)
        self._corpus = corpus
        self._embedder = embedder
        self._rewrite = rewrite
        self._cache = cache
        self._weights = weights or SearchWeights()
        self._weighed = frozenset(facet for facet, weight in self._weights.facets.items() if weight)
        self._chroma_from = chroma_from
        self._lock = threading.Lock()
        self._entries = corpus_entries(referentiel, corpus)
        self._ranker = FacetRanker(self._entries)
        self._shown: dict[Key, str] = {}
        for entry in self._entries:
            if entry.kind != "guidance" or entry.facet == "expectation":
                self._shown.setdefault((entry.kind, entry.id), entry.text)
        self._codes = CodeFinder(id_ for kind, id_ in self._shown if kind in ("criterion", "competence", "exemplar"))
        self._stamp = -1  # of the pointer when the index was last looked for
        self._index: OpenIndex | None = None
        self._problem = ""
        self._chroma: ChromaVectors | None = None
        self._lexical: LexicalIndex | None = None
        self._classifier: CriterionClassifier | Literal["none"] | None = None  # None: not looked for yet
        self.chroma_problem = ""

    def search(self, question: str, k: int = 5, kind: Kind | None = None) -> SearchOutcome:
        """The ``k`` best entries, of one ``kind`` if asked. Codes in the question come first; never raises for an index
        or an embedding that fails: words alone answer then, and the outcome says so."""
        codes, rest = self._codes.find(question)
        exact = [SearchHit(key[0], key[1], 1.0, self._shown[key]) for key in self._exact(codes, kind)]
        about = bool(terms(rest))
        if len(exact) >= k or not about:
            return SearchOutcome(tuple(exact[:k]))
        asked = self._rewrite(rest if exact else question)
        rankings, likeliest, reason = self._rankings(asked, kind)
        named = {(hit.kind, hit.id) for hit in exact}
        hits = self._reordered(self._fused(rankings, kind, max(_REORDERED, k + len(exact))), likeliest)
        found = [hit for hit in hits if (hit.kind, hit.id) not in named]
        return SearchOutcome((*exact, *found)[:k], bool(reason), reason)

    def close(self) -> None:
        """Let go of the files; a later search opens them again."""
        with self._lock:
            self._forget()
            self._stamp = -1

    def _exact(self, codes: tuple[str, ...], kind: Kind | None) -> Iterator[Key]:
        """What the codes of the question name, seen as answers of ``kind``."""
        named: tuple[Kind, ...] = ("criterion", "competence", "exemplar") if kind is None else (kind,)
        for code in codes:
            for each in named:
                if (each, code) in self._shown:
                    yield each, code
            if kind == "exemplar":
                for exemplar in self._corpus.exemplars.get(code, ()):
                    yield kind, exemplar.id

    def _rankings(self, question: str, kind: Kind | None) -> tuple[list[tuple[float, Ranking]], list[str], str]:
        """(weight, ranking by facet) of each voice; criteria by the classifier; why vectors did not answer, or ""."""
        index, reason = self._opened()
        rankings = [(self._weights.lexical, self._ranker.by_score(self._words(index).scores(question), kind))]
        if index is None:
            return rankings, [], reason
        try:
            vector = self._embedder.encode([question])[0]
            if vector.shape[0] != index.manifest.dimension:
                return rankings, [], _DIMENSION
            rankings.append((1.0, self._by_vector(index, vector, kind)))
        except EmbeddingError as error:
            return rankings, [], f"{_WORDS_ONLY} {error.sentence()}"
        classifier = self._classified(index)
        return rankings, classifier.ranked(vector) if classifier else [], ""

    def _by_vector(self, index: OpenIndex, vector: NDArray[np.float32], kind: Kind | None) -> Ranking:
        if len(self._entries) >= self._chroma_from and not self.chroma_problem:
            try:
                # a kind that guidance speaks for cannot be asked of Chroma by that name
                where = kind if kind in ("competence", "production", "card", "exemplar") else None
                return self._ranker.by_order(self._collection(index).nearest(vector, _NEAREST, where), kind)
            except IndexUnavailable as error:
                self.chroma_problem = error.sentence()
        return self._ranker.by_score(index.vectors.similarities(vector), kind)

    def _reordered(self, hits: list[SearchHit], likeliest: list[str]) -> list[SearchHit]:
        """Criteria trade places among themselves, by their rank here and the classifier's; the others keep theirs."""
        places = [i for i, hit in enumerate(hits) if hit.kind in ("criterion", "guidance")]
        mine = {hits[i].id: hits[i] for i in places}
        theirs = [criterion for criterion in likeliest if criterion in mine]
        order = reciprocal_rank_fusion([list(mine), theirs], k=self._weights.k)
        for place, (criterion, _) in zip(places, order, strict=True):
            hits[place] = replace(mine[criterion], score=hits[place].score)
        return hits

    def _fused(self, rankings: list[tuple[float, Ranking]], kind: Kind | None, count: int) -> list[SearchHit]:
        """The ``count`` best answers of all the rankings together, best first."""
        weights: list[float] = []
        lists: list[list[Key]] = []
        origins: list[list[tuple[Key, int]]] = []
        for share, ranking in rankings:
            for facet, rows in ranking.items():
                weights.append(share * self._weights.facets.get(facet, 0.0))
                origins.append(self._ranker.answers(rows, kind))
                lists.append([key for key, _ in origins[-1]])
        matched: dict[Key, int] = {}  # the row that brought each answer up: of best rank, in the heaviest ranking
        heaviest_first = [pairs for _, pairs in sorted(zip(weights, origins, strict=True), key=lambda pair: -pair[0])]
        for key, row in filter(None, chain.from_iterable(zip_longest(*heaviest_first))):
            matched.setdefault(key, row)
        best = best_possible(weights, self._weights.k) or 1.0
        fused = [pair for pair in reciprocal_rank_fusion(lists, weights, self._weights.k) if pair[0] in self._shown]
        return [
            SearchHit(*key, round(score / best, 4), self._shown[key], self._entries[matched[key]].text)
            for key, score in fused[:count]
        ]

    def _opened(self) -> tuple[OpenIndex | None, str]:
        """The current index, looked for again only when the pointer has moved; or None and why."""
        with self._lock:
            stamp = pointer_stamp(self._root)
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    fresh = open_entries(self._root, self._entries, self._embedder.model_id)
                    self._forget()
                    self._index = fresh
                except IndexUnavailable as error:
                    # What is open already was built for these entries and stays good.
                    self._problem = f"{_WORDS_ONLY} {error.sentence()}"
            return self._index, "" if self._index else self._problem

    def _forget(self) -> None:
        if self._chroma is not None:
            self._chroma.close()
        self._index = self._chroma = self._lexical = self._classifier = None
        self.chroma_problem = ""

    def _collection(self, index: OpenIndex) -> ChromaVectors:
        with self._lock:
            if self._chroma is None:
                self._chroma = index.chroma()
            return self._chroma

    def _classified(self, index: OpenIndex) -> CriterionClassifier | None:
        with self._lock:
            if self._classifier is None:
                self._classifier = CriterionClassifier.fit(index.vectors, self._cache, self._weighed) or "none"
            return None if self._classifier == "none" else self._classifier

    def _words(self, index: OpenIndex | None) -> LexicalIndex:
        """The lexical index on disk, else one made now and kept."""
        with self._lock:
            if self._lexical is None:
                try:
                    self._lexical = index.lexical() if index else None
                except IndexUnavailable:
                    self._lexical = None
                self._lexical = self._lexical or LexicalIndex.build([entry.text for entry in self._entries])
            return self._lexical
