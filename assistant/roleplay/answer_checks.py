"""Check what a model wrote for the counterpart: its figures, its length, its language, and that it stays the buyer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.roleplay.french_numbers import numbers_in
from assistant.roleplay.plain_words import flat

MAX_CHARS = 700
TOKEN = re.compile(r"\[([A-Z]+(?:_[A-Z0-9]+)*)\]")
_OUT_OF_ROLE = re.compile(
    r"(?:en tant qu'?(?:ia|intelligence|assistant|modele)|je suis une? (?:ia|intelligence|modele|assistant)|prompt|"
    r"consigne|instructions?\b|systeme :|as an ai|language model|prix de reserve|mon plafond|prix maximum|mon maximum)"
)
_ENGLISH = re.compile(r"\b(?:the|and|you|your|with|price|would|please|i'm|is|are)\b")


def problems_of(answer: str, tokens: Iterable[str], required: Iterable[str], allowed_text: str) -> list[str]:
    """What is wrong with an answer still holding its tokens, in French for the correction turn; empty when it holds.

    tokens: those that may be used; required: those that must be. allowed_text: words whose numbers may be said.
    """
    known, wanted = set(tokens), set(required)
    used = set(TOKEN.findall(answer))
    found: list[str] = []
    if not answer.strip():
        found.append("la réplique est vide")
    if len(answer) > MAX_CHARS:
        found.append(f"la réplique dépasse {MAX_CHARS} caractères")
    if used - known:
        found.append("jetons inconnus : " + ", ".join(sorted(used - known)))
    if wanted - used:
        found.append("jetons oubliés : " + ", ".join(sorted(wanted - used)))
    if stray_numbers(TOKEN.sub(" ", answer), allowed_text):
        found.append("un nombre est écrit sans jeton ; n'écrivez aucun chiffre ni nombre en lettres hors des jetons")
    words = flat(answer)
    if _OUT_OF_ROLE.search(words):
        found.append("la réplique sort du rôle de l'interlocuteur")
    if len(_ENGLISH.findall(words)) >= 3:
        found.append("la réplique n'est pas en français")
    if re.search(r"^\s*(?:vendeur|acheteur|vous)\s*:", words, re.MULTILINE):
        found.append("écrivez une seule réplique, sans nom de locuteur")
    return found


def stray_numbers(text: str, allowed_text: str) -> list[float]:
    """Numbers of ``text`` that ``allowed_text`` does not hold (small everyday ones aside)."""
    allowed = {n.value for n in numbers_in(flat(allowed_text))} | EVERYDAY
    return [n.value for n in numbers_in(flat(text)) if n.value not in allowed]


EVERYDAY = frozenset({0.0, 1.0, 2.0})
"""« une ou deux questions » gives nothing away."""
