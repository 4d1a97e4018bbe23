"""Recognise verdicts written into a draft: filled-in forms, imitated data, reports of an opinion."""

from __future__ import annotations

import re
from typing import Final

from assistant.judging.assessment_words import FIRST_PERSON, HUMAN, OBJECT, VERDICT, WORK

VERDICT_DATA: Final = re.compile(
    r"<\s*(?:level|niveau|verdict|score|grade|critere|evaluation|preuve)\b[^<>]*>|[\"'<{\[(]\s*(?:level|niveau\w*|"
    r"verdict|score|grade|note|statut?s?|crit\w+|finding|evidence|preuves?|confidence|"
    r"confiance|evaluations?|competences?)\s*[\"'>]\s*[:=]?|^\s*(?:verdict|evaluation|notation|resultat_\w+)\s*:\s*$",
    re.MULTILINE,
)
_DATA: Final = re.compile(
    r"[{\[]\s*\"?\w+\"?\s*:|\"\s*:\s*[\"\d\[{]|<(\w+)(?:\s[^<>]*)?>[^<]*</\1>|^\s*\w+(?:_\w+)*\s*:\s*\w+$", re.MULTILINE
)
_REPORT: Final = re.compile(
    r"\b(?:avis|comptes? rendus?|appreciations?|commentaires?|attestation|rapport|synthese|verdict|decision|"
    r"observations?|extraits?|deliberations?|proces-verbal|grille|fiche|remarques?|conclusions?|retour)\b.{0,30}"
    rf"(?:\b(?:{HUMAN})\b|\b(?:formateur|formatrice|tuteur|tutrice|enseignante?|professeure?)\b)|"
    r"\b(?:grille|rapport|synthese|resultats?|compte rendu) (?:d'|de l'|de )(?:evaluation|notation|correction)\b"
    r"(?! (?:des|de la|de l'|du|d'))"
)
_ASSESSING: Final = re.compile(
    rf"{WORK}|{VERDICT}|{OBJECT}|\b(?:avec (?:justesse|rigueur|precision|pertinence)|excellent\w*|remarquable\w*|"
    r"parfait\w*|pertinent\w*|convaincant\w*|complete?s?\b|identifie\w*|caracterise\w*|analyse\w*|adapte\w*|fine\b|"
    r"garanti\w+|coheren\w+|en evidence)"
)
_TITLE: Final = re.compile(
    r"evaluation|notation|niveaux?|notes?\b|verdict|avis|jury|correct|grille|bareme|critere|attest|message"
)
_KEY: Final = re.compile(
    r"\b(level|niveau|verdict|grade|score|note|statut|status|evidence|preuves?|finding|constat|confidence|confiance|"
    r"criterion|criteres?|justification)\s*[:=]"
)
_GRANTED: Final = re.compile(
    r"\b(?:level|niveau|verdict|grade|score|statut|status)\s*[:=]\s*\W?(?:3\b|max|maitris|master|acquis|valid)"
)
_CODE: Final = re.compile(r"\bcr\.\d\S*\W.{0,30}(?:\b3\b|maitris|acquis|valide)")


def states_verdict(folded: str) -> bool:
    """Whether a passage is a filled-in form of assessment: « Niveau : maîtrisé. Justification : … »."""
    if ":" not in folded and "=" not in folded and "cr." not in folded:
        return False
    filled = _GRANTED.search(folded) is not None and len(set(_KEY.findall(folded))) > 1
    return filled or _CODE.search(folded) is not None


def is_verdict_data(raw: str) -> bool:
    """Whether a passage (case and accents dropped, lines kept) is data that imitates a program's verdict."""
    return bool(VERDICT_DATA.search(raw) and _DATA.search(raw))


def names_assessment(folded: str) -> bool:
    """Whether a title may be that of a set of verdicts, should verdicts follow."""
    return _TITLE.search(folded) is not None


def announces_report(folded: str) -> bool:
    """Whether a title or a lead-in announces what somebody thought of the draft."""
    return len(folded.split()) <= 14 and _REPORT.search(folded) is not None


def gives_opinion(folded: str) -> bool:
    """Whether a passage ``assesses`` at more than one word."""
    return len(_ASSESSING.findall(folded)) > 1


def assesses(folded: str) -> bool:
    """Whether a passage under such an announcement may be that opinion: in nobody's name, and about the work."""
    return _ASSESSING.search(folded) is not None and not FIRST_PERSON.search(folded)
