"""Recognise text that names things instead of saying something: strings of trade words, empty lines of a plan."""

from __future__ import annotations

import re
from statistics import mean
from typing import Final

from assistant.judging.official_copies import OfficialWordings, content
from assistant.judging.spelling import folded, words_in

SERIES: Final = 10
"""Items from which a series of trade words is set aside."""
SHORT_SERIES: Final = 5
"""Items from which it proves little."""
JARGON_SHARE: Final = 0.5
ASSERTED_SHARE: Final = 0.66
"""Share of official words from which a text without figure nor name merely asserts."""
DRAFT_JARGON: Final = 0.42
"""Share of jargon from which a draft with few figures (under ``FIGURES`` a word) says nothing of its own."""
FIGURES: Final = 0.02
DRAFT_WORDS: Final = 60
REPEATED: Final = 0.62

_TRADE: Final = content(
    words_in(
        folded(
            "swot pestel kpi crm roi smart benchmark benchmarking persona buyer omnicanal multicanal digital "
            "digitalisation "
            "segmentation ciblage positionnement mix marketing merchandising linéaire facing théâtralisation lead "
            "leads "
            "nurturing scoring inbound outbound phoning emailing mailing newsletter social selling tracking "
            "referencement "
            "community webinaire storytelling conversion acquisition fidélisation conquête prospection reporting "
            "dashboard "
            "gantt rétroplanning jalon livrable livrables planification pilotage veille concurrentielle stratégie "
            "budget "
            "rentabilité performance synergie agilité innovation différenciation excellence parcours expérience client "
            "clients saisonnalité préconisations faisabilité visualisation restitution synthèse amélioration continue "
            "partenariat ambassadeur décideurs prescripteurs entonnoir tunnel matrice diagnostic argumentaire "
            "objections "
            "négociation batna zopa concession contrepartie closing reformulation écoute active brainstorming idéation "
            "animation cohésion leadership inclusion rse"
        )
    )
)
_DIGIT: Final = re.compile(r"\d")
_ITEM: Final = re.compile(r"\s*(?:[,;/|•·]|\s[–—-]\s)\s*")
_SPEAKER: Final = re.compile(r"(?i)\b(?:je|j['’]|nous|on|il|elle|ils|elles|m['’]a|nos|notre|mon|ma|mes)\b")
_NAME: Final = re.compile(r"(?<=[^.!?:»\s] )(?:[A-ZÀ-Ý][a-zà-ÿ]{2,}|[A-Z]\w*\d)")


def is_stuffed(text: str, words: list[str], official: OfficialWordings) -> bool:
    """Whether the text is a long string of trade words, without a figure nor anybody who does something; or the same
    words again and again."""
    if len(words) < 14:
        return False
    if 1 - len(set(words)) / len(words) > REPEATED:
        return True
    return _is_series(text, SERIES) and jargon_share(words, official) >= JARGON_SHARE


def is_all_jargon(words: list[str], official: OfficialWordings) -> bool:
    """Whether a whole draft has hardly a word of its own nor a figure. Honest ones stay under a third of jargon."""
    figures = sum(word[0].isdigit() for word in words)
    enough = len(words) >= DRAFT_WORDS
    return enough and figures < FIGURES * len(words) and jargon_share(words, official) >= DRAFT_JARGON


def is_thin(text: str, words: list[str], official: OfficialWordings) -> bool:
    """Whether the text counts but shows nothing: a line of a plan, a short series, an assertion in official words."""
    if _DIGIT.search(text):
        return False
    if len(words) <= 4:
        return True
    if _SPEAKER.search(text) and official.near_share(words) < 0.6:
        return False
    if _is_series(text, SHORT_SERIES) and jargon_share(words, official) >= JARGON_SHARE:
        return True
    return len(words) >= 8 and not _NAME.search(text) and official.familiar_share(words) >= ASSERTED_SHARE


def _is_series(text: str, least: int) -> bool:
    if _DIGIT.search(text) or _SPEAKER.search(text):
        return False
    items = [len(item.split()) for item in _ITEM.split(text) if item.strip()]
    return len(items) >= least and mean(items) <= 3.2


def jargon_share(words: list[str], official: OfficialWordings) -> float:
    """Share (0–1) of the distinct content words that are official or of the trade's jargon."""
    found = content(words)
    return sum(s in _TRADE or official.knows(s) for s in found) / len(found) if found else 0.0
