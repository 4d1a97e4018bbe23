"""What the words on the face of a line change in the acts that it was taken for."""

from __future__ import annotations

import re

from assistant.domain.dialogue import MoveKind
from assistant.domain.negotiation import Negotiation
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign
from assistant.roleplay.listening.offers import SaidTerms

FEW_WORDS = 4
"""A question of so few words that says a price tries it: « Deux cinquante ? »."""
_TRIES_A_PRICE = re.compile(
    r"^(?:et |ou |alors |bon,? |sinon,? )*a [\w,. ]{1,24}(?:€|euros?)|\bca (?:vous )?(?:ira|irait|va|passe|convien\w+)|"
    r"\bvous (?:acceptez|prenez|signez|dites|diriez|marchez|seriez)|\bon (?:part|signe|conclut|y va|tope)|"
    r"^(?:et |ou )?[\w,. ]{1,24}(?:€|euros?)\W*(?:oui ou non)?\W*$"
)
"""A question that is an offer in disguise: « Et à 42 euros ? »."""
_ASKS_THEM = re.compile(
    r"^(?:et |alors,? |donc,? |mais )*(?:qu'est-ce qu|quel|comment|en quoi|ou )[^?]*\bvous\b[^?]*\?\W*$"
)
_THEIRS = re.compile(r"\b(?:vous|votre|vos)\b")
_OURS = re.compile(r"\b(?:ma|mon|mes|notre|nos|je|j'|nous)\b")
_AT_WORK = re.compile(
    r"\b(?:chef|cheffe|responsable|patronn?e?|direct\w+)\b[^.?!]{0,30}\b(?:present|en salle|en cuisine|aux fourneaux|"
    r"sur place|a votre (?:disposition|ecoute)|vous (?:accueill|serv|conseill|cuisin)\w*)"
)
"""Someone above who is there for the client, not to decide."""
_PUT_TO_THEM = re.compile(r"valid|decid|tranch|accord|demand|soumet|\bavis\b|autoris")
_WEIGHT: tuple[MoveKind, ...] = (
    "rudeness", "hand_over", "leave", "trade", "recap", "concession", "offer", "closing", "acceptance", "refusal",
    "price_defence", "objection_reply", "argument", "open_question", "closed_question", "reformulation",
    "presentation", "contact", "silence", "other",
)  # fmt: skip


_TALK: tuple[MoveKind, ...] = (
    "offer", "concession", "price_defence", "presentation", "argument", "other", "reformulation", "contact",
)  # fmt: skip


def first_act(acts: list[MoveKind]) -> MoveKind:
    """The act that matters most."""
    return min(acts, key=_WEIGHT.index)


def sober(kind: MoveKind, line: str) -> MoveKind:
    """Nobody is called rude, leaving or silent without a word that says so."""
    if kind == "rudeness" and not has_sign(line, "insult", "scorn"):
        return "other"
    if kind == "leave" and not has_sign(line, "goodbye", "going"):
        return "other"
    if kind == "hand_over" and not (has_sign(line, "management", "refer", "higher_up") and not _at_work(line)):
        return "other"
    if kind == "acceptance" and not has_sign(line, "agree", "suits_me", "quick_yes"):
        return "other"
    return "other" if kind == "silence" else kind


def _at_work(line: str) -> bool:
    words = flat(line)
    return _AT_WORK.search(words) is not None and not _PUT_TO_THEM.search(words)


def asked_of_them(kind: MoveKind, sentence: str) -> MoveKind:
    """A question about them that speaks of cost is a question, not a defence of one's price."""
    words = flat(sentence)
    if kind == "price_defence" and _ASKS_THEM.search(words):
        return "open_question"
    about_them = has_sign(sentence, "question_mark") and _THEIRS.search(words) and not _OURS.search(words)
    if kind in ("hand_over", "price_defence", "acceptance") and about_them:
        return "open_question" if has_sign(sentence, "open_words") else "closed_question"
    return kind


def plain_yes(line: str) -> bool:
    """Whether the line says yes and asks nothing."""
    return has_sign(line, "agree", "quick_yes") and "?" not in line


def with_terms(acts: list[MoveKind], said: SaidTerms, line: str, state: Negotiation) -> list[MoveKind]:
    """A line that says terms is an offer, a concession or an exchange unless it asks, refuses, sums up or accepts."""
    if set(acts) & {"recap", "refusal", "acceptance", "trade"}:
        return acts
    asks = {"open_question", "closed_question"} & set(acts) and not has_sign(line, "propose", "give", "if_you")
    tries = _TRIES_A_PRICE.search(flat(line)) or len(line.split()) <= FEW_WORDS
    if asks and (said.price is None or not tries):
        return acts
    acts = [a for a in acts if not asks or a not in ("open_question", "closed_question")]
    if has_sign(line, "if_you"):
        return ["trade", *acts]
    before = state.seller_offer
    lower = before is not None and said.price is not None and said.price < before.price
    kind: MoveKind = "concession" if lower else "offer"
    kept: list[MoveKind] = [a for a in acts if a not in _TALK]
    reasons: list[MoveKind] = [a for a in acts if a in ("argument", "price_defence")]
    return [kind, *kept, *reasons]
