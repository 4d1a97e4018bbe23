"""Fill the slots of authored French sentences and agree the gender of the forms « directeur/directrice »."""

from __future__ import annotations

import re

_SLOT = re.compile(r"\{([a-z_]+)\}")
_FORMS = re.compile(r"(?<![\w/])([^\W\d_]+(?:-[^\W\d_]+)*)/([^\W\d_]+(?:-[^\W\d_]+)*)(?![\w/])")

_ELISION = re.compile(r"\b([Dd]|[Qq]u|[Jj]usqu|[Pp]uisqu|[Ll]orsqu)e (?=[AEIOUYHÀÂÉÈÊÎÔŒ][\w'’])")


def fill(text: str, slots: dict[str, str]) -> str:
    """``text`` with each ``{slot}`` replaced and its first letter in capitals. Raises ``KeyError`` for an unknown slot.

    A value that itself holds braces is not expanded again.
    """
    filled = _SLOT.sub(lambda found: slots[found.group(1)], text)
    return capital(filled) if text[:1] in "{" or text[:1].isupper() else filled


def gendered(text: str, *, woman: bool) -> str:
    """``text`` with each « masculin/féminin » pair reduced to one of its forms."""
    return _FORMS.sub(lambda found: found.group(2 if woman else 1), text)


def capital(text: str) -> str:
    """The first letter in capitals, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The first letter in small, for a phrase that goes on inside a sentence; acronyms keep theirs."""
    return text if text[:2].isalpha() and text[:2].isupper() else text[:1].lower() + text[1:]


def elided(text: str) -> str:
    """« de Orchidia » as « d'Orchidia », « à Le Mans » as « au Mans »: only before names, which begin in capitals."""
    text = _ELISION.sub(lambda found: f"{found.group(1)}'", text)
    return re.sub(r"\bde Le (?=[A-Z])", "du ", re.sub(r"\bà Le (?=[A-Z])", "au ", text))


def bare(text: str) -> str:
    """Without its final full stop, for use inside a longer sentence."""
    return text.rstrip(" .")
