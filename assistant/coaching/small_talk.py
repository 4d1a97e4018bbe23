"""Greetings, thanks, worries, and what the coach is."""

from __future__ import annotations

import re

from assistant.coaching import wording
from assistant.coaching.composer import Composer
from assistant.coaching.ports import Reply

_NATURE = re.compile(
    r"\b(?:qui|quoi|que)\b.{0,10}\b(?:tu es|es[- ]tu|vous|etes)\b|\b(?:tu es|t'es|es[- ]tu|vous etes|"
    r"etes[- ]vous)\b|\b(?:ia|robot|humain|machine|bot|modele|llm|cree)\b|\bvraie personne\b"
)
_ABLE = re.compile(r"\b(?:faire|sers|servir|marches?|fonctionnes?|aider|apporter|peux quoi)\b")
_THANKS = re.compile(r"\b(?:merci+|thanks|aide|gentil|super|genial|top|parfait|nickel|cool|bravo|clair)\b")
_BYE = re.compile(
    r"\b(?:au revoir|a plus|a bientot|a demain|bye|ciao|bonne (?:journee|soiree|nuit)|bon week-?end|"
    r"tout a l'heure)\b"
)
_STRESS = re.compile(
    r"\b(?:stress\w*|fatigue\w*|marre|decourag\w*|peur|pff+|j'en peux plus|n'y arrive|deborde\w*|perdue?|"
    r"angoiss\w*)\b"
)
_HOW_ARE_YOU = re.compile(r"\bca va\b|\bvas[- ]tu\b|\ballez[- ]vous\b|\btu vas\b|\bla forme\b")
_OK = re.compile(r"^(?:ok|okay|d'accord|dac|je vois|compris|oui|non|ca marche|c'est note)\b")


def small_talk(flat: str, nature: str, next_step: str) -> Reply:
    """The answer to a folded message. ``next_step``: one sentence towards the work."""
    out = Composer()
    if _ABLE.search(flat) and not _THANKS.search(flat):
        out.say(nature)
        out.points("Je peux :", wording.CAN_DO)
        out.say("Je n'écris pas à votre place et je ne promets rien sur le jury.")
    elif _NATURE.search(flat):
        out.say(nature)
    elif _STRESS.search(flat):
        out.say(wording.STRESS.format(next=next_step))
    elif _BYE.search(flat):
        out.say(wording.BYE)
    elif _THANKS.search(flat) or _OK.search(flat):
        out.say(wording.THANKS.format(next=next_step) if _THANKS.search(flat) else next_step)
    elif _HOW_ARE_YOU.search(flat):
        out.say(f"{wording.FINE}\n\n{wording.AI_NOTICE}")
    else:
        out.say(wording.HELLO.format(nature=nature))
    return out.reply("smalltalk")
