"""Tell what a learner wants: rules first, then the nearest authored examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

from assistant.coaching import out_of_bounds, question_forms, writing_requests
from assistant.coaching.material import CoachMaterial
from assistant.coaching.ports import Intent
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.kept_arrays import kept_vectors
from assistant.retrieval.plain_french import PlainFrench, folded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_Class = Literal["domain", "draft", "ghostwriting", "exam", "offtopic", "injection", "smalltalk"]
_CLASSES: Final[tuple[_Class, ...]] = get_args(_Class)
_RIDGE = 2.0
_SMALL = 9
"""Words beyond which a message is no small talk."""
_MARGIN: Final[dict[_Class, float]] = {
    "draft": 0.05,
    "ghostwriting": 0.12,
    "exam": 0.15,
    "offtopic": 0.0,
    "injection": 0.15,
    "smalltalk": 0.12,
}
"""By how much a class must beat « domain » when no rule speaks: a wrong refusal costs more than a question too many."""


@dataclass(frozen=True)
class Recognised:
    """``plain``: the message in plain words. ``by``: ``rule`` or ``examples``, for tests and measures."""

    intent: Intent
    plain: str
    by: str


class Recogniser:
    """Recognises intents. Thread-safe; examples are encoded at the first question that no rule settles."""

    def __init__(self, material: CoachMaterial, embedder: Embedder, cache: Path | None = None) -> None:
        self._plain = PlainFrench(material.lexicon)
        self._examples = [(name if name in _CLASSES else "domain", text) for name, text in material.examples]
        self._examples += [("domain", question) for _, question in material.questions]
        words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in material.trade)
        self._trade = re.compile(rf"\b(?:{words or '(?!)'})\b")
        self._embedder = embedder
        self._cache = cache

    def plain(self, message: str) -> str:
        """The message in plain words."""
        return self._plain.rewrite(message)

    def recognise(self, message: str) -> Recognised:
        """The intent of a message on its own."""
        plain = self._plain.rewrite(message)
        flat = folded(plain)
        of_the_trade = self._trade.search(flat) is not None
        ruled = self._ruled(flat, of_the_trade)
        if ruled is not None:
            return Recognised(ruled, plain, "rule")
        likely = self._by_examples(plain, of_the_trade)
        if likely == "domain":
            return Recognised(question_forms.domain_intent(flat), plain, "examples")
        return Recognised(likely, plain, "examples")

    @staticmethod
    def _ruled(flat: str, of_the_trade: bool) -> Intent | None:
        if out_of_bounds.tries_injection(flat):
            return "injection"
        if out_of_bounds.is_offtopic(flat) and not of_the_trade:
            return "offtopic"
        if writing_requests.wants_ghostwriting(flat):
            return "ghostwriting"
        if out_of_bounds.wants_a_result(flat):
            return "exam"
        if question_forms.is_smalltalk(flat):
            return "smalltalk"
        if question_forms.asks_about_draft(flat):
            return "draft"
        return question_forms.domain_intent(flat) if writing_requests.asks_about_rules(flat) else None

    def _by_examples(self, plain: str, of_the_trade: bool) -> _Class:
        scores = self._embedder.encode([plain])[0] @ self._weights
        named = dict(zip(_CLASSES, map(float, scores), strict=True))
        possible: set[_Class] = set()
        if not of_the_trade:
            possible.update(("exam", "offtopic", "injection"))
            if len(plain.split()) <= _SMALL:
                possible.add("smalltalk")
        if not writing_requests.asks_how_or_leave(folded(plain)):
            possible.update(("draft", "ghostwriting"))
        if not possible:
            return "domain"
        best = max(sorted(possible), key=lambda name: named[name])
        return best if named[best] - named["domain"] > _MARGIN[best] else "domain"

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        """Ridge regression from vectors to classes, shape (dimension, classes), in closed form."""
        import numpy as np

        texts = [self._plain.rewrite(text) for _, text in self._examples]
        vectors = kept_vectors(self._cache, "coach-intents", texts, self._embedder)
        targets = np.zeros((len(texts), len(_CLASSES)), dtype=np.float32)
        for row, (name, _) in enumerate(self._examples):
            targets[row, _CLASSES.index(name)] = 1.0
        # half-way to equal classes: fully equal, the few « draft » examples drew in every sentence with « mon »
        share = (1.0 / np.sqrt(np.maximum(targets.sum(axis=0), 1.0))) @ targets.T
        share *= len(texts) / share.sum()
        weighted = vectors * share[:, None]
        gram = vectors.T @ weighted + _RIDGE * np.eye(vectors.shape[1], dtype=np.float32)
        return np.linalg.solve(gram, weighted.T @ targets).astype(np.float32)
