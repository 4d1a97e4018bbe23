"""Whether a sentence of a model is French that a person would say here: known words, agreement, to the point."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain.negotiation import Act
from assistant.domain.scenario import Scenario
from assistant.retrieval.words import terms
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.speaking.answer_checks import TOKEN
from assistant.roleplay.speaking.wording import Bank, ways_of_saying

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder

NEAR = 0.45
"""Likeness, with one of the ways of saying what was decided, under which a sentence is about something else."""
_VERBLESS = re.compile(r"\bje (?:ne|n'|le|la|les) (?:pas|plus|rien|vous|nous)\b(?! \w+(?:er|ir|re)\b)")
_DISAGREES = re.compile(
    r"\bj(?:e |')(?:ne |n'|vous |me |m'|le |la |les |y |en )*(?!chez|assez)\w{2,}(?:ons|ez)\b|"
    r"(?<!nous )\bvous (?:ne |n'|me |m'|le |la |les |y |en )*\w{2,}ons\b|"
    r"\bnous (?:ne |n'|le |la |y |en )*(?!chez|assez|rendez)\w{2,}ez\b"
)

Near = Callable[[str], float]


def implausible(sentence: str, near: Near | None, sheet_words: str) -> list[str]:
    """What makes a sentence no answer at all, in French for the correction; empty when it holds.

    near: likeness with what must be said, None when no embedding is at hand. sheet_words: what the model was given.
    """
    bare = TOKEN.sub(" ", sentence)
    words = flat(bare)
    if _VERBLESS.search(words) or _DISAGREES.search(words):
        return ["la phrase n'est pas correcte en français"]
    content = terms(bare)
    unknown = [t for t in content if t not in vocabulary() and t not in frozenset(terms(sheet_words))]
    if len(unknown) >= 2 or (unknown and len(content) <= 3):
        return [f"mots inconnus ou hors sujet : {', '.join(unknown[:3])}"]
    if near is not None and near(sentence) < NEAR:
        return ["la phrase ne dit pas ce que demandent les ordres"]
    return []


def nearness(acts: Sequence[Act], scenario: Scenario, bank: Bank, gists: str, embedder: Embedder) -> Near:
    """Likeness of a sentence with the closest way of saying one of ``acts``."""
    known = [line for act in acts for line in ways_of_saying(act, scenario, bank)]
    vectors = embedder.encode([*known, *(g.strip() for g in gists.split("|"))])

    def near(sentence: str) -> float:
        return float((vectors @ embedder.encode([TOKEN.sub("tant", sentence)])[0]).max())

    return near


@cache
def vocabulary() -> frozenset[str]:
    """Stems of the content words of the authored corpus: about nine thousand, read once (a second)."""
    from assistant.corpus.location import corpus_folder

    folder = corpus_folder()
    return frozenset(
        stem for path in sorted(folder.rglob("*.yaml")) for stem in terms(path.read_text(encoding="utf-8"))
    )
