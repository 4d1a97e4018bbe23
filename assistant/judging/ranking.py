"""Rank the passages of a draft for each criterion by a weighted sum of a few signs, fitted on labelled drafts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.domain.document import Passage
from assistant.judging.profiles import CriterionProfile
from assistant.retrieval.dense_bm25 import DenseBM25
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

SIGNS: Final[tuple[str, ...]] = ("prototype", "words", "names", "expectation", "title", "length")
"""prototype, title: cosine of the passage / of its section's title with the criterion's prototype; words, names: BM25
of all its words / of what learners call it; expectation: cosine, shared with the neighbours. The first three and the
title are taken against the mean of the production's criteria: a passage that resembles everything serves nothing.
length: log of the passage's words."""

NEIGHBOUR = 0.3


class DraftIndex:
    """The passages of one draft that may serve as evidence, encoded once, each with its section's title."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder) -> None:
        import numpy as np

        self.passages = [p for p in passages if p.kind != "heading" and p.text.strip()]
        titles = [p.section.rpartition(" > ")[2] for p in self.passages]
        distinct = list(dict.fromkeys(t for t in titles if t))
        titled = [f"{t}. {p.text}" if t else p.text for t, p in zip(titles, self.passages, strict=True)]
        encoded = embedder.encode(titled + distinct) if titled else np.zeros((0, embedder.dimension), np.float32)
        self.vectors: Matrix = encoded[: len(titled)]
        row = {title: len(titled) + i for i, title in enumerate(distinct)}
        places = [row.get(title, i) for i, title in enumerate(titles)]
        self.titles: Matrix = encoded[places] if titled else self.vectors
        self.lexical = DenseBM25([terms(f"{p.section}\n{p.searchable}") for p in self.passages])

    def __len__(self) -> int:
        return len(self.passages)


@dataclass(frozen=True, eq=False)
class Ranking:
    """scores, resemblance: (criteria, passages). ``resemblance`` compares criteria on one passage, ``scores`` compares
    passages for one criterion."""

    scores: Matrix
    resemblance: Matrix


def rank(index: DraftIndex, profiles: Sequence[CriterionProfile], weights: Mapping[str, float]) -> Ranking:
    """Scores of every passage for every criterion; needs at least one passage and one criterion."""
    import numpy as np

    signs, resemblance = signs_of(index, profiles)
    return Ranking(np.sum([weights[name] * signs[name] for name in SIGNS], axis=0), resemblance)


def signs_of(index: DraftIndex, profiles: Sequence[CriterionProfile]) -> tuple[dict[str, Matrix], Matrix]:
    """The signs by name, each (criteria, passages) and of mean 0 for a criterion, and the resemblance."""
    import numpy as np

    prototypes = np.stack([p.prototype for p in profiles])
    prototype = _contrast(prototypes @ index.vectors.T)
    words = _contrast(_shares(index.lexical.scores([p.words for p in profiles])))
    names = _contrast(_shares(index.lexical.scores([p.names for p in profiles])))
    expectation = np.stack([p.expectation for p in profiles]) @ index.vectors.T
    lengths = np.array([math.log1p(len(p.text.split())) for p in index.passages], np.float32)
    signs = {
        "prototype": _standard(prototype),
        "words": _standard(words),
        "names": _standard(names),
        "expectation": _standard(_shared(expectation, [p.section for p in index.passages])),
        "title": _standard(_contrast(prototypes @ index.titles.T)),
        "length": np.broadcast_to(lengths - lengths.mean(), prototype.shape),
    }
    return signs, _scaled(prototype) + _scaled(words)


def _scaled(matrix: Matrix) -> Matrix:
    """With standard deviation 1 over all criteria and passages."""
    import numpy as np

    return matrix / np.float32(matrix.std() or 1.0)


def _contrast(matrix: Matrix) -> Matrix:
    """Less the mean over criteria; a lone criterion has nothing to be compared with."""
    return matrix - matrix.mean(axis=0) if len(matrix) > 1 else matrix


def _shares(scores: Matrix) -> Matrix:
    best = scores.max(axis=1, keepdims=True)
    return scores / (best + 1e-6)


def _standard(matrix: Matrix) -> Matrix:
    return (matrix - matrix.mean(axis=1, keepdims=True)) / (matrix.std(axis=1, keepdims=True) + 1e-6)


def _shared(matrix: Matrix, sections: Sequence[str]) -> Matrix:
    """Averaged with the neighbours of the same section: an idea spills over to the next sentence."""
    import numpy as np

    names = np.array(sections, dtype=object)
    share = np.where(names[1:] == names[:-1], NEIGHBOUR, 0.0).astype(np.float32)
    total = np.ones(matrix.shape[1], np.float32)
    out = matrix.copy()
    out[:, 1:] += share * matrix[:, :-1]
    out[:, :-1] += share * matrix[:, 1:]
    total[1:] += share
    total[:-1] += share
    return out / total
