"""From a learner's question to the criteria it is about, and how close it comes to a question foreseen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.coaching.material import CoachMaterial
from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel
from assistant.retrieval.codes import CodeFinder
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.fusion import reciprocal_rank_fusion
from assistant.retrieval.kept_arrays import kept_vectors
from assistant.retrieval.plain_french import PlainFrench, folded
from assistant.retrieval.search import CorpusSearch, SearchHit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DEPTH = 60
_OFFSET = 2
# On the 43 development questions about a criterion the search alone has hit@1 0.70 and hit@5 0.95. On the 600 authored
# questions, each fold left out in turn, fusing it with the nearest authored questions and their words gave hit@5 0.86
# to 0.92 for 0.92 alone, and letting the classifier learn from them 0.91.
_SEARCH, _SCENE = 8.0, 0.5


@dataclass(frozen=True)
class Found:
    """A criterion that a question may be about. ``closeness``: best cosine with an authored question about it."""

    criterion: str
    score: float
    closeness: float


class Finder:
    """Finds criteria, competences and cards. Thread-safe."""

    def __init__(
        self,
        search: CorpusSearch,
        embedder: Embedder,
        material: CoachMaterial,
        referentiel: Referentiel,
        corpus: Corpus,
        cache: Path | None = None,
    ) -> None:
        self._search = search
        self._embedder = embedder
        self._questions = material.questions
        self._plain = PlainFrench(material.lexicon)
        self._cache = cache
        self._referentiel = referentiel
        cards = sorted(corpus.cards.values(), key=lambda card: card.id)
        self._card_names = [(card.id, name) for card in cards for name in (card.title, *card.synonyms)]
        self._names = {slug: _any_of(names) for slug, names in material.productions.items()}
        ids = [c.id for c in referentiel.criteria()] + [c.code for b in referentiel.blocks for c in b.competences]
        self._codes = CodeFinder(ids)

    def codes(self, message: str) -> tuple[str, ...]:
        """The ids of criteria and competences that a message names, in its order."""
        return self._codes.find(message)[0]

    def scenes(self, plain: str) -> tuple[str, ...]:
        """Slugs of the productions that a message in plain words names or hints at."""
        flat = folded(plain)
        return tuple(slug for slug, pattern in self._names.items() if pattern.search(flat))

    def criteria(self, plain: str, production: str | None = None, k: int = 5) -> tuple[Found, ...]:
        """The ``k`` likeliest criteria for a message in plain words, best first.

        ``production`` in progress weighs as much as a hint in the message, and only when there is none.
        """
        hits = [h.id for h in self._search.search(plain, k=_DEPTH, kind="criterion").results]
        fused = dict(reciprocal_rank_fusion([hits], [_SEARCH], _OFFSET))
        closeness = self._closeness(plain)
        scenes = self.scenes(plain) or ((production,) if production else ())
        for slug in scenes:
            for criterion in self._members.get(slug, ()):
                if criterion in fused:
                    fused[criterion] += _SCENE / (_OFFSET + 1)
        best = sorted(fused, key=lambda c: -fused[c])[:k]
        return tuple(Found(c, fused[c], closeness.get(c, 0.0)) for c in best)

    def cards(self, plain: str, k: int = 1) -> tuple[tuple[str, float], ...]:
        """(id, best cosine of the message with the card's title or names) of the nearest fact cards, best first."""
        if not self._card_names:
            return ()
        similarities = self._card_vectors @ self._embedder.encode([plain])[0]
        best: dict[str, float] = {}
        for (card, _), cosine in zip(self._card_names, similarities, strict=True):
            best[card] = max(best.get(card, -1.0), float(cosine))
        return tuple(sorted(best.items(), key=lambda pair: -pair[1])[:k])

    def competences(self, plain: str, k: int = 2) -> tuple[SearchHit, ...]:
        """The nearest competences, best first."""
        return self._search.search(plain, k=k, kind="competence").results

    def _closeness(self, plain: str) -> dict[str, float]:
        """Best cosine of the message with an authored question about each criterion."""
        if not self._questions:
            return {}
        best: dict[str, float] = {}
        similarities = self._vectors @ self._embedder.encode([plain])[0]
        for (criterion, _), cosine in zip(self._questions, similarities, strict=True):
            best[criterion] = max(best.get(criterion, -1.0), float(cosine))
        return best

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return kept_vectors(
            self._cache, "questions", [self._plain.rewrite(q) for _, q in self._questions], self._embedder
        )

    @cached_property
    def _card_vectors(self) -> NDArray[np.float32]:
        return kept_vectors(self._cache, "coach-cards", [name for _, name in self._card_names], self._embedder)

    @cached_property
    def _members(self) -> Mapping[str, tuple[str, ...]]:
        ref = self._referentiel
        return {p.slug: tuple(c.id for c in ref.criteria_of(p.slug)) for p in ref.productions}


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?:s|x)?(?!\w)")
