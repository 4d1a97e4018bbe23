"""Which of the decisions a reply has already put into words, and which are left to say."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.negotiation import Act
from assistant.retrieval.words import terms
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat

FAITHFUL = 0.3
"""Share of the content words of an authored sentence from which other words still say the same thing."""
MUST = ("prix", "souhait", "options", "accord")
"""Figures that a reply must hold when a decision gives them."""


def unsaid(acts: Sequence[Act], reply: str) -> tuple[Act, ...]:
    """The acts that ``reply`` (its figures filled in) does not carry, in order; all of them when it is empty."""
    if not reply.strip():
        return tuple(acts)
    return tuple(act for act in acts if not _carried(act, reply))


def required_figures(act: Act) -> tuple[str, ...]:
    """Names of the figures that must be said; the whole agreement holds its price."""
    names = [name for name in MUST if name in act.figures]
    return tuple(n for n in names if n != "prix" or "accord" not in act.figures)


def _carried(act: Act, reply: str) -> bool:
    if any(act.figures[name] not in reply for name in required_figures(act)):
        return False
    if not act.text:
        return True
    wanted = frozenset(terms(act.text))
    figures = {n.value for n in numbers_in(flat(act.text))}
    if figures - {n.value for n in numbers_in(flat(reply))}:
        return False
    return not wanted or len(wanted & frozenset(terms(reply))) / len(wanted) >= FAITHFUL
