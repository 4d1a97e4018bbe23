"""Compute tables again: columns against their total, quantity by price, forecast against result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.discrepancy import Discrepancy
from assistant.domain.document import Document, Passage, Table
from assistant.judging.arithmetic_places import span, whole_passage
from assistant.judging.figures import Figure, cell_figure, french

_TOTAL = re.compile(r"(?i)^\W*(?:sous[- ]?total|total|totaux|ensemble|cumul)\b")
_SUB = re.compile(r"(?i)^\W*sous[- ]?total\b")
_NOT_ADDED = re.compile(
    r"(?i)moyen|taux|ratio|panier|prix unit|p\.?\s?u\.?\b|unitaire|tarif|note\b|indice|cumul|rang|part\b|poids|évol|"
    r"écart|variation|par (?:lead|client|vente|rendez|jour|mois|h)|/|délai|durée|marge %|année|date|n°|coef"
)
_ABSENT = frozenset({"", "-", "–", "—", "/", "0"})
_QUANTITY = re.compile(r"(?i)^(?:quantités?|qtés?|qté\.?|nombre|nb\.?|volumes?|unités|nombre d[e'’].*)$")
_PRICE = re.compile(
    r"(?i)^(?:prix unitaire|p\.?u\.?|prix|tarif|tarif unitaire|coût unitaire)(?:\s*\(?(?:ht|€|€ ht)\)?)?$"
)
_AMOUNT = re.compile(r"(?i)^(?:total|montant|montant total|coût total|total ligne)(?:\s*\(?(?:ht|€|€ ht)\)?)?$")
_FORECAST = re.compile(r"(?i)^(?:prévus?|prévisionnel|prévision|objectifs?|budget|cible|attendu)$")
_RESULT = re.compile(r"(?i)^(?:réalisés?|réel|résultats?|atteint|obtenu)$")
_GAP = re.compile(r"(?i)^écarts?(?: \(?(?:%|en %)\)?)?$")


@dataclass(frozen=True)
class _Row:
    passage: Passage
    cells: tuple[str, ...]

    def figure(self, column: int) -> Figure | None:
        return cell_figure(self.cells[column]) if column < len(self.cells) else None

    def absent(self, column: int) -> bool:
        return column >= len(self.cells) or self.cells[column].strip() in _ABSENT

    @property
    def is_total(self) -> bool:
        return bool(self.cells and _TOTAL.match(self.cells[0].strip()))


def audit_tables(document: Document) -> Iterator[Discrepancy]:
    """Contradictions inside each table."""
    for table in document.tables:
        rows = _rows(document, table)
        if len(rows) < 2:
            continue
        header, body = rows[0].cells, rows[1:]
        yield from _totals(document, header, body)
        yield from _products(document, header, body)
        yield from _gaps(document, header, body)


def _rows(document: Document, table: Table) -> list[_Row]:
    """Rows with their passages; nothing when the two cannot be matched one to one."""
    passages = [p for p in document.passages if p.kind == "row" and table.start <= p.start and p.end <= table.end]
    filled = [row for row in table.rows if any(c.strip() for c in row)]
    if len(passages) != len(filled):
        return []
    return [_Row(p, tuple(c.strip() for c in row)) for p, row in zip(passages, filled, strict=True)]


# --- totals --------------------------------------------------------------------------------------------------------


def _totals(document: Document, header: Sequence[str], body: Sequence[_Row]) -> Iterator[Discrepancy]:
    totals = [i for i, row in enumerate(body) if row.is_total]
    for at in totals:
        for column in range(1, len(body[at].cells)):
            title = header[column] if column < len(header) else ""
            stated = body[at].figure(column)
            if stated is None or _NOT_ADDED.search(title):
                continue
            found = _total(document, body, at, column, stated)
            if found is not None:
                yield found


def _total(document: Document, body: Sequence[_Row], at: int, column: int, stated: Figure) -> Discrepancy | None:
    """The stated total against every sum that it may mean; None when one fits or when nothing sure can be said."""
    sums = [_added(rows, column, stated) for rows in _may_mean(body, at)]
    first = sums[0] if sums else None
    if first is None or any(s is not None and abs(s[0] - stated.value) <= s[1] for s in sums):
        return None
    computed, _, parts = first
    values = [p.value for p in parts]
    if min(values) <= stated.value <= max(values):
        return None  # lies among its parts: a mean or a rate, not a sum
    if stated.unit == "%" and abs(computed - 100) > 15:
        return None  # rates do not add up
    rows = _may_mean(body, at)[0]
    return Discrepancy(
        kind="total",
        quote_a=whole_passage(document, body[at].passage),
        quote_b=span(document, rows[0].passage, rows[-1].passage),
        stated=stated.value,
        computed=computed,
        sentence=(
            f"Le total annoncé est {_say(stated)}, mais les lignes du tableau donnent "
            f"{french(computed, stated.unit, stated.step)} : vérifiez l'addition ou la ligne qui manque."
        ),
    )


def _may_mean(body: Sequence[_Row], at: int) -> list[list[_Row]]:
    """The rows that a total may add: since the last total, all the plain ones, all the subtotals."""
    before = body[:at]
    last = max((i for i, row in enumerate(before) if row.is_total), default=-1)
    since = list(before[last + 1 :])
    plain = [row for row in before if not row.is_total]
    subtotals = [row for row in before if row.cells and _SUB.match(row.cells[0])]
    with_last = [*([before[last]] if last >= 0 else []), *since]
    return [rows for rows in (since, plain, subtotals, with_last) if len(rows) >= 2]


def _added(rows: Sequence[_Row], column: int, stated: Figure) -> tuple[float, float, list[Figure]] | None:
    """(sum, tolerance, parts), or None when a cell is neither a figure of the same unit nor empty."""
    parts: list[Figure] = []
    for row in rows:
        figure = row.figure(column)
        if figure is None:
            if row.absent(column):
                continue
            return None
        if figure.unit != stated.unit or figure.noun != stated.noun:
            return None
        parts.append(figure)
    if len(parts) < 2:
        return None
    rounded = stated.unit in {"€", "%"} or stated.step < 1
    slack = (stated.half + sum(p.half for p in parts)) if rounded else 0.0
    return sum(p.value for p in parts), slack + 1e-9, parts


# --- quantity by price ---------------------------------------------------------------------------------------------


def _products(document: Document, header: Sequence[str], body: Sequence[_Row]) -> Iterator[Discrepancy]:
    quantity, price, amount = (_only(header, name) for name in (_QUANTITY, _PRICE, _AMOUNT))
    if quantity is None or price is None or amount is None or any("remise" in h.lower() for h in header):
        return
    for row in body:
        n, p, stated = row.figure(quantity), row.figure(price), row.figure(amount)
        if n is None or p is None or stated is None or row.is_total or "%" in {n.unit, p.unit, stated.unit}:
            continue
        computed = n.value * p.value
        slack = stated.half + abs(n.value) * (p.half if p.step < 1 else 0.0) + 1e-9
        if abs(computed - stated.value) > max(slack, 0.005 * abs(computed)):
            yield Discrepancy(
                kind="product",
                quote_a=whole_passage(document, row.passage),
                stated=stated.value,
                computed=computed,
                sentence=(
                    f"La ligne annonce {_say(stated)}, mais {_say(n)} × {_say(p)} donne "
                    f"{french(computed, stated.unit, min(stated.step, 1.0))}."
                ),
            )


# --- forecast and result -------------------------------------------------------------------------------------------


def _gaps(document: Document, header: Sequence[str], body: Sequence[_Row]) -> Iterator[Discrepancy]:
    forecast, result, gap = (_only(header, name) for name in (_FORECAST, _RESULT, _GAP))
    if forecast is None or result is None or gap is None:
        return
    for row in body:
        planned, done, stated = row.figure(forecast), row.figure(result), row.figure(gap)
        if planned is None or done is None or stated is None or planned.unit != done.unit or not planned.value:
            continue
        found = _gap(document, row, planned, done, stated)
        if found is not None:
            yield found


def _gap(document: Document, row: _Row, planned: Figure, done: Figure, stated: Figure) -> Discrepancy | None:
    difference = done.value - planned.value
    slack = stated.step + planned.half * (planned.step < 1) + done.half * (done.step < 1) + 1e-9
    if stated.unit == "%" and planned.unit != "%":
        computed = 100 * difference / planned.value
        readings = (computed, 100 * done.value / planned.value)
        slack = stated.step + 0.05
    else:
        computed, readings = difference, (difference,)
    if any(abs(abs(r) - abs(stated.value)) <= slack for r in readings):
        return None
    return Discrepancy(
        kind="change" if stated.unit == "%" else "difference",
        quote_a=whole_passage(document, row.passage),
        stated=stated.value,
        computed=computed,
        sentence=(
            f"L'écart annoncé est {_say(stated)}, mais entre {_say(planned)} et {_say(done)} il est de "
            f"{french(computed, stated.unit, min(stated.step, 0.1 if stated.unit == '%' else 1.0))}."
        ),
    )


def _only(header: Sequence[str], name: re.Pattern[str]) -> int | None:
    """The one column of that name, or None when there is none or more."""
    columns = [i for i, title in enumerate(header) if name.match(title.strip())]
    return columns[0] if len(columns) == 1 else None


def _say(figure: Figure) -> str:
    return french(figure.value, figure.unit or figure.noun, figure.step)
