"""Compute again the total that closes a list of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from assistant.domain.discrepancy import Discrepancy
from assistant.domain.document import Document, Passage
from assistant.judging.arithmetic_places import span, whole_passage
from assistant.judging.figures import Figure, figures, french

_TOTAL = re.compile(r"(?i)^\W*(?:(?:budget|coût|montant)\s+)?total(?:\s+(?:général|ht|ttc|du budget))?\s*[:=]\s*")
_INLINE_TOTAL = re.compile(r"(?i)(?<=[.;]\s)(?:(?:budget|coût|montant)\s+)?total(?:\s+(?:général|ht|ttc))?\s*[:=]\s*")
_HENCE = re.compile(r"(?i)\bsoit\b|=")
_MOST_READINGS = 4_096


def audit_lists(document: Document) -> Iterator[Discrepancy]:
    """Each « Total : … » that follows list items with amounts in euros."""
    passages = document.passages
    for at, passage in enumerate(passages):
        if passage.kind not in {"list_item", "paragraph"}:
            continue
        match = _TOTAL.match(passage.text)
        if match is None:
            found = _inline(document, passage)
            if found is not None:
                yield found
            continue
        stated = next((f for f in figures(passage.text[match.end() :]) if f.unit == "€"), None)
        items = _items(passages, at)
        if stated is None or len(items) < 2:
            continue
        found = _total(document, passage, items, stated)
        if found is not None:
            yield found


def _inline(document: Document, passage: Passage) -> Discrepancy | None:
    """« A : 10 € ; B : 20 € ; C : 5 €. Total : 36 €. » in one paragraph; every clause must hold an amount."""
    match = _INLINE_TOTAL.search(passage.text)
    stated = next((f for f in figures(passage.text[match.end() :]) if f.unit == "€"), None) if match else None
    if match is None or stated is None or ";" not in passage.text[: match.start()]:
        return None
    listed = passage.text[: match.start()].rstrip(" .;").rsplit(". ", 1)[-1]
    clauses = [c for c in listed.split(";") if c.strip()]
    readings = [_readings(clause) for clause in clauses]
    if len(clauses) < 3 or not all(readings):
        return None
    sums = _sums(readings)
    if sums is None or any(abs(s - stated.value) <= stated.half + len(clauses) * 0.5 for s in sums):
        return None
    return Discrepancy(
        kind="total",
        quote_a=whole_passage(document, passage),
        stated=stated.value,
        computed=sums[0],
        sentence=_sentence(stated, sums[0]),
    )


def _sentence(stated: Figure, computed: float) -> str:
    return (
        f"Le total annoncé est {french(stated.value, '€', stated.step)}, mais les montants de la liste donnent "
        f"{french(computed, '€', min(1.0, stated.step))} : vérifiez l'addition ou le montant qui manque."
    )


def _items(passages: Sequence[Passage], at: int) -> list[Passage]:
    """The list items just above, in the same section."""
    first = at
    while first > 0 and passages[first - 1].kind == "list_item" and passages[first - 1].section == passages[at].section:
        first -= 1
        if _TOTAL.match(passages[first].text):
            first += 1
            break
    return list(passages[first:at])


def _total(document: Document, passage: Passage, items: Sequence[Passage], stated: Figure) -> Discrepancy | None:
    readings = [_readings(item.text) for item in items]
    if not all(readings):
        return None  # an item without an amount: the list may say more than it counts
    sums = _sums(readings)
    slack = stated.half + 0.5 * len(items) * min(1.0, stated.step) + 1e-9
    if sums is None or any(abs(s - stated.value) <= slack for s in sums):
        return None
    computed = sums[0]
    return Discrepancy(
        kind="total",
        quote_a=whole_passage(document, passage),
        quote_b=span(document, items[0], items[-1]),
        stated=stated.value,
        computed=computed,
        sentence=_sentence(stated, computed),
    )


def _readings(text: str) -> list[float]:
    """What an item may add: what follows « soit », else its amounts together, its last or its first."""
    amounts = [f for f in figures(text) if f.unit == "€"]
    if not amounts:
        return []
    hence = [m.end() for m in _HENCE.finditer(text)]
    after = [f.value for f in amounts if hence and f.start >= hence[-1]]
    values = [f.value for f in amounts]
    return list(dict.fromkeys([*after[:1], sum(values), values[-1], values[0], max(values)]))


def _sums(readings: Sequence[Sequence[float]]) -> list[float] | None:
    """Every total that the items may give, the likeliest first; None when there are too many to be sure of any."""
    count = 1
    for reading in readings:
        count *= len(reading)
    return [sum(choice) for choice in product(*readings)] if count <= _MOST_READINGS else None
