"""What a report shows: verdicts joined with the référentiel, the worked examples and the places of their quotes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import assistant
from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally, Usage
from assistant.domain.document import Document, Passage
from assistant.domain.frozen import Frozen
from assistant.domain.guidance import Corpus, Exemplar
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.levels import Level
from assistant.domain.referentiel import Group, Heading, Referentiel
from assistant.reporting import wording
from assistant.reporting.projection import BlockProjection, count_levels, project


class QuoteView(Frozen):
    """A verified quote. ``number``: its rank in the report from 1, which ties it to its passage;
    ``start``/``end``: offsets in ``Document.text``; ``where``: its place in French, may be empty.
    """

    number: int
    criterion: str
    quote: str
    where: str
    start: int
    end: int


class CriterionView(Frozen):
    """One criterion as shown. ``priority``: rank among the first moves from 1; ``why``: why it has no level."""

    id: str
    wording: str
    heading: str
    group: str
    status: wording.Status
    level: Level | None
    expectation: str
    finding: str
    gap: str
    question: str
    next_step: str
    why: str
    quotes: tuple[QuoteView, ...]
    dropped: int
    looked_at: tuple[str, ...]
    exemplar: Exemplar | None
    confidence: float | None
    priority: int | None

    @property
    def word(self) -> str:
        """The level as a word."""
        return wording.level_word(self.status, self.level)

    @property
    def meter(self) -> str:
        """The level as a shape."""
        return wording.level_meter(self.status, self.level)

    @property
    def tone(self) -> str:
        """Key of its look: ``0`` … ``3``, ``none`` or ``failed``."""
        return "failed" if self.status == "failed" else "none" if self.level is None else str(self.level)

    @property
    def short_id(self) -> str:
        """The id without its prefix ("1.1.03")."""
        return self.id.removeprefix("CR.")


class HeadingView(Frozen):
    """Criteria that the référentiel gathers under one heading. ``competences``: codes of its group."""

    title: str
    group: str
    competences: tuple[str, ...]
    criteria: tuple[CriterionView, ...]


class ReportView(Frozen):
    """Everything a report shows, in its order. ``when``: when the report is made; ``document``: the draft as read;
    ``warnings``: what the reader said of the file that the critique's notices do not repeat.
    """

    when: datetime
    version: str
    draft: DraftSummary
    production: ProductionChoice
    model: str
    referentiel: str
    notices: tuple[str, ...]
    warnings: tuple[str, ...]
    headings: tuple[HeadingView, ...]
    moves: tuple[CriterionView, ...]
    quotes: QuoteTally
    usage: Usage
    projection: BlockProjection
    document: Document

    def criteria(self) -> Iterator[CriterionView]:
        """Every criterion in the order of the report."""
        return (criterion for heading in self.headings for criterion in heading.criteria)

    def quote_views(self) -> Iterator[QuoteView]:
        """Every quote in the order of the report."""
        return (quote for criterion in self.criteria() for quote in criterion.quotes)


def build_view(
    critique: Critique, document: Document, referentiel: Referentiel, corpus: Corpus, *, when: datetime
) -> ReportView:
    """Join a critique with what its report needs. Raises ``UnknownIdError`` for a criterion of another référentiel."""
    headings = _headings(critique, document, referentiel, corpus)
    by_id = {criterion.id: criterion for heading in headings for criterion in heading.criteria}
    return ReportView(
        when=when,
        version=assistant.__version__,
        draft=critique.draft,
        production=critique.production,
        model=critique.model,
        referentiel=f"{referentiel.title} ({critique.referentiel})",
        notices=critique.notices,
        warnings=tuple(warning for warning in document.warnings if warning not in critique.notices),
        headings=headings,
        moves=tuple(by_id[i] for i in critique.priorities if i in by_id),
        quotes=critique.quotes,
        usage=critique.usage,
        projection=_projection(critique, referentiel),
        document=document,
    )


def _headings(
    critique: Critique, document: Document, referentiel: Referentiel, corpus: Corpus
) -> tuple[HeadingView, ...]:
    """Criteria in the critique's order, gathered under consecutive headings."""
    gathered: list[tuple[Heading, Group, list[CriterionView]]] = []
    numbering = iter(range(1, 1 + sum(len(v.evidence) for v in critique.criteria)))
    for verdict in critique.criteria:
        heading, group = referentiel.heading_of(verdict.id), referentiel.group_of(verdict.id)
        criterion = _criterion(verdict, critique, document, referentiel, corpus, numbering)
        if gathered and gathered[-1][:2] == (heading, group):
            gathered[-1][2].append(criterion)
        else:
            gathered.append((heading, group, [criterion]))
    return tuple(
        HeadingView(title=h.title, group=g.id, competences=g.competences, criteria=tuple(cs)) for h, g, cs in gathered
    )


def _criterion(
    verdict: Verdict,
    critique: Critique,
    document: Document,
    referentiel: Referentiel,
    corpus: Corpus,
    numbering: Iterator[int],
) -> CriterionView:
    guidance = corpus.guidance.get(verdict.id)
    return CriterionView(
        id=verdict.id,
        wording=referentiel.criterion(verdict.id).text,
        heading=referentiel.heading_of(verdict.id).title,
        group=referentiel.group_of(verdict.id).id,
        status=verdict.status,
        level=verdict.level,
        expectation=verdict.expectation or (guidance.expectation if guidance else ""),
        finding=verdict.finding if verdict.status == "judged" else "",
        gap=verdict.gap,
        question=verdict.question,
        next_step=verdict.next_step,
        why=_why(verdict),
        quotes=tuple(_quote(verdict.id, e, document, next(numbering)) for e in verdict.evidence),
        dropped=verdict.dropped,
        looked_at=_looked_at(verdict, document),
        exemplar=corpus.exemplar(verdict.exemplar) if verdict.exemplar else None,
        confidence=verdict.confidence if verdict.status == "judged" else None,
        priority=critique.priorities.index(verdict.id) + 1 if verdict.id in critique.priorities else None,
    )


def _why(verdict: Verdict) -> str:
    """Why a criterion has no level; empty when it has one."""
    if verdict.status == "failed":
        return f"{verdict.reason or verdict.finding or wording.FAILED_WHY} {wording.FAILED_NEXT}"
    if verdict.status == "not_assessable":
        return verdict.finding or verdict.reason or wording.NOT_ASSESSABLE_WHY
    return ""


def _quote(criterion: str, evidence: Evidence, document: Document, number: int) -> QuoteView:
    return QuoteView(
        number=number,
        criterion=criterion,
        quote=evidence.quote,
        where=wording.place(
            evidence.section,
            evidence.page,
            evidence.turn,
            document.format,
            _spot(document.passage(evidence.passage), document),
        ),
        start=evidence.start,
        end=evidence.end,
    )


def _looked_at(verdict: Verdict, document: Document) -> tuple[str, ...]:
    """Where the judge looked for a criterion that is not treated, passage ids turned into places."""
    if verdict.status != "judged" or verdict.level != 0:
        return ()
    places = [_place_of(where, document) for where in verdict.looked_at]
    return tuple(dict.fromkeys(p for p in places if p)) or (wording.looked_at_passages(len(document.passages)),)


def _place_of(where: str, document: Document) -> str:
    passage = document.passage(where)
    if passage is None:
        return wording.place(where, None, None, document.format)
    spot = _spot(passage, document)
    place = wording.place(passage.section, passage.page, passage.turn, document.format, spot)
    return place or wording.locator(passage.locator)


def _spot(passage: Passage | None, document: Document) -> str:
    """A cell or a note, which a reader finds sooner than its page; empty for the rest."""
    if passage is None or not (document.format == "xlsx" or passage.kind == "note"):
        return ""
    return wording.locator(passage.locator)


def _projection(critique: Critique, referentiel: Referentiel) -> BlockProjection:
    number = referentiel.production(critique.production.slug).block
    block = next(b for b in referentiel.blocks if b.number == number)
    counts = count_levels(critique.criteria)
    return BlockProjection(
        number=number,
        title=block.title,
        attainment=project(counts, len(critique.criteria)),
        counts=counts,
        covered=len(critique.criteria),
        total=sum(len(g.criteria) for g in referentiel.groups if g.block == number),
    )
