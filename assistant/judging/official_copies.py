"""Compare a draft with the official wording: runs of the same words, or the same sentence reworded a little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.judging.spelling import folded, words_in

COPY_RUN = 5
COPY_SHARE = 0.6
"""A text is a copy when that share of its words stands in runs of ``COPY_RUN`` taken from the official text."""
NEAR_SHARE = 0.75
"""A sentence is a near copy when that share of its content words are those of one official sentence…"""
NEAR_WORDS = 5
"""… and when they are at least that many."""

_EMPTY = frozenset(
    "les une des aux dans par pour sur avec sans ses notre nos votre vos leur leurs qui que dont est sont pas plus "
    "nous "
    "vous elle ils elles mon mes tout tous son "
    "cet ete ont puis egalem bien aussi toutes toute eux vais faut tres donc ainsi ensuit enfin notamm fait deja "
    "chaque "
    "afin parfai correc ces ayant avoir etre totale".split()
)

Runs = set[tuple[str, ...]]


class OfficialWordings:
    """The texts that a draft may not pass off as its own, indexed by runs of words and by stems."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.runs: Runs = set()
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for rank, text in enumerate(texts):
            words = words_in(folded(text))
            self.runs |= set(runs_in(words))
            for stem in content(words):
                self._holders[stem].append(rank)

    def copied(self, words: list[str]) -> bool:
        """Whether a sentence, a cell or a short passage says what one official sentence says, and no more."""
        if copied_share(words, self.runs) >= COPY_SHARE:
            return True
        return self.near_share(words) >= NEAR_SHARE and not any(w[0].isdigit() for w in words)

    def near_share(self, words: list[str]) -> float:
        """Share (0–1) of the content words that stand in one official sentence; 0 under ``NEAR_WORDS`` shared."""
        found = content(words)
        best = self._most_shared(found)
        return best / len(found) if best >= NEAR_WORDS else 0.0

    def may_copy(self, words: list[str]) -> bool:
        """Whether any sentence of a passage may be a copy: cheap, and never wrong when it says no."""
        return self._most_shared(content(words)) >= NEAR_WORDS or copied_share(words, self.runs) > 0

    def _most_shared(self, found: frozenset[str]) -> int:
        shared: defaultdict[int, int] = defaultdict(int)
        for stem in found:
            for rank in self._holders.get(stem, ()):
                shared[rank] += 1
        return max(shared.values(), default=0)

    def knows(self, stem: str) -> bool:
        """Whether an official sentence has that word."""
        return stem in self._holders

    def familiar_share(self, words: list[str]) -> float:
        """Share (0–1) of the content words that stand anywhere in the official text."""
        found = content(words)
        return sum(stem in self._holders for stem in found) / len(found) if found else 0.0


def content(words: Iterable[str]) -> frozenset[str]:
    """Content words cut to six letters."""
    return frozenset(w[:6] for w in words if len(w) > 2) - _EMPTY


def runs_in(words: list[str]) -> Iterable[tuple[str, ...]]:
    """Every run of ``COPY_RUN`` consecutive words, in order."""
    return (tuple(words[i : i + COPY_RUN]) for i in range(len(words) - COPY_RUN + 1))


def copied_share(words: list[str], runs: Runs) -> float:
    """Share (0–1) of the words that stand in a run of the official text; 0 under ``COPY_RUN`` words."""
    covered = [False] * len(words)
    for start, run in enumerate(runs_in(words)):
        if run in runs:
            covered[start : start + COPY_RUN] = [True] * COPY_RUN
    return sum(covered) / len(words) if words else 0.0
