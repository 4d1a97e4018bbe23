"""Turns of phrase of a line: its words and pairs of words, weighed by how rare they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from assistant.roleplay.french.plain_words import flat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FIGURES = re.compile(r"\d[\d  .,]*")
_WORDS = re.compile(r"\w+|[?!.…,]|€|%")
OFTEN = 2
"""Lines that must hold a turn for it to count."""


@dataclass(frozen=True)
class Phrasing:
    """The turns known. ``places``: column of each; ``rarity``: its weight."""

    places: Mapping[str, int]
    rarity: Mapping[str, float]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Phrasing:
        """Every turn that stands in at least two of ``texts``."""
        held = Counter(turn for text in texts for turn in set(turns_in(text)))
        kept = sorted(turn for turn, count in held.items() if count >= OFTEN)
        return cls({t: i for i, t in enumerate(kept)}, {t: log(len(texts) / held[t]) for t in kept})

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, turns) rows of norm 1, zero for a text without any known turn."""
        import numpy as np

        rows = np.zeros((len(texts), len(self.places)), dtype=np.float32)
        for row, text in enumerate(texts):
            for turn in set(turns_in(text)):
                if turn in self.places:
                    rows[row, self.places[turn]] = self.rarity[turn]
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return (rows / np.where(norms == 0, 1, norms)).astype(np.float32)


def turns_in(text: str) -> list[str]:
    """Words, marks and pairs of them, figures all alike, with where the line begins and ends."""
    words = ["^", *_WORDS.findall(flat(_FIGURES.sub("N ", text))), "$"]
    return [*words, *(f"{a}_{b}" for a, b in pairwise(words))]
