"""Pin labelled quotes to the extracted text: character spans and the passages that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.document import Document
from assistant.errors import DatasetError
from assistant.judging.quoting import QuoteFinder
from evals.datasets_io import LabelledDraft, without_markup


@dataclass(frozen=True)
class LocatedQuote:
    """A labelled quote in ``Document.text[start:end]``; ``passage`` is the one that holds most of it."""

    start: int
    end: int
    passage: str


def locate_labels(draft: LabelledDraft, document: Document) -> dict[str, tuple[LocatedQuote, ...]]:
    """Located quotes by criterion id. Raises ``DatasetError`` for a quote that the reader does not find."""
    finder = QuoteFinder(document.text)
    return {
        label.id: tuple(_locate(q, finder, document, draft, label.id) for q in label.evidence) for label in draft.labels
    }


def _locate(quote: str, finder: QuoteFinder, document: Document, draft: LabelledDraft, criterion: str) -> LocatedQuote:
    bounds = finder.find(quote) or finder.find(without_markup(quote))
    holder = holding_passage(document, *bounds) if bounds else None
    if bounds is None or holder is None:
        raise DatasetError(
            f"{draft.name}.json, {criterion} : « {quote[:60]}… » ne se retrouve pas dans le texte lu.",
            f"Comparez avec : jalon read {draft.path.name}.",
        )
    return LocatedQuote(*bounds, holder)


def holding_passage(document: Document, start: int, end: int) -> str | None:
    """Id of the passage with the largest share of that span, headings included; None between passages."""
    best, best_overlap = None, 0
    for passage in document.passages:
        overlap = min(end, passage.end) - max(start, passage.start)
        if overlap > best_overlap:
            best, best_overlap = passage.id, overlap
    return best


def covered(spans: Sequence[tuple[int, int]], by: Sequence[tuple[int, int]]) -> int:
    """Characters of ``spans`` (their union) that stand in ``by`` (its union)."""
    wanted, given = _union(spans), _union(by)
    return sum(max(0, min(e1, e2) - max(s1, s2)) for s1, e1 in wanted for s2, e2 in given)


def length(spans: Sequence[tuple[int, int]]) -> int:
    """Characters of the union of spans."""
    return sum(end - start for start, end in _union(spans))


def _union(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
