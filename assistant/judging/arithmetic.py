"""Compute again what a draft states about its own figures: totals, shares, changes, differences, products, margins.

Precise rather than complete: a figure is questioned only when the draft itself gives what contradicts it, beyond
what rounding can explain.
"""

from __future__ import annotations

from assistant.domain.discrepancy import Discrepancy
from assistant.domain.document import Document
from assistant.judging.arithmetic_lists import audit_lists
from assistant.judging.arithmetic_sentences import audit_sentences
from assistant.judging.arithmetic_tables import audit_tables

LIMIT = 20


def audit(document: Document) -> tuple[Discrepancy, ...]:
    """The contradictions of a draft, in the order of its text, ``LIMIT`` at most, each place once."""
    found = [*audit_tables(document), *audit_lists(document), *audit_sentences(document)]
    seen: set[tuple[int, int, float]] = set()
    kept: list[Discrepancy] = []
    for discrepancy in sorted(found, key=lambda d: (d.quote_a.start, d.quote_a.end)):
        place = (discrepancy.quote_a.start, discrepancy.quote_a.end, discrepancy.stated)
        if place not in seen:
            seen.add(place)
            kept.append(discrepancy)
    return tuple(kept[:LIMIT])
