"""Whether a line asks for what comes next: a date to meet again, who does what, a proposal to be sent."""

from __future__ import annotations

import re

from assistant.roleplay.french.plain_words import flat

_NEXT = re.compile(
    r"\b(?:nous|on) (?:nous |se )?(?:revoir|revoyons|revoit|retrouv\w+|rencontr\w+|reverrons|reparl\w+)|revoyons-nous|"
    r"\b(?:vous|te) (?:propose|proposer) (?:un (?:rendez-vous|creneau|point|second)|de (?:nous|fixer|passer|venir))|"
    r"\bde nous (?:revoir|retrouver|rencontrer)|"
    r"rendez-vous (?:le |a |lundi|mardi|mercredi|jeudi|vendredi|dans|chez|avec)|"
    r"\b(?:fixons|convenons|arretons|calons|posons)\b|\bqui (?:fait quoi|s'en (?:charge|occupe)|prend|suit|porte)\b|"
    r"\bje vous (?:envoie|adresse|transmets) (?:le compte|les decisions|(?:la|notre|ma) proposition|le calendrier)"
)
_TOGETHER = re.compile(r"\b(?:nous|on|rendez-vous|creneau|arrange|convien\w*|qui|je|chacun|decisions?|minutes)\b")


def asks_commitment(line: str) -> bool:
    """Whether it proposes the next step on its face."""
    return _NEXT.search(flat(line)) is not None


def may_ask_commitment(line: str) -> bool:
    """Whether a line near an authored request for a commitment can be one: it speaks of both sides, not of theirs."""
    return _TOGETHER.search(flat(line)) is not None
