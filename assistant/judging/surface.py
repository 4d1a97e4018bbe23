"""Surface signs that a passage is worked out rather than asserted: figures, dates, sources, causes, comparisons."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.guidance import Marker

_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|janv|févr|sept|oct|nov|déc"
)

MARKERS: Final[dict[Marker, re.Pattern[str]]] = {
    "amount": re.compile(r"(?i)\d[\d\s.,]*\s*(?:€|k€|m€|eur\b|euros?\b|ht\b|ttc\b)"),
    "percentage": re.compile(r"(?i)\d[\d,.]*\s*(?:%|points?\b|pour\s*cent)"),
    "date": re.compile(
        rf"(?i)\b(?:\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?|(?:19|20)\d\d|\d{{1,2}}(?:er)?\s+(?:{_MONTHS})|"
        rf"(?:{_MONTHS})\b\.?|"
        r"s(?:emaine)?\s?\d{1,2}|t[1-4]\b|trimestre|semestre)"
    ),
    "delay": re.compile(r"(?i)\b\d+\s*(?:h\b|heures?|jours?|j\b|semaines?|mois|ans?|minutes?|min\b)|j\s*[+-]\s*\d+"),
    "source": re.compile(
        r"(?i)\b(?:insee|sirene|source|selon|d['’]après|étude|enquête|sondage|entretiens?|xerfi|cci|baromètre|observatoire|"
        r"crm|erp|hubspot|salesforce|sage|pappers|kompass|linkedin|annexe|rapport|statistiques?|données|extraction|export)\b"
    ),
    "comparison": re.compile(
        r"(?i)\b(?:contre|au lieu de|par rapport|comparé|plus (?:cher|élevé|que)|moins (?:cher|que)|alors que|"
        r"tandis que|supérieure?|inférieure?|écart|versus|vs|concurrent\w*|évolution|prévu|réalisé)\b"
    ),
    "person": re.compile(
        r"(?i)\b(?:m\.|mme|monsieur|madame|directeur|directrice|responsable|chef|cheffe|commercial\w*|assistant\w*|"
        r"acheteur|acheteuse|drh|gérant\w*|équipe|pilote|référent\w*)\b"
    ),
    "quantity": re.compile(r"\b\d[\d\s.,]*\b"),
    "cause": re.compile(
        r"(?i)\b(?:car|parce que|puisque|en effet|c['’]est pourquoi|donc|afin de|pour que|grâce à|en raison|à cause|"
        r"ce qui|explique\w*|justifi\w*|permet\w*|résulte|raison|pourquoi)\b"
    ),
    "question": re.compile(r"\?"),
    "legal": re.compile(
        r"(?i)\b(?:rgpd|cnil|code de|article|art\.|cgv|contrat|clause|garantie|rétractation|loi|norme|obligation|"
        r"légal\w*|juridique\w*|conform\w*|bloctel|ce marking|iso\s?\d+)\b"
    ),
}

VAGUE = re.compile(
    r"(?i)\b(?:très important|il faudra|il faut|il est essentiel|primordial|au maximum|le mieux possible|"
    r"de manière optimale|excellente? qualité|leader|performant\w*|dynamique|motivé\w*|efficace\w*|incontournable|"
    r"innovant\w*|de nombreux|beaucoup de|divers\w*|etc|tout le monde|tous les clients|peut-être|on verra|à définir|"
    r"en fonction|si possible|bientôt|à venir|parfaite? cohérence|naturellement|évidemment|bien entendu|globalement|"
    r"nous espérons)\b"
)

_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")


def markers_in(text: str) -> frozenset[Marker]:
    """The markers that the text shows."""
    return frozenset(name for name, pattern in MARKERS.items() if pattern.search(text))


def number_density(text: str) -> float:
    """Numbers for a hundred words."""
    words = max(1, len(text.split()))
    return 100 * len(_NUMBER.findall(text)) / words


def vague_density(text: str) -> float:
    """Vague or merely assertive turns for a hundred words."""
    return 100 * len(VAGUE.findall(text)) / max(1, len(text.split()))
