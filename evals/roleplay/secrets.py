"""What of a scenario must never be said, and what may: figures and runs of words, ready to be looked for in replies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.domain.scenario import Scenario
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat

RUN = 6
"""Words in a row, shared with a secret, that give it away; shorter secrets must be whole."""
OWN = 3
"""Words of a run that must belong neither to a term's name nor to a number."""
SHORT = 4
"""Secrets of fewer words are not looked for as words: they would be found in any talk."""

Runs = frozenset[tuple[str, ...]]


def secrets_of(scenario: Scenario) -> dict[str, Any]:
    """``figures``: the buyer's own, unless the learner was told the same number. ``texts``: secret sentences, by id;
    those of facts are secret until revealed. ``public``: what a learner may read beforehand, the sentences that are
    said when their time comes, and the formulas that can be asked for. ``labels``: names of terms and options."""
    public = scenario.for_learner().model_dump_json(exclude={"criteria"})
    texts = {f"fact:{fact.id}": fact.text for fact in scenario.facts}
    texts |= {f"interest:{p.id}": p.interest for p in scenario.people} | {
        f"brake:{p.id}": p.brake for p in scenario.people
    }
    texts |= {f"meaning:{s.id}": s.meaning for s in scenario.signals}
    figures: list[float] = []
    labels: list[str] = []
    if scenario.economics is not None:
        buyer = scenario.economics.buyer
        texts |= {"alternative": buyer.alternative.text, "alternative_why": buyer.alternative.why}
        known = numbers(public) | {round(buyer.first, 2)}
        labels = [scenario.economics.unit, *(term.label for term in scenario.economics.terms)]
        labels += [option.label for term in scenario.economics.terms for option in term.options]
        figures = sorted({round(v, 2) for v in (buyer.reserve, buyer.target, buyer.unit_worth)} - known)
    if scenario.legal_trap is not None:
        texts |= {"rule": scenario.legal_trap.rule, "right": scenario.legal_trap.right}
    spoken = [*labels, *(t for o in scenario.objections for t in (*o.says, o.softened, o.stays))]
    spoken += [*(f.evasive for f in scenario.facts), *(s.text for s in scenario.signals)]
    if scenario.legal_trap is not None:
        spoken += [*scenario.legal_trap.says, scenario.legal_trap.relief]
    told_apart = {k: t for k, t in texts.items() if t.strip()}
    return {"figures": figures, "texts": told_apart, "public": [public, *spoken], "labels": labels}


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return re.findall(r"[a-z0-9]+", flat(text))


def runs(text: str) -> Runs:
    """Runs of ``RUN`` words; a text of ``SHORT`` to ``RUN`` words is one run by itself."""
    found = words(text)
    if len(found) < SHORT:
        return frozenset()
    size = min(RUN, len(found))
    return frozenset(tuple(found[i : i + size]) for i in range(len(found) - size + 1))


def told(reply: str, secrets: Mapping[str, Runs]) -> list[str]:
    """Ids of the secrets of which the reply holds a run."""
    said = words(reply)
    heard = {tuple(said[i : i + size]) for size in range(SHORT, RUN + 1) for i in range(len(said) - size + 1)}
    return sorted(name for name, of in secrets.items() if of & heard)


def secret_runs(secrets: Mapping[str, Any], revealed: Iterable[str]) -> dict[str, Runs]:
    """Runs by id of what is still secret, without those that public or revealed sentences hold too."""
    known = {f"fact:{fact}" for fact in revealed}
    open_text = [*secrets["public"], *(text for name, text in secrets["texts"].items() if name in known)]
    allowed = frozenset(run for text in open_text for run in runs(text))
    named = {word for label in secrets["labels"] for word in words(label)}
    return {
        name: frozenset(run for run in runs(text) - allowed if _telling(run, named))
        for name, text in secrets["texts"].items()
        if name not in known
    }


def _telling(run: tuple[str, ...], named: set[str]) -> bool:
    """Whether a run says more than a number and the name of a term, which both sides use all along."""
    return sum(word not in named and not word.isdigit() for word in run) >= OWN


def numbers(text: str) -> set[float]:
    """The numbers of a text, two decimals."""
    return {round(n.value, 2) for n in numbers_in(flat(text))}
