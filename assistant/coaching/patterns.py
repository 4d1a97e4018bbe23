"""Regular expressions over folded French, one alternative a line."""

from __future__ import annotations

import re


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern that finds any of the alternatives."""
    return re.compile("|".join(alternatives))


def without_quotes(text: str) -> str:
    """The text outside quotation marks: what stands between them is material, not a request."""
    return re.sub(r'"[^"]*"', ' "" ', text)
