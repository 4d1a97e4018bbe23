"""Turn a judge's proposal into a verdict: only quotes found word for word in the draft survive."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.document import Document
from assistant.domain.judgement import Evidence, Judgement, ProposedQuote, Verdict
from assistant.domain.levels import Level
from assistant.judging.quoting import QuoteFinder

MIN_QUOTE = 12
"""Characters below which a quote proves nothing, unless it is a whole passage."""

UNSUPPORTED = "aucune des citations proposées ne se trouve mot pour mot dans le texte"


@dataclass(frozen=True)
class JudgingFailure:
    """A criterion that could not be judged, and why, in French."""

    criterion: str
    reason: str


class Verifier:
    """Checks the judgements of one draft."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._finder = QuoteFinder(document.text)

    def locate(self, quote: ProposedQuote) -> Evidence | None:
        """The quote as it stands in the draft, or None when it does not stand there."""
        passage = self.document.passage(quote.passage)
        near = (passage.start, passage.end) if passage is not None else None
        bounds = self._finder.find(quote.text, near)
        if bounds is None:
            return None
        start, end = bounds
        holder = self.document.passage_at(start)
        if holder is None or (end - start < MIN_QUOTE and self.document.text[start:end] != holder.text):
            return None
        return Evidence(
            quote=self.document.text[start:end],
            passage=holder.id,
            section=holder.section,
            page=holder.page,
            start=start,
            end=end,
            turn=holder.turn,
        )

    def check(self, proposal: Judgement | JudgingFailure, looked_at: tuple[str, ...] = ()) -> Verdict:
        """The verdict that may be shown. A level of 2 or 3 left without any quote becomes a failure."""
        if isinstance(proposal, JudgingFailure):
            return Verdict(id=proposal.criterion, status="failed", level=None, reason=proposal.reason)
        located = [self.locate(quote) for quote in proposal.quotes]
        dropped = located.count(None)
        found = _distinct(located)
        if proposal.level is None:
            return self._verdict(proposal, None, (), dropped, looked_at)
        if proposal.level >= 2 and not found:
            return Verdict(
                id=proposal.criterion,
                status="failed",
                level=None,
                reason=UNSUPPORTED if proposal.quotes else "aucune citation n'appuie le niveau proposé",
                expectation=proposal.expectation,
                question=proposal.question,
                proposed=len(proposal.quotes),
                dropped=dropped,
            )
        evidence = () if proposal.level == 0 else tuple(sorted(found, key=lambda e: e.start))
        return self._verdict(proposal, proposal.level, evidence, dropped, looked_at)

    def _verdict(
        self,
        proposal: Judgement,
        level: Level | None,
        evidence: tuple[Evidence, ...],
        dropped: int,
        looked_at: tuple[str, ...],
    ) -> Verdict:
        return Verdict(
            id=proposal.criterion,
            status="judged" if level is not None else "not_assessable",
            level=level,
            evidence=evidence,
            expectation=proposal.expectation,
            finding=proposal.finding,
            gap=proposal.gap,
            question=proposal.question,
            next_step=proposal.next_step,
            confidence=proposal.confidence if level is not None else None,
            stability=proposal.stability if level is not None else None,
            looked_at=looked_at if level == 0 else (),
            proposed=len(proposal.quotes),
            dropped=dropped,
        )


def _distinct(found: list[Evidence | None]) -> list[Evidence]:
    """Found quotes, each place once."""
    seen: set[tuple[int, int]] = set()
    kept: list[Evidence] = []
    for evidence in found:
        if evidence is not None and (evidence.start, evidence.end) not in seen:
            seen.add((evidence.start, evidence.end))
            kept.append(evidence)
    return kept
