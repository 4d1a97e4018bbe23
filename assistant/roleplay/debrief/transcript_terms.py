"""What a transcript shows of the bargain: concessions, the terms agreed on, the result beside the objectives."""

from __future__ import annotations

import re

from assistant.domain.levels import Level
from assistant.roleplay.debrief.transcript_talk import AGREED, PRICE, Bounds, Talk
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

_LOOSE = re.compile(r"on verra|ca peut bouger|sous reserve|a voir|plus tard|on en reparle")
_GOAL = re.compile(
    r"(?:mon|notre|l'|un) ?(?:objectif|but)\b|(?:je|nous) (?:voulais|visais|vise|visons)|ma cible|je m'etais fixe"
)
_TERMS = {
    "prix": r"prix|tarif|euros?|remise", "durée": r"\bmois\b|\bans?\b|duree",
    "paiement": r"paiement|acompte|facture|virement", "délai": r"delai|livraison|livr|jours|semaines?",
    "volume": r"volume|quantite|mille|millions?",
    "sortie": r"sort(?:ie|ez|ir)|resili|preavis", "données": r"donnees|restitu|confiden",
}  # fmt: skip


def concessions_bounds(talk: Talk) -> Bounds:
    """What was given, on a condition or for nothing."""
    given, traded = talk.acts("concession"), talk.acts("trade")
    gifts = tuple(
        t.number
        for t in talk.sellers
        if (has_sign(t.text, "gives_free") or re.search(r"\boffre\b(?! (?:de|est))|gratuit|cadeau", flat(t.text)))
        and re.search(r"je (?:vous|te) (?:l'|les? |mets |fais |offre|laisse)", flat(t.text))
        and not has_sign(t.text, "if_you")
    )
    free = tuple(sorted({*given, *gifts}))
    fair = tuple(n for n in traded if n not in free and _exchanged(talk.text_of(n)))
    if not free and not fair:
        return Bounds(None, None, "") if not talk.said(PRICE) else Bounds(1, 3, "Aucune concession n'est relevée.", ())
    text = f"Concessions contre une contrepartie : {len(fair)} ; sans contrepartie : {len(free)}."
    if not fair:
        return Bounds(0, 1, text, free)
    return Bounds(2, 3 if not free else 2, text, fair)


def _exchanged(text: str) -> bool:
    """Whether something is given on a condition."""
    verbs = "peux|peut|pouvons|passe|vais|garde|fais|mets|descends|reste|lache|monte|baisse"
    gives = rf"\b(?:je|on|nous) (?:{verbs})|c'est possible"
    return has_sign(text, "if_you", "needs_back") and re.search(gives, flat(text)) is not None


def terms_bounds(talk: Talk) -> Bounds:
    """The terms that were agreed on."""
    deal = talk.said(AGREED)
    if not deal:
        return Bounds(None, None, "")
    settled = [name for name, pattern in _TERMS.items() if talk.said(re.compile(pattern), talk.sellers)]
    loose = talk.said(_LOOSE)
    text = f"Termes abordés : {', '.join(settled)}" + (" ; un point est laissé ouvert." if loose else ".")
    low: Level = 2 if len(settled) >= 4 else 1
    return Bounds(low, 2 if loose or len(settled) < 4 else 3, text, deal[-2:])


def result_bounds(talk: Talk) -> Bounds:
    """The result, beside an objective that was said."""
    stated = talk.said(_GOAL, talk.sellers)
    if not stated:
        return Bounds(
            None, None, "Aucun objectif n'est énoncé dans l'échange : rien ne permet d'y rapporter le résultat."
        )
    return Bounds(1, 3 if talk.said(AGREED) else 2, "Un objectif est énoncé dans l'échange.", stated)
