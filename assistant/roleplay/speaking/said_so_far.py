"""Which of the decisions a reply has already put into words, and which are left to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol

from assistant.domain.negotiation import Act, ActKind
from assistant.retrieval.words import terms
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.speaking.agreement import agreement_parts

FAITHFUL, ALIKE, TOLD = 0.5, 0.6, 0.5
"""Share of the content words of an authored sentence, or likeness with it, from which other words still say the same
thing; likeness with a way of saying a decision that has no words of its own from which it is said."""
SHARED = 0.3
"""Share of content words that is enough when no likeness can be measured."""
MUST = ("prix", "souhait", "options", "accord")
"""Figures that a reply must hold when a decision gives them."""
_SIGNS: Final[dict[ActKind, re.Pattern[str]]] = {
    "withdrawn": re.compile(r"\b(?:retir|repren|revien|repart|annul|oubli|plus d'accord|tient plus|zero)"),
    "stand_corrected": re.compile(r"\b(?:mal (?:compris|entendu)|retir|oubli|efface|rien n'est|pardon|temps pour moi)"),
    "ask_parting": re.compile(r"\b(?:arret|en rest|restons-en|quitt|plus loin|dernier mot|separ)"),
    "ask_recap": re.compile(r"\b(?:recap|redi|repren|resum|point par point|reformul|relis)"),
    "rude_warning": re.compile(r"\b(?:correct|ton\b|poli|respect|courtois|parl|entendre ca|calme)"),
    "impatient": re.compile(r"\b(?:temps|press|heure|abreg|avanc|minute|concret)"),
    "farewell": re.compile(
        r"au revoir|bonne (?:journee|soiree|route|continuation)|bientot|rappel|fait le tour|c'est bon"
    ),
    "leave": re.compile(r"au revoir|arret|en rest|fin a|bonne (?:journee|soiree|continuation)|laisser"),
}
"""What tells that a decision that changes the talk has been said."""


_FREE: Final[tuple[ActKind, ...]] = ("nothing_more", "evade")
"""Decisions whose words are an example: another way of not answering does as well."""


class Alike(Protocol):
    """Measures of meaning. See ``plausible.Likeness``."""

    def tells(self, act: Act, reply: str) -> float:
        """Likeness of the reply with a way of saying the act."""
        ...

    def same(self, one: str, other: str) -> float:
        """Likeness of two texts."""
        ...


def unsaid(acts: Sequence[Act], reply: str, alike: Alike | None = None, *, complete: bool = True) -> tuple[Act, ...]:
    """The acts that ``reply`` (its figures filled in) does not carry, in order; all of them when it is empty.

    alike: recognises what was said in other words. complete: the whole of it was written and held, so that the small
    decisions without words nor figures of their own are taken as said.
    """
    if not reply.strip():
        return tuple(acts)
    return tuple(act for act in acts if not _carried(act, reply, alike, complete=complete))


def required_figures(act: Act) -> tuple[str, ...]:
    """Names of the figures that must be said; the whole agreement holds its price."""
    names = [name for name in MUST if name in act.figures]
    return tuple(n for n in names if n != "prix" or "accord" not in act.figures)


def said_again(sentence: str, shown: Sequence[str], alike: Alike | None) -> bool:
    """Whether a sentence (its figures filled in) only says what a shown one has said."""
    numbers = {n.value for n in numbers_in(flat(sentence))}
    if numbers - {n.value for n in numbers_in(flat(" ".join(shown)))}:
        return False
    own = {_root(t) for t in terms(sentence)}
    for other in shown:
        known = {_root(t) for t in terms(other)}
        if sentence == other or (len(own) >= 3 and len(own & known) >= 0.8 * len(own)):
            return True
        if alike is not None and len(own) >= 2 and alike.same(sentence, other) >= 0.75:
            return True
    return False


def tells_again(sentence: str, said: Sequence[Act], left: Sequence[Act], alike: Alike | None) -> bool:
    """Whether a sentence tells what one of the decisions ``said`` told, rather than one of those ``left``."""

    def closeness(act: Act) -> float:
        wanted, own = {_root(t) for t in terms(act.text)}, {_root(t) for t in terms(sentence)}
        shared = len(wanted & own) / max(1, min(len(wanted), len(own)))
        return max(shared, alike.same(act.text, sentence) if alike is not None else 0.0)

    nearest = max((closeness(act) for act in said if act.text), default=0.0)
    return nearest >= ALIKE and nearest > max((closeness(act) for act in left if act.text), default=0.0)


def holds(figure: str, name: str, reply: str) -> bool:
    """Whether a required figure stands in the reply, the agreement in one piece or point by point."""
    if figure in reply:
        return True
    parts = agreement_parts(figure) if name == "accord" else ()
    return bool(parts) and all(part.figure in reply for part in parts)


def _carried(act: Act, reply: str, alike: Alike | None, *, complete: bool) -> bool:
    if not all(holds(act.figures[name], name, reply) for name in required_figures(act)):
        return False
    if act.text and act.kind not in _FREE:
        return _same_text(act, reply, alike)
    if required_figures(act):
        return True
    sign = _SIGNS.get(act.kind)
    told = (sign is not None and bool(sign.search(flat(reply)))) or (
        alike is not None and alike.tells(act, reply) >= TOLD
    )
    return told or (complete and sign is None) or (alike is None and sign is None)


def _same_text(act: Act, reply: str, alike: Alike | None) -> bool:
    figures = {n.value for n in numbers_in(flat(act.text))}
    if figures - {n.value for n in numbers_in(flat(reply))}:
        return False
    wanted = {_root(t) for t in terms(act.text)}
    shared = len(wanted & {_root(t) for t in terms(reply)}) / len(wanted) if wanted else 1.0
    if alike is None:
        return shared >= SHARED
    return shared >= FAITHFUL or alike.same(act.text, reply) >= ALIKE


def _root(stem: str) -> str:
    """The beginning of a stem: « connaissent » and « connaissant » share it, whatever the stemmer leaves."""
    return stem[:6]
