"""Whether a line declines what the law forbids: a refusal and what it is about, or the law's own reason."""

from __future__ import annotations

import re

from assistant.domain.scenario import LegalTrap
from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

_LAW = re.compile(
    r"\bloi\b|legal|illegal|\bcode (?:de|penal)|interdit|reglement(?:ation|aire)|\brgpd\b|\bamende|corruption|"
    r"confidentiel|secret des affaires|pas valable|\bnulle\b|contraire a|donnees personnelles"
)
_DECLINES = re.compile(
    r"\bne (?:\w+ ){0,2}(?:montre|donne|transmet|communique|divulgue|date|antidate|accorde|signe|promet|revele|partage)"
    r"\w* (?:pas|jamais|rien)|\bje refuse\b|hors de question|c'est exclu|\bjamais je\b"
)
ABOUT = 2
"""Words of the request that a refusal takes up; one is enough in the line that follows the request."""


def declines(line: str, trap: LegalTrap, *, at_once: bool = False) -> bool:
    """Whether ``line`` says no to the request of ``trap``. ``at_once``: it is the next line after the request.

    A refusal counts with the law's reason, or with the words of the request in the same line.
    """
    refusing = [s for s in (line[a:b] for a, b in sentence_spans(line)) if _refuses(s)]
    if not refusing:
        return False
    asked = frozenset(w for text in (*trap.says, trap.rule) for w in terms(text))
    wanted = 1 if at_once else ABOUT
    return any(_LAW.search(flat(s)) or len(asked & frozenset(terms(s))) >= wanted for s in refusing)


def _refuses(sentence: str) -> bool:
    words = flat(sentence)
    reason = _LAW.search(words) is not None and "?" not in sentence
    return reason or has_sign(sentence, "cannot") or _DECLINES.search(words) is not None
