"""Read a price and the options of terms in a learner's words, on the price grid and the options of the scenario."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from assistant.domain.economics import Economics, Option, Package, Term
from assistant.roleplay.french.numbers import Number, numbers_in
from assistant.roleplay.french.plain_words import flat

_PERCENT = re.compile(r"\s*(?:%|pour ?cents?\b|pourcents?\b)")
_PRICE_BEFORE = re.compile(
    r"(?:\ba|prix (?:de|a)?|tarif (?:de|a)?|(?:descend|baisse|monte|passe|reste)\w* (?:a|jusqu'a)|disons|propose|"
    r"va pour|ok pour|d'accord pour|vos|votre|dirons|dire|jusqu'a|c'est)\s*$"
)
_CUT_BEFORE = re.compile(
    r"(?:(?:remise|rabais|geste|effort|reduction|baisse|reduis|enleve|retire|moins)\b(?: \w+){0,3}|moins)"
    r"\s*(?:de |d'|encore )?$"
)
_CUT_AFTER = re.compile(r"\s*(?:de (?:moins|remise|rabais|reduction)|en moins)")
_NEGATED = re.compile(
    r"(?:(?<!mon )(?<!dernier )(?<!premier )(?<!\bun )(?<!\bce )\bpas\b|\bni\b|\bau lieu de|plutot que|refuse\w*|"
    r"impossible)(?: \w+){0,3}\s*$"
)
_REFUSED = re.compile(rf"{_NEGATED.pattern}|\bsans (?:une? )?$")
_WITHDRAWN = re.compile(
    r"(?:(?<!ne )(?<!n')\b(?:retir|renonc|abandonn|enlev|supprim|laiss\w* tomber|oubli)\w*|\bsans|"
    r"(?<!en )\bplus (?:de|d'))"
    r"(?: ?(?!si\b|et\b|pas\b)[\w']+){0,2}[ ']?$"
)
"""What is said before a term to take it back: the written offer's option holds again."""
_A_VERB = re.compile(r"(?:\b(?:on|je|nous|vous|ca|cela|qui|ils?|elles?)|\bj') ?$")
"""A subject: what follows is no noun (« on avance »)."""
_CLAUSE_END = re.compile(r"[.;!?:](?=\s|$)|,(?=\s)")
_QUOTED = re.compile(
    r"trop bas|\ba perte|sous (?:mon|notre|nos) (?:cout|prix de revient|charges)|\bpourquoi\b|"
    r"(?:n'irai|n'ira|peux|puis|pourrai|veux|descendrai|descends|accepte|accepterai|signe|signerai|ai)\b \w{0,12} ?"
    r"\bpas\b(?!.*\b(?:sous|dessous|moins)\b)|"
    r"\bvous (?:etiez|passez|etes passe|demandez|m'offrez|offrez|proposez|parlez)\b"
)
"""A price said to refuse it or to question it, the other side's."""
_COUNTED = re.compile(
    r"\s*(?:jours?|mois|ans?\b|%|unites?|h\b|heures?|semaines?|minutes?|personnes?|fois|clients?|salaries)"
)
_COMMON_WORDS = frozenset(
    "sans avec pour dans chaque deux trois quatre fois jour jours mois semaine semaines annee annees site".split()
)
_UNIT_FORMS = {"jours": r"jours?\b|j\b", "mois": r"mois\b", "ans": r"ans?\b|annees?\b", "semaines": r"semaines?\b"}
NEAR = 60
"""Characters within which a term's name decides which term a figure is about."""


@dataclass(frozen=True)
class SaidTerms:
    """What a line says of the price and of the terms. ``off_grid``: terms said with a value that is not offered."""

    price: float | None = None
    choices: dict[str, str] = field(default_factory=dict[str, str])
    off_grid: tuple[str, ...] = ()


def read_terms(text: str, economics: Economics, table: Package | None = None) -> SaidTerms:
    """The price and options in ``text``. ``table``: the seller's last offer, from which a discount is counted."""
    line = flat(text)
    numbers = numbers_in(line)
    choices, off_grid, used = _choices(line, numbers, economics)
    price = _price(line, [n for n in numbers if n not in used], economics, table)
    return SaidTerms(price, choices, tuple(off_grid))


def _price(line: str, numbers: list[Number], economics: Economics, table: Package | None) -> float | None:
    current = table.price if table is not None else economics.seller.proposed
    low, high = 0.4 * economics.seller.proposed, 2.5 * economics.seller.proposed
    bare = partial(_bare_price, current=current, line=line, opened=table is not None)
    found: list[tuple[int, float]] = []
    for number in numbers:
        before, after = line[: number.start], line[number.end :]
        if _PERCENT.match(after):
            if 0 < number.value <= 40 and _is_cut(before, after, line):
                found.append((0, current * (1 - number.value / 100)))
            continue
        if number.euros and number.value < low and _is_cut(before, after, ""):
            found.append((1, current - number.value))
        elif low <= number.value <= high and not _NEGATED.search(before) and not _QUOTED.search(_clause(line, number)):
            if number.euros:
                found.append((2, number.value))
            elif not _COUNTED.match(after) and (_PRICE_BEFORE.search(before) or bare(number)):
                found.append((1, number.value))
    if not found:
        return None
    best = max(rank for rank, _ in found)
    return economics.on_grid([value for rank, value in found if rank == best][-1] + 1e-9, up=False)


def _clause(line: str, number: Number) -> str:
    """What is said around a figure, from one comma to the next; « à 28 €, » goes with what follows."""
    start = max((m.end() for m in _CLAUSE_END.finditer(line, 0, number.start)), default=0)
    ends = [m.start() for m in _CLAUSE_END.finditer(line, number.end)] + [len(line)]
    clause = line[start : ends[0]]
    return clause if len(clause.split()) > 3 else line[start : ends[min(1, len(ends) - 1)]]


def _bare_price(number: Number, *, current: float, line: str, opened: bool) -> bool:
    """« Bon, 8,80 », « deux cinquante ? »: with cents, or close to the price on the table in a short line.

    current: the price on the table, the written offer's before (``opened`` False): both must then hold.
    """
    cents = number.cents or re.search(r"\d,\d", line[number.start : number.end]) is not None
    close = abs(number.value - current) <= 0.2 * current and len(line) <= 60
    return cents or close if opened else cents and close


def _is_cut(before: str, after: str, line: str) -> bool:
    """Whether a figure is what is taken off rather than a price."""
    if _CUT_BEFORE.search(before) or _CUT_AFTER.match(after):
        return True
    return bool(re.search(r"remise|rabais|reduction|geste|de moins|accorde|consens", line))


def _choices(line: str, numbers: list[Number], economics: Economics) -> tuple[dict[str, str], list[str], list[Number]]:
    choices: dict[str, str] = {}
    off_grid: list[str] = []
    used: list[Number] = []
    for number in numbers:
        if number.euros or _PERCENT.match(line[number.end :]):
            continue
        term = _term_of(number, line, economics)
        if term is None:
            continue
        used.append(number)
        option = _by_number(term, number.value)
        if _WITHDRAWN.search(line[: number.start]):
            choices[term.id] = term.reference
        elif option is None:
            off_grid.append(term.id)
        elif not _NEGATED.search(line[: number.start]):
            choices[term.id] = option.id
    for term in economics.terms:
        named = _by_name(term, line)
        # « un acompte de 30 % et le solde à 30 jours » is the option with a name, not the one of 30 days
        if named is not None and (term.id not in choices or (named.names and named.number is None)):
            choices[term.id] = named.id
    return choices, [t for t in dict.fromkeys(off_grid) if t not in choices], used


def _term_of(number: Number, line: str, economics: Economics) -> Term | None:
    """The term that a figure is about: by its unit, then by the nearest name, then by the value."""
    after = line[number.end : number.end + 24]
    fitting = [t for t in economics.terms if _fits_unit(t, number, after, economics)]
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    around = line[max(0, number.start - NEAR) : number.end + NEAR]
    centre = min(number.start, NEAR)
    near = {t.id: _distance(_names(t), around, centre) for t in fitting}
    best = min(fitting, key=lambda t: (near[t.id], _by_number(t, number.value) is None))
    if near[best.id] < NEAR * 2:
        return best
    exact = [t for t in fitting if _by_number(t, number.value) is not None]
    return exact[0] if len(exact) == 1 else None


def _fits_unit(term: Term, number: Number, after: str, economics: Economics) -> bool:
    if any(o.quantity is not None for o in term.options):
        if any(o.quantity == number.value for o in term.options):
            return not re.match(r"\s*(?:mois|jours?|ans?)\b", after)
        counted = flat(economics.unit_plural).split()[0][:6]
        return after.strip().startswith(counted)
    if not term.unit or not any(o.number is not None for o in term.options):
        return False
    form = _UNIT_FORMS.get(flat(term.unit), re.escape(flat(term.unit)))
    return re.match(rf"\s*(?:{form})", after) is not None


def _by_number(term: Term, value: float) -> Option | None:
    return next((o for o in term.options if value in (o.number, o.quantity)), None)


def _by_name(term: Term, line: str) -> Option | None:
    """The option whose longest name stands in the line, else the one whose own words do."""
    best: tuple[tuple[bool, int], Option] | None = None
    for option in term.options:
        for name in (*option.names, option.label):
            folded = flat(name)
            spelled = len(folded) >= 4 and re.search(rf"\b{re.escape(folded)}\b", line)
            rank = (option.number is None, len(folded))
            if spelled and _WITHDRAWN.search(line[: spelled.start()]):
                return term.option(term.reference)
            if (
                spelled
                and not _A_VERB.search(line[: spelled.start()])
                and not _REFUSED.search(line[: spelled.start()])
                and (best is None or rank > best[0])
            ):
                best = (rank, option)
    if best is not None:
        return best[1] if best[1].names or len(best[1].label) >= 5 else None
    return _by_words(term, line)


def _by_words(term: Term, line: str) -> Option | None:
    """The option that shares most words with the line, when the line speaks of that term at all."""
    if term.unit not in ("", "%") and any(o.number is not None or o.quantity is not None for o in term.options):
        return None
    said = _stems(line)
    labels = [_stems(flat(o.label)) for o in term.options]
    shared = {w for w in set().union(*labels) if sum(w in label for label in labels) > 1}
    named_by = _stems(" ".join(flat(n) for n in (*term.names, term.label)))
    about = shared | named_by
    if not said & about:
        return None
    everywhere = set.intersection(*labels)
    scores = [
        (len((label & said) - everywhere - _COMMON_STEMS - (named_by - shared)), -len(label - said), o)
        for label, o in zip(labels, term.options, strict=True)
    ]
    hits, _, option = max(scores, key=lambda t: t[:2])
    at = next((m.start() for w in sorted(said & about) for m in re.finditer(rf"\b{re.escape(w)}", line)), 0)
    if hits and _WITHDRAWN.search(line[:at]):
        return term.option(term.reference)
    return option if hits and not _NEGATED.search(line[:at]) else None


def _stems(text: str) -> set[str]:
    return {w[:7] for w in re.findall(r"\d+|[a-z]{4,}", text)}


_COMMON_STEMS = frozenset(w[:7] for w in _COMMON_WORDS)


def named(term: Term, words: str) -> bool:
    """Whether folded ``words`` name that term."""
    return any(re.search(rf"\b{re.escape(name)}s?\b", words) for name in map(flat, term.names) if len(name) > 3)


def _names(term: Term) -> list[str]:
    return [flat(name) for name in (*term.names, *term.label.split()) if len(name) > 3]


def _distance(names: Iterable[str], around: str, centre: int) -> int:
    places = [abs(m.start() - centre) for name in names for m in re.finditer(rf"\b{re.escape(name)}", around)]
    return min(places, default=10 * NEAR)
