"""Guess which production a draft is, from what its passages resemble and from its own titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.corpus.wording import words_of
from assistant.domain.document import Document
from assistant.domain.referentiel import Production, Referentiel
from assistant.judging.profiles import CriterionProfile
from assistant.judging.ranking import DraftIndex, resemblance_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPOKEN = ("negociation", "reunion")
"""Productions that a dialogue can show."""


@dataclass(frozen=True)
class Detection:
    """The likeliest production, and how each stands beside the others (standard deviations, over three signs)."""

    production: Production
    standing: Mapping[str, float]


def detect_production(
    document: Document, referentiel: Referentiel, index: DraftIndex, profiles: Sequence[CriterionProfile]
) -> Detection:
    """Three signs, each standardised over productions, then summed. 25 of 27 drafts of dev and samples are right.

    - coverage: how well the production's criteria find a passage of their own, on average;
    - votes: passages whose closest criterion is one of its criteria, over the root of how many criteria it has;
    - titles: rare words that its official wording shares with the draft's name and titles.

    profiles: of every criterion of the référentiel.
    """
    slugs = [p.slug for p in referentiel.productions]
    signs = [_title_votes(document, referentiel)]
    if len(index) and profiles:
        signs += _resemblance(referentiel, index, profiles, slugs)
    standing = dict.fromkeys(slugs, 0.0)
    for sign in signs:
        for slug, value in _standardised(sign, slugs).items():
            standing[slug] += value
    allowed = [s for s in slugs if "transcription" not in document.shows or s in SPOKEN] or slugs
    best = max(allowed, key=lambda s: (standing[s], -slugs.index(s)))
    return Detection(referentiel.production(best), standing)


def _resemblance(
    referentiel: Referentiel, index: DraftIndex, profiles: Sequence[CriterionProfile], slugs: Sequence[str]
) -> list[dict[str, float]]:
    """Coverage and votes of each production."""
    import numpy as np

    resemblance = resemblance_of(index, profiles)
    slug_of = {c.id: p.slug for p in referentiel.productions for c in referentiel.criteria_of(p.slug)}
    owner: NDArray[np.int64] = np.array([slugs.index(slug_of[p.criterion]) for p in profiles])
    best = resemblance.max(axis=1)
    votes = np.bincount(owner[resemblance.argmax(axis=0)], minlength=len(slugs))
    sizes = np.maximum(1, np.bincount(owner, minlength=len(slugs)))
    return [
        {slug: float(best[owner == i].mean()) if (owner == i).any() else 0.0 for i, slug in enumerate(slugs)},
        {slug: float(votes[i] / np.sqrt(sizes[i])) for i, slug in enumerate(slugs)},
    ]


def _standardised(sign: Mapping[str, float], slugs: Sequence[str]) -> dict[str, float]:
    values = [sign.get(slug, 0.0) for slug in slugs]
    mean = sum(values) / len(values)
    spread = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5
    return {slug: (v - mean) / spread if spread > 0 else 0.0 for slug, v in zip(slugs, values, strict=True)}


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
