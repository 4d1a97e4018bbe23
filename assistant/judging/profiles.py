"""What each criterion looks for, as vectors and words: made from the corpus, never from labelled drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from assistant.domain.referentiel import Criterion
from assistant.retrieval.entries import Entry, Facet
from assistant.retrieval.vectors import CorpusVectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_FACES: Final[tuple[tuple[Facet, ...], ...]] = (
    ("wording",),
    ("expectation",),
    ("indicator", "phrase"),
    ("synonym",),
    ("exemplar",),
)
"""Each counts once in the prototype, however many texts it has."""
_NOT_OF_DRAFTS: Final[frozenset[Facet]] = frozenset({"asked"})
"""What is asked about a criterion looks like no passage that serves it."""


@dataclass(frozen=True, eq=False)
class CriterionProfile:
    """One criterion, dimension d.

    prototype, expectation: unit vectors (d,). indicators: for each, the vectors of its text and phrases (n_i, d).
    exemplars (m, d) with their levels (m,) and texts. words: index terms of all its texts; names: of its synonyms.
    usual, spread: mean and standard deviation, per indicator, of its similarity with the examples of the *other*
    criteria; what « close » means depends on how common the indicator's words are. all_vectors (n, d): of all its
    texts, with the facet of each.
    """

    criterion: str
    prototype: Vector
    expectation: Vector
    indicators: tuple[Vector, ...]
    exemplars: Vector
    levels: tuple[int, ...]
    texts: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    all_vectors: Vector
    facets: tuple[Facet, ...]
    usual: tuple[float, ...] = ()
    spread: tuple[float, ...] = ()


def profiles_for(criteria: Sequence[Criterion], vectors: CorpusVectors) -> list[CriterionProfile]:
    """One profile a criterion, in order; a criterion without guidance has its wording alone."""
    return [_profile(c.id, vectors) for c in criteria]


def with_standing(profiles: Sequence[CriterionProfile]) -> list[CriterionProfile]:
    """The same, each knowing what similarity is usual for its indicators beside the others' examples."""
    import numpy as np

    out: list[CriterionProfile] = []
    for profile in profiles:
        others = [p.exemplars for p in profiles if p is not profile and len(p.exemplars)]
        if not others:
            out.append(profile)
            continue
        foreign = np.concatenate(others)
        closeness = [(probes @ foreign.T).max(axis=0) for probes in profile.indicators]
        usual = tuple(float(c.mean()) for c in closeness)
        out.append(replace(profile, usual=usual, spread=tuple(float(c.std()) or 1.0 for c in closeness)))
    return out


def _profile(criterion: str, vectors: CorpusVectors) -> CriterionProfile:
    import numpy as np

    entries = [pair for pair in vectors.of_criterion(criterion) if pair[0].facet not in _NOT_OF_DRAFTS]
    by_facet: dict[str, list[tuple[Entry, Vector]]] = {}
    for entry, vector in entries:
        by_facet.setdefault(entry.facet, []).append((entry, vector))
    faces = [_mean([v for facet in face for _, v in by_facet.get(facet, ())]) for face in _FACES]
    exemplars = by_facet.get("exemplar", [])
    words = [t for e, _ in entries if e.facet != "heading" for t in vectors.terms_of(e)]
    wording = faces[0] if faces[0] is not None else np.zeros(entries[0][1].shape, np.float32)
    return CriterionProfile(
        criterion=criterion,
        prototype=unit(np.sum([f for f in faces if f is not None], axis=0)),
        expectation=faces[1] if faces[1] is not None else wording,
        indicators=_indicators(by_facet) or (wording[None, :],),
        exemplars=np.array([v for _, v in exemplars], np.float32).reshape(len(exemplars), len(wording)),
        levels=tuple(e.level for e, _ in exemplars),
        texts=tuple(e.text for e, _ in exemplars),
        words=tuple(dict.fromkeys(words)),
        names=tuple(dict.fromkeys(t for e, _ in by_facet.get("synonym", ()) for t in vectors.terms_of(e))),
        all_vectors=np.stack([v for _, v in entries]),
        facets=tuple(e.facet for e, _ in entries),
    )


def _indicators(by_facet: Mapping[str, list[tuple[Entry, Vector]]]) -> tuple[Vector, ...]:
    import numpy as np

    gathered: dict[int, list[Vector]] = {}
    for entry, vector in by_facet.get("indicator", []) + by_facet.get("phrase", []):
        gathered.setdefault(entry.indicator, []).append(vector)
    return tuple(np.stack(gathered[rank]) for rank in sorted(gathered))


def _mean(vectors: Sequence[Vector]) -> Vector | None:
    import numpy as np

    return unit(np.mean(vectors, axis=0)) if vectors else None


def unit(vector: Vector) -> Vector:
    """The same direction with norm 1; a null vector stays null."""
    import numpy as np

    norm = float(np.linalg.norm(vector))
    return vector / norm if norm else vector
