"""A line as patterns read it: lower case, without accents, straight apostrophes, single spaces."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("[\u2018\u2019\u02bc`´]")
_SPACES = re.compile(r"\s+")


def flat(text: str) -> str:
    """``text`` folded; digits and punctuation stay, « … » too."""
    marks = unicodedata.normalize("NFD", _APOSTROPHES.sub("'", text.casefold()))
    kept = "".join(c for c in marks if not unicodedata.combining(c))
    return _SPACES.sub(" ", kept.replace("\u0153", "oe")).strip()
