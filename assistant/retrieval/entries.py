"""What is indexed: one entry a text of the référentiel or of its guidance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from assistant.domain.guidance import Corpus, Exemplar, Guidance
from assistant.domain.referentiel import Production, Referentiel
from assistant.retrieval.words import TERMS_VERSION

Kind = Literal["criterion", "competence", "production", "guidance", "exemplar", "card"]
Facet = Literal["wording", "heading", "expectation", "indicator", "phrase", "synonym", "asked", "exemplar", "card"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
FACETS: Final[tuple[Facet, ...]] = get_args(Facet)


@dataclass(frozen=True, slots=True)
class Entry:
    """One indexed text.

    ``id`` names what a hit shows: a criterion (also for its guidance), a competence code, a production slug, an
    exemplar or a card. ``criterion`` is the criterion that the text speaks for, if any. ``facet`` is the sort of text:
    only texts of one sort are ranked against one another. ``indicator`` is the rank from 0 of the indicator that
    a phrase belongs to, else -1. ``level``: of an exemplar, else 0.
    """

    kind: Kind
    id: str
    text: str
    criterion: str | None = None
    facet: Facet = "wording"
    indicator: int = -1
    level: int = 0


def corpus_entries(referentiel: Referentiel, corpus: Corpus) -> tuple[Entry, ...]:
    """Every entry, grouped by facet in the order of ``FACETS``, then in the official order.

    Content about a criterion that the référentiel does not have is left out.
    """
    entries = [*_official(referentiel), *_guidance(referentiel, corpus)]
    entries += [_card(card_id, corpus) for card_id in sorted(corpus.cards)]
    rank = {facet: i for i, facet in enumerate(FACETS)}
    return tuple(sorted((e for e in entries if e.text.strip()), key=lambda e: rank[e.facet]))


def content_hash(entries: Iterable[Entry]) -> str:
    """sha256, in hex, of everything that is indexed, in order, and of how its words are cut."""
    lines = (
        f"{e.kind}\x1f{e.id}\x1f{e.criterion}\x1f{e.facet}\x1f{e.indicator}\x1f{e.level}\x1f{e.text}" for e in entries
    )
    return hashlib.sha256("\x1e".join((TERMS_VERSION, *lines)).encode()).hexdigest()


def _official(referentiel: Referentiel) -> Iterator[Entry]:
    for group in referentiel.groups:
        for heading in group.headings:
            for criterion in heading.criteria:
                yield Entry("criterion", criterion.id, criterion.text, criterion.id)
                yield Entry("guidance", criterion.id, heading.title, criterion.id, "heading")
    for block in referentiel.blocks:
        for competence in block.competences:
            yield Entry("competence", competence.code, competence.text)
    for production in referentiel.productions:
        yield Entry("production", production.slug, _production_text(production))


def _production_text(production: Production) -> str:
    return "\n".join((production.title, production.wording, *production.content, *production.conditions))


def _guidance(referentiel: Referentiel, corpus: Corpus) -> Iterator[Entry]:
    for criterion in referentiel.criteria():
        guidance = corpus.guidance.get(criterion.id)
        if guidance is not None:
            yield from _probes(guidance)
        for exemplar in corpus.exemplars.get(criterion.id, ()):
            yield _exemplar(exemplar)


def _probes(guidance: Guidance) -> Iterator[Entry]:
    owner = guidance.criterion
    yield Entry("guidance", owner, guidance.expectation, owner, "expectation")
    for rank, indicator in enumerate(guidance.indicators):
        yield Entry("guidance", owner, indicator.text, owner, "indicator", rank)
        for phrase in indicator.phrases:
            yield Entry("guidance", owner, phrase, owner, "phrase", rank)
    for synonym in guidance.synonyms:
        yield Entry("guidance", owner, synonym, owner, "synonym")
    for question in guidance.asked:
        yield Entry("guidance", owner, question, owner, "asked")


def _exemplar(exemplar: Exemplar) -> Entry:
    return Entry("exemplar", exemplar.id, exemplar.text, exemplar.criterion, "exemplar", -1, exemplar.level)


def _card(card_id: str, corpus: Corpus) -> Entry:
    card = corpus.cards[card_id]
    text = "\n".join((card.title, card.text, ", ".join(card.synonyms))).strip()
    return Entry("card", card.id, text, None, "card")
