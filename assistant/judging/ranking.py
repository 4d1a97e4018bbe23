"""Rank the passages of a draft for each criterion by a weighted sum of a few signs, fitted on labelled drafts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.domain.document import Passage
from assistant.judging.discriminant import belonging
from assistant.judging.profiles import CriterionProfile
from assistant.retrieval.dense_bm25 import DenseBM25
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

SIGNS: Final[tuple[str, ...]] = ("belonging", "words", "names", "title", "length")
"""belonging: what sets the criterion apart from the production's others; words, names: BM25 of all its words / of
what learners call it, less the mean over the criteria: a passage that resembles everything serves nothing. These three
are shared with the neighbours: an idea spills over to the next sentence. title: cosine of the section's title with the
criterion's prototype, less the mean too; length: log of the passage's words."""

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

    signs = signs_of(index, profiles)
    scores = np.sum([weights[name] * signs[name] for name in SIGNS], axis=0)
    return Ranking(scores, resemblance_of(index, profiles))


def signs_of(index: DraftIndex, profiles: Sequence[CriterionProfile]) -> dict[str, Matrix]:
    """The signs by name, each (criteria, passages) and of mean 0 for a criterion."""
    import numpy as np

    sections = [p.section for p in index.passages]
    lengths = np.array([math.log1p(len(p.text.split())) for p in index.passages], np.float32)
    title = _contrast(np.stack([p.prototype for p in profiles]) @ index.titles.T)
    return {
        "belonging": _standard(_shared(belonging(profiles, index.vectors), sections)),
        "words": _standard(_shared(_words(index, profiles), sections)),
        "names": _standard(_shared(_contrast(_shares(index.lexical.scores([p.names for p in profiles]))), sections)),
        "title": _standard(title),
        "length": np.broadcast_to(lengths - lengths.mean(), title.shape),
    }


def resemblance_of(index: DraftIndex, profiles: Sequence[CriterionProfile]) -> Matrix:
    """How much each passage resembles each criterion, by vectors and words: (criteria, passages)."""
    import numpy as np

    prototype = _contrast(np.stack([p.prototype for p in profiles]) @ index.vectors.T)
    return _scaled(prototype) + _scaled(_words(index, profiles))


def _words(index: DraftIndex, profiles: Sequence[CriterionProfile]) -> Matrix:
    return _contrast(_shares(index.lexical.scores([p.words for p in profiles])))


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
    """Averaged with the neighbours of the same section."""
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
