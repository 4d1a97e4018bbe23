"""Guess which production a draft is, from what its passages resemble and from its own titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.corpus.wording import words_of
from assistant.domain.document import Document
from assistant.domain.referentiel import Production, Referentiel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEIGHBOURS = 5
TITLE_WEIGHT = 0.35
"""What the titles count for beside the passages (0–1)."""


@dataclass(frozen=True)
class Detection:
    """The likeliest production, and the share (0–1) of the votes of each."""

    production: Production
    shares: Mapping[str, float]


def detect_production(
    document: Document,
    referentiel: Referentiel,
    passages: NDArray[np.float32],
    probes: NDArray[np.float32],
    owners: Iterable[str | None],
) -> Detection:
    """Vote of the passages, each for the productions of the corpus texts that it resembles most.

    passages: unit vectors (n, d) of the draft; probes: unit vectors (m, d) of the corpus; owners: the criterion of
    each probe, None when it has none. A production with many probes has no more votes than another.
    """
    slugs = [p.slug for p in referentiel.productions]
    votes = _passage_votes(referentiel, passages, probes, list(owners))
    titles = _title_votes(document, referentiel)
    shares = {s: (1 - TITLE_WEIGHT) * votes.get(s, 0.0) + TITLE_WEIGHT * titles.get(s, 0.0) for s in slugs}
    if document.kind == "transcription":
        # a dialogue can only be the conduct of an interview or of a meeting
        shares = {s: v * (3.0 if s in {"negociation", "reunion"} else 1.0) for s, v in shares.items()}
    best = max(slugs, key=lambda s: (shares[s], -slugs.index(s)))
    return Detection(referentiel.production(best), shares)


def _passage_votes(
    referentiel: Referentiel, passages: NDArray[np.float32], probes: NDArray[np.float32], owners: list[str | None]
) -> dict[str, float]:
    import numpy as np

    slug_of = {c.id: p.slug for p in referentiel.productions for c in referentiel.criteria_of(p.slug)}
    slugs = [p.slug for p in referentiel.productions]
    rows = [i for i, owner in enumerate(owners) if owner in slug_of]
    if not rows or not len(passages):
        return {}
    similarities = passages @ probes[rows].T
    column = np.array([slugs.index(slug_of[str(owners[i])]) for i in rows])
    # mean of the nearest probes of each production: the size of a production does not count
    nearest = np.stack(
        [
            np.sort(similarities[:, column == s], axis=1)[:, -NEIGHBOURS:].mean(axis=1)
            if (column == s).any()
            else np.zeros(len(passages))
            for s in range(len(slugs))
        ],
        axis=1,
    )
    sharp = np.exp((nearest - nearest.max(axis=1, keepdims=True)) * 25)
    share = (sharp / sharp.sum(axis=1, keepdims=True)).mean(axis=0)
    return {slug: float(share[s]) for s, slug in enumerate(slugs)}


def _title_votes(document: Document, referentiel: Referentiel) -> dict[str, float]:
    """Share of each production in the words that the draft's name and titles have in common with its wording."""
    titles = [document.name.rsplit(".", 1)[0], *(s.title for s in document.sections)]
    first = set(_stems(titles[:2]))
    others = set(_stems(titles[2:]))
    weights: dict[str, float] = {}
    vocabulary = {p.slug: set(_stems([p.title, p.wording, *p.content])) for p in referentiel.productions}
    for slug, words in vocabulary.items():
        rarity = {w: 1 / sum(w in v for v in vocabulary.values()) for w in words}
        weights[slug] = sum(r * (3 * (w in first) + (w in others)) for w, r in rarity.items())
    total = sum(weights.values())
    return {slug: weight / total for slug, weight in weights.items()} if total else {}


def _stems(texts: Iterable[str]) -> list[str]:
    return [w[:6] for text in texts for w in words_of(text) if len(w) > 3]
