"""Compute again what a sentence says of its own figures: « 92 heures à 38 €, soit 3 496 € »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.domain.discrepancy import Discrepancy, DiscrepancyKind
from assistant.domain.document import Document, Passage
from assistant.judging.arithmetic_places import evidence_in
from assistant.judging.figures import Figure, cell_figure, french

_N: Final = r"(?:\d{1,3}(?:[\u0020\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
_EUR: Final = r"\s?(?:k€|K€|M€|€|euros?)(?:\s(?:HT|TTC))?"
_PCT: Final = r"\s?%"
_HENCE: Final = (
    r"(?:\s?[,;:]?\s*(?:soit|ce qui (?:fait|donne|représente))\s+(?:donc\s+|un total de\s+|une? \w+ de\s+)?|\s?=\s?)"
)
_ABOUT: Final = re.compile(
    r"(?i)\b(?:environ|près de|à peu près|presque|autour de|plus de|moins de|quelque|en moyenne|arrondi|jusqu|entre|"
    r"minimum|maximum|remise|hors)\b|≈|~|\+/-"
)


@dataclass(frozen=True)
class _Rule:
    """A way of stating a result. ``compute`` takes the figures a, b (and c) and gives what the result r should be.

    ``also``: other readings that would make the statement right.
    """

    kind: DiscrepancyKind
    pattern: re.Pattern[str]
    compute: Callable[[dict[str, float]], float | None]
    sentence: str
    also: Callable[[dict[str, float]], tuple[float, ...]] = lambda _v: ()


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("<N>", _N).replace("<EUR>", _EUR).replace("<PCT>", _PCT).replace("<HENCE>", _HENCE))


def _ratio(top: float, bottom: float) -> float | None:
    return 100 * top / bottom if bottom else None


def _change(values: dict[str, float]) -> float | None:
    share = _ratio(values["b"] - values["a"], values["a"])
    return None if share is None else abs(share)


_WORDS = r"(?:\s[^\W\d_][\w'’-]*){0,4}?"
_SALE_AND_COST: Final = (
    r"(?i:prix de vente)[^.;\d]{0,30}?(?P<a><N>)<EUR>[^.;\d]{1,40}?"
    r"(?i:prix d['’]achat|coût de revient|coût d['’]achat|prix de revient)[^.;\d]{0,30}?(?P<b><N>)<EUR>"
    r"[^.;\d]{1,30}?"
)
_RULES: Final = (
    _Rule(
        "product",
        _pattern(
            rf"(?<![\w,.])(?P<a><N>){_WORDS}\s?(?:à|×|x|X|\*)\s?(?P<b><N>)<EUR>(?:\s\w+)?<HENCE>(?P<r><N>)(?P<unit><EUR>)"
        ),
        lambda v: v["a"] * v["b"],
        "{a} × {b} donne {computed}, et non {stated}.",
    ),
    _Rule(
        "share",
        _pattern(
            rf"(?<![\w,.])(?P<a><N>){_WORDS}\s(?:sur|parmi)\s(?:les\s|un total de\s)?(?P<b><N>){_WORDS}"
            r"(?:<HENCE>|\s\()(?P<r><N>)(?P<unit><PCT>)"
        ),
        lambda v: _ratio(v["a"], v["b"]) if v["a"] <= v["b"] else None,
        "{a} sur {b} fait {computed}, et non {stated}.",
    ),
    _Rule(
        "change",
        _pattern(
            r"(?:passe\w*|passer|passé\w*|évolu\w+|progress\w+|augment\w+|baiss\w+|recul\w+)\s(?:de\s)(?P<a><N>)(?P<ua><EUR>)?"
            rf"{_WORDS}\sà\s(?P<b><N>)(?P<ub><EUR>)?{_WORDS}(?:<HENCE>|\s?\(|,\s)"
            r"(?:une (?:hausse|baisse|progression|augmentation|diminution) de\s)?[-+−–]?\s?(?P<r><N>)(?P<unit><PCT>)"
        ),
        _change,
        "de {a} à {b}, l'évolution est de {computed}, et non de {stated}.",
        lambda v: (100 * v["b"] / v["a"],) if v["a"] else (),
    ),
    _Rule(
        "margin",
        _pattern(
            _SALE_AND_COST
            + r"(?i:marge)(?i:\s(?:brute|unitaire|commerciale))*(?:\s(?:est|de|:|=))*\s?(?P<r><N>)(?P<unit><EUR>)"
        ),
        lambda v: v["a"] - v["b"],
        "{a} de prix de vente moins {b} laisse {computed} de marge, et non {stated}.",
    ),
    _Rule(
        "rate",
        _pattern(_SALE_AND_COST + r"(?i:taux de mar(?:ge|que)|marge)(?:\s(?:est|de|:|=))*\s?(?P<r><N>)(?P<unit><PCT>)"),
        lambda v: _ratio(v["a"] - v["b"], v["a"]),
        "avec {a} de prix de vente et {b} de coût, la marge est de {computed} du prix de vente, et non de {stated}.",
        lambda v: (100 * (v["a"] - v["b"]) / v["b"],) if v["b"] else (),
    ),
)
_CHAIN = re.compile(
    rf"(?<![\w,.×x*/%-])(?P<parts>{_N}(?:{_EUR})?(?:\s?[+−–-]\s?{_N}(?:{_EUR})?)+)"
    rf"\s?=\s?(?P<r>{_N})(?P<unit>{_EUR})?(?!\s?%)"
)
_TERM = re.compile(rf"(?P<sign>[+−–-]?)\s?(?P<number>{_N})")
_BEFORE = re.compile(r"[×x*/+−–=-]\s*$|\d\s*$")


def audit_sentences(document: Document) -> Iterator[Discrepancy]:
    """Contradictions inside each passage that is prose."""
    for passage in document.passages:
        if passage.kind in {"heading", "row"}:
            continue
        for rule in _RULES:
            for match in rule.pattern.finditer(passage.text):
                found = _checked(document, passage, match, rule)
                if found is not None:
                    yield found
        for match in _CHAIN.finditer(passage.text):
            found = _chain(document, passage, match)
            if found is not None:
                yield found


def _checked(document: Document, passage: Passage, match: re.Match[str], rule: _Rule) -> Discrepancy | None:
    if _ABOUT.search(match[0]):
        return None
    named = {name: cell_figure(match[name]) for name in ("a", "b")}
    stated = cell_figure(match["r"] + match["unit"]) if match["unit"] else cell_figure(match["r"])
    if stated is None or any(f is None for f in named.values()):
        return None
    read = {name: f for name, f in named.items() if f is not None}
    values = {name: f.value for name, f in read.items()}
    computed = rule.compute(values)
    if computed is None or _scaled(match[0]):
        return None
    slack = _slack(stated, read, computed)
    if any(abs(c - stated.value) <= slack for c in (computed, *rule.also(values))):
        return None
    step = min(stated.step, 0.1) if stated.unit == "%" else min(stated.step, 1.0)
    told = {name: french(f.value, "", f.step) for name, f in read.items()}
    sentence = rule.sentence.format(
        **told,
        computed=french(computed, stated.unit, step),
        stated=french(stated.value, stated.unit, stated.step),
    )
    return Discrepancy(
        kind=rule.kind,
        quote_a=evidence_in(document, passage, passage.start + match.start(), passage.start + match.end()),
        stated=stated.value,
        computed=computed,
        sentence=f"Calcul à revoir : {sentence}",
    )


def _chain(document: Document, passage: Passage, match: re.Match[str]) -> Discrepancy | None:
    """A chain of additions and subtractions, unless it goes on to the left of what was recognised."""
    stated = cell_figure(match["r"])
    guess = _scaled(match[0]) or _ABOUT.search(match[0]) or _BEFORE.search(passage.text[: match.start()])
    if stated is None or guess:
        return None
    terms = [(m["sign"] in {"", "+"}, cell_figure(m["number"])) for m in _TERM.finditer(match["parts"])]
    read = [(plus, figure) for plus, figure in terms if figure is not None]
    computed = sum(f.value if plus else -f.value for plus, f in read)
    slack = stated.half * (stated.step < 1) + sum(f.half for _, f in read if f.step < 1) + 1e-9
    if len(read) != len(terms) or computed < 0 or abs(computed - stated.value) <= slack:
        return None
    unit = "€" if match["unit"] else ""
    said = (french(computed, unit, min(stated.step, 1.0)), french(stated.value, unit, stated.step))
    return Discrepancy(
        kind="total" if all(plus for plus, _ in read) else "difference",
        quote_a=evidence_in(document, passage, passage.start + match.start(), passage.start + match.end()),
        stated=stated.value,
        computed=computed,
        sentence=f"Calcul à revoir : {match['parts'].strip()} donne {said[0]}, et non {said[1]}.",
    )


def _scaled(text: str) -> bool:
    """Thousands and units of euros in one statement: which is meant is a guess."""
    return bool(re.search(r"k€|K€|M€", text))


def _slack(stated: Figure, read: dict[str, Figure], computed: float) -> float:
    """What rounding explains: of the result (or its cutting off), and of operands written with decimals."""
    if stated.unit == "%":
        return stated.step + 0.05
    fine = sum(f.half * abs(computed / f.value) for f in read.values() if f.step < 1 and f.value)
    return max(stated.half + fine, 0.002 * abs(computed)) + 1e-9
