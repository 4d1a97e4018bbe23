"""Systems that answer a question with ids: Jalon's search, and searches of the official wording alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import IndexUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.domain.referentiel import Referentiel
    from assistant.retrieval.embedding import Embedder
    from assistant.services import Services

DEPTH = 10


class QuestionSystem(Protocol):
    """Anything that ranks ids for a question."""

    name: str

    def rank(self, question: str, *, criteria_only: bool) -> list[str]:
        """At most ``DEPTH`` distinct ids, best first. Raises ``JalonError``."""
        ...


class JalonSearch:
    """``Services.search``, as ``jalon search`` and the coach use it."""

    name = "jalon"

    def __init__(self, services: Services) -> None:
        self._services = services
        services.ensure_index()

    def rank(self, question: str, *, criteria_only: bool) -> list[str]:
        """Raises ``IndexUnavailable`` when words alone answered: that is another system, not this one."""
        kind: Any = "criterion" if criteria_only else None
        outcome = self._services.search.search(question, k=DEPTH, kind=kind)
        if outcome.degraded:
            raise IndexUnavailable(outcome.reason)
        return list(dict.fromkeys(hit.id for hit in outcome.results))


class WordingSearch:
    """Cosine with the official wording, no guidance."""

    name = "wording-only"

    def __init__(self, referentiel: Referentiel, embedder: Embedder) -> None:
        self._texts = official_texts(referentiel)
        self._embedder = embedder

    @cached_property
    def _matrix(self) -> NDArray[np.float32]:
        return self._embedder.encode(list(self._texts.values()))

    def rank(self, question: str, *, criteria_only: bool) -> list[str]:
        """By cosine."""
        scores = self._matrix @ self._embedder.encode([question])[0]
        return best_ids(list(self._texts), [float(s) for s in scores], criteria_only=criteria_only)


class KeywordQuestions:
    """BM25 over the official wording."""

    name = "keywords"

    def __init__(self, referentiel: Referentiel) -> None:
        self._texts = official_texts(referentiel)

    def rank(self, question: str, *, criteria_only: bool) -> list[str]:
        """By shared words; ids without any are left out."""
        from assistant.retrieval.dense_bm25 import DenseBM25
        from assistant.retrieval.words import terms

        scores = DenseBM25([terms(text) for text in self._texts.values()]).scores([terms(question)])[0]
        return best_ids(list(self._texts), [float(s) for s in scores], criteria_only=criteria_only, above=0.0)


def official_texts(referentiel: Referentiel) -> dict[str, str]:
    """Criteria, competences and productions by id."""
    texts = {c.id: c.text for c in referentiel.criteria()}
    texts |= {c.code: c.text for b in referentiel.blocks for c in b.competences}
    return texts | {p.slug: f"{p.title}. {p.wording}" for p in referentiel.productions}


def best_ids(ids: list[str], scores: list[float], *, criteria_only: bool, above: float = -2.0) -> list[str]:
    """The best ids, ties in the order given."""
    order = sorted(range(len(ids)), key=lambda i: (-scores[i], i))
    return [ids[i] for i in order if scores[i] > above and (not criteria_only or ids[i].startswith("CR."))][:DEPTH]
