"""Whether a sentence of a model is French that a person would say here: known words, agreement, to the point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.domain.negotiation import Act
from assistant.domain.scenario import Scenario
from assistant.reading.sentences import sentence_spans
from assistant.retrieval.words import terms
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.speaking.answer_checks import TOKEN
from assistant.roleplay.speaking.wording import Bank, load_talk, ways_of_saying

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder

NEAR, NEARER = 0.6, 0.7
"""Likeness, with a way of saying what was decided, from which a sentence may hold one word of its own, or two: a
synonym, and not one more thing."""
_VERBLESS = re.compile(
    r"\bje (?:ne|n'|le|la|les) (?:pas|plus|rien)\b(?! \w+(?:er|ir|re)\b)|\bje (?:le|la|les) (?:vous|nous)\b"
)
_DISAGREES = re.compile(
    r"\bj(?:e |')(?:ne |n'|vous |me |m'|le |la |les |y |en )*(?!chez|assez)\w{2,}(?:ons|ez)\b|"
    r"(?<!nous )\bvous (?:ne |n'|me |m'|le |la |les |y |en )*\w{2,}ons\b|"
    r"\bnous (?:ne |n'|le |la |y |en )*(?!chez|assez|rendez)\w{2,}ez\b"
)


@dataclass
class Likeness:
    """What sentences are compared with, by embedding. ``words``: of all that. Not thread-safe: one a reply."""

    embedder: Embedder
    known: Any
    words: str
    ways: dict[int, Any]
    _met: dict[str, Any] = field(default_factory=dict[str, Any])

    @classmethod
    def of(cls, acts: Sequence[Act], scenario: Scenario, bank: Bank, embedder: Embedder) -> Likeness:
        """Compares with every authored way of saying ``acts``."""
        ways = [ways_of_saying(act, scenario, bank) or (act.kind,) for act in acts]
        vectors = embedder.encode([line for lines in ways for line in lines])
        starts = [sum(map(len, ways[:rank])) for rank in range(len(ways))]
        cut = [vectors[start : start + len(lines)] for start, lines in zip(starts, ways, strict=True)]
        words = " ".join(line for lines in ways for line in lines)
        return cls(embedder, vectors, words, {id(act): part for act, part in zip(acts, cut, strict=True)})

    def near(self, sentence: str) -> float:
        """Likeness with the closest way of saying any of the acts."""
        return float((self.known @ self._vector(sentence)).max())

    def tells(self, act: Act, reply: str) -> float:
        """Likeness of the closest sentence of ``reply``, or two in a row, with a way of saying ``act``."""
        ways = self.ways.get(id(act))
        if ways is None:
            return 0.0
        return max((float((ways @ self._vector(part)).max()) for part in _parts(reply)), default=0.0)

    def same(self, one: str, other: str) -> float:
        """Likeness of the closest sentence of ``other``, or two in a row, with ``one``."""
        return max((float(self._vector(one) @ self._vector(part)) for part in _parts(other)), default=0.0)

    def _vector(self, text: str) -> Any:
        plain = TOKEN.sub("tant", text)
        if plain not in self._met:
            self._met[plain] = self.embedder.encode([plain])[0]
        return self._met[plain]


def _parts(reply: str) -> list[str]:
    """Its sentences, each alone and with the next one."""
    sentences = [reply[a:b] for a, b in sentence_spans(reply)]
    return [*sentences, *(" ".join(pair) for pair in pairwise(sentences))]


def implausible(sentence: str, likeness: Likeness | None, sayable: str, heard: str, sheet_words: str) -> list[str]:
    """What makes a sentence no answer at all, in French for the correction; empty when it holds.

    likeness: with what must be said, None when no embedding is at hand. sayable: words of the orders. heard: the
    seller's last line, whose words may be taken up, not claimed. sheet_words: everything that the model was given.
    """
    bare = TOKEN.sub(" ", sentence)
    words = flat(bare)
    if _VERBLESS.search(words) or _DISAGREES.search(words):
        return ["la phrase n'est pas correcte en français"]
    content = terms(bare)
    given = frozenset(terms(sheet_words))
    unknown = [t for t in content if t not in vocabulary() and t[:6] not in talk() and t not in given]
    if len(unknown) >= 2 or (unknown and len(content) <= 2):
        return [f"mots inconnus ou hors sujet : {', '.join(unknown[:3])}"]
    if likeness is None:
        return []
    added = added_words(bare, f"{sayable} {heard} {likeness.words}") or _claims(words, sayable, heard)
    if added and likeness.near(sentence) < {1: NEAR, 2: NEARER}.get(len(added), 2.0):
        return [f"elle ajoute ou change quelque chose ({', '.join(added[:3])}) ; les ordres, et rien d'autre"]
    return []


def added_words(sentence: str, sayable: str) -> list[str]:
    """Content words of ``sentence`` that are neither small talk nor, by their beginnings, in ``sayable``."""
    known = {_root(stem) for stem in terms(sayable)}
    found: list[str] = []
    for word in re.findall(r"[\w'’-]+", sentence):
        for stem in terms(word):
            if stem[:6] not in talk() and _root(stem) not in known and word not in found:
                found.append(word)
    return found


def turned_round(sentence: str, texts: Iterable[str]) -> bool:
    """Whether a clause says the contrary of one of ``texts``: its words, and « ne » in one of the two only."""
    told = [] if sentence.rstrip(" »").endswith("?") else _CLAUSES.split(sentence)
    for text in (clause for whole in texts for clause in _CLAUSES.split(whole)):
        theirs = {_root(t) for t in terms(text)}
        for clause in told:
            shared = theirs & {_root(t) for t in terms(clause)}
            contrary = bool(_NOT.search(flat(text))) != bool(_NOT.search(flat(clause)))
            if contrary and len(shared) >= 2 and len(shared) >= 0.75 * len(theirs):
                return True
    return False


_CLAUSES = re.compile(r"[,;:.!?…]\s|\s(?:et|mais)\s")
_NOT = re.compile(r"\bn(?:e |')")


def _claims(words: str, sayable: str, heard: str) -> list[str]:
    """Words of the seller's that the sentence says of the person's own affairs: « notre budget est large »."""
    if _KEPT.search(words) or words.rstrip().endswith("?"):
        return []
    taken = frozenset(map(_root, terms(heard))) - frozenset(map(_root, terms(sayable))) - frozenset(map(_root, talk()))
    return [word for word in _MINE.findall(words) if any(_root(t) in taken for t in terms(word))]


_MINE = re.compile(r"\b(?:notre|nos|mon|ma|mes) ([\w'-]+)")
_KEPT = re.compile(r"\b(?:me|nous) regarde\b|\bje (?:le |la |les )?garde\b|\bpour moi\b")


def _root(stem: str) -> str:
    """The beginning of a stem, « i » for « y »: forms of one verb or noun mostly share it."""
    return stem[:5].replace("y", "i")


@cache
def talk() -> frozenset[str]:
    """Beginnings of the words with which people talk whatever the subject: they tell nothing of anyone's affairs."""
    return frozenset(stem[:6] for line in load_talk() for stem in terms(line))


@cache
def vocabulary() -> frozenset[str]:
    """Stems of the content words of the authored corpus: about nine thousand, read once (a second)."""
    from assistant.corpus.location import corpus_folder

    folder = corpus_folder()
    return frozenset(
        stem for path in sorted(folder.rglob("*.yaml")) for stem in terms(path.read_text(encoding="utf-8"))
    )
