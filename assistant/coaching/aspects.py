"""Which side of a criterion a question is about, and what it refers to in the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain.learning import Message
from assistant.domain.referentiel import Referentiel
from assistant.retrieval.plain_french import folded

Aspect = Literal["expectation", "method", "example", "pitfalls", "levels", "questions", "progress", "wording"]

_ASPECTS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    ("example", re.compile(r"\bexemples?\b|\bmontre[- ]moi a quoi ca ressemble\b|\bcas concret\b|\bmodele\b")),
    ("pitfalls", re.compile(r"\b(?:pieges?|erreurs?|a eviter|eviter|fautes? (?:a|frequente)|ne pas faire)\b")),
    (
        "levels",
        re.compile(
            r"\bniveaux?\b|\bmaitrise\b|\binsuffisant\b|\ben bonne voie\b|\bdegres?\b|\bdifference entre (?:le )?\d"
        ),
    ),
    (
        "questions",
        re.compile(
            r"\bquestions? (?:pour|a me poser|du jury|que|possibles)|\bpose[- ]moi\b|\binterroge|\bentraine|\breviser\b"
        ),
    ),
    (
        "progress",
        re.compile(
            r"\bprogresser\b|\bm'ameliorer\b|\bpasser (?:du|de|au)\b|\bmonter\b|\bprochain geste\b|\bpar (?:ou|"
            r"quoi) commencer\b"
        ),
    ),
    (
        "wording",
        re.compile(r"\b(?:enonce|libelle|texte) (?:officiel|exact)\b|\bmot pour mot\b|\bformulation officielle\b"),
    ),
)


def aspect_of(flat: str) -> Aspect | None:
    """The side of a criterion that a folded message names, or None."""
    return next((name for name, pattern in _ASPECTS if pattern.search(flat)), None)


def level_named(flat: str) -> int | None:
    """The level 1–3 that a folded message names, or None."""
    words = {"maitrise": 3, "en bonne voie": 2, "insuffisant": 1, "trois": 3, "deux": 2, "un": 1}
    match = re.search(r"\bniveaux? ?(?:de |d')?(\d|un|deux|trois)\b", flat)
    if match:
        value = words.get(match[1]) or int(match[1])
        return value if 1 <= value <= 3 else None
    return next((level for word, level in words.items() if len(word) > 5 and re.search(rf"\b{word}\b", flat)), None)


@dataclass(frozen=True)
class Focus:
    """What the last answer was about: criteria in the order cited, and the side that was asked for."""

    criteria: tuple[str, ...] = ()
    aspect: Aspect | None = None

    @property
    def criterion(self) -> str | None:
        """The first one."""
        return self.criteria[0] if self.criteria else None


@dataclass(frozen=True)
class FollowUp:
    """A message that only makes sense after the one before.

    criterion: what it is about now, or None when ``subject`` must be searched for.
    """

    criterion: str | None = None
    subject: str = ""
    aspect: Aspect | None = None


_NEXT = re.compile(
    r"^(?:et |ok |bon |alors |passons |on passe |passe |va |donne[- ]moi |explique[- ]moi )*(?:au|a la|le|la|du|"
    r"critere|celui|l'autre|pour le)? ?(?:critere )?"
    r"(?:suivante?s?|d'apres|juste apres|prochain critere)(?: critere)?\b"
)
_PREVIOUS = re.compile(
    r"^(?:et |ok |reviens |on revient )*(?:au|le|la|du|celui)? ?(?:critere )?(?:precedente?|d'avant)\b"
)
_ORDINALS = {
    r"premiere?|1er": 0,
    r"deuxieme|seconde?|2e|2eme": 1,
    r"troisieme|3e|3eme": 2,
    r"quatrieme|4e|4eme": 3,
    r"derniere?": -1,
}
_MORE = re.compile(
    r"^(?:et |ok |oui |bon |mais |alors |euh )*(?:pourquoi|c'est[- ]a[- ]dire|cad|developpe|detaille|precise|"
    r"plus de details|explique|continue|encore|"
    r"tu peux (?:preciser|developper|detailler|expliquer)|je (?:ne )?comprends? (?:pas|rien|mal)|pas compris|"
    r"plus simple\w*|en clair|concretement|"
    r"et donc|un autre|une autre|oui|vas-y|comment (?:ca|faire|je fais)|et comment)\b.{0,30}$"
)
_THIS = re.compile(
    r"\b(?:ce|cet) critere\b|\bcelui[- ](?:ci|la)\b|\bdessus\b|\bla[- ]dessus\b|\bpour (?:ca|cela)\b|\bsur (?:ca|"
    r"ce point)\b|\bl'autre\b"
)
_AND = re.compile(
    r"^(?:et|mais|ok et|alors) (?:pour|sur|si|avec|du cote d(?:e|u)|concernant|quant a|en|dans|a propos d(?:e|"
    r"u))? ?(?:le |la |les |l'|mes |mon |ma |un |une |du |des )?(?P<subject>.{2,60}?) ?\??$"
)


def focus_of(conversation: Sequence[Message]) -> Focus:
    """What the last coach's answer that cites a criterion was about, and the side asked for just before it."""
    for rank in range(len(conversation) - 1, -1, -1):
        message = conversation[rank]
        criteria = tuple(c.id for c in message.citations if c.kind == "criterion")
        if message.role == "coach" and criteria:
            if any(c.kind == "exemplar" for c in message.citations):
                return Focus(criteria, "example")
            asked = conversation[rank - 1] if rank and conversation[rank - 1].role == "learner" else None
            return Focus(criteria, aspect_of(folded(asked.text)) if asked else None)
    return Focus()


def follow_up(flat: str, focus: Focus, referentiel: Referentiel) -> FollowUp | None:
    """What a folded message means after ``focus``; None when it stands on its own."""
    if focus.criterion is None:
        return None
    aspect = aspect_of(flat)
    for pattern, step in ((_NEXT, 1), (_PREVIOUS, -1)):
        if pattern.search(flat) and len(flat.split()) <= 8:
            return FollowUp(_neighbour(focus.criterion, step, referentiel), aspect=aspect or focus.aspect)
    for words, rank in _ORDINALS.items():
        if re.search(rf"^(?:et |explique |sur )*(?:le|la|du|au) (?:{words})\b.{{0,12}}$", flat) and rank < len(
            focus.criteria
        ):
            return FollowUp(focus.criteria[rank], aspect=aspect or focus.aspect)
    if _MORE.search(flat):
        return FollowUp(focus.criterion, aspect=aspect or _deeper(focus.aspect))
    if aspect and len(flat.split()) <= 6:
        return FollowUp(focus.criterion, aspect=aspect)
    if _THIS.search(flat) and len(flat.split()) <= 14:
        return FollowUp(focus.criterion, aspect=aspect)
    match = _AND.search(flat)
    if match and len(flat.split()) <= 9:
        return FollowUp(None, subject=match["subject"], aspect=aspect or focus.aspect)
    return None


def _deeper(aspect: Aspect | None) -> Aspect:
    """What to say next to someone who asks for more."""
    order: dict[Aspect | None, Aspect] = {
        None: "levels",
        "expectation": "levels",
        "method": "example",
        "example": "levels",
    }
    return order.get(aspect, "method")


def _neighbour(criterion: str, step: int, referentiel: Referentiel) -> str:
    """The criterion after or before, in the official order; the same at either end."""
    ids = [c.id for c in referentiel.criteria()]
    rank = ids.index(criterion) + step
    return ids[min(max(rank, 0), len(ids) - 1)]
