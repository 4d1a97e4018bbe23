"""Replace what names a person or an account before a text leaves the machine, and put it back on return.

Persons, and what ``personal_patterns`` knows by its form: postal and e-mail addresses, numbers, accounts. The same
thing always has the same token inside one draft. It is a precaution and no guarantee: a name that looks like an
ordinary word is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import Final

from assistant.judging.first_names import FIRST_NAMES
from assistant.judging.personal_patterns import GAP, PATTERNS

# Names of French learners are of every origin: all the capital and small letters of the Latin script.
_LATIN: Final = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
_UPPER: Final = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
_LOWER: Final = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
_WORD: Final = rf"[{_UPPER}][{_LOWER}'’]*(?:-[{_UPPER}][{_LOWER}]+)*|[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})*"
_PART: Final = 5  # letters of a half of a double name that is hidden by itself as well
_TITLED: Final = re.compile(
    rf"(?<!\w)(?:M\.|MM\.|Mr\.?|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Me|Dr|Maître|Docteur){GAP}"
    rf"(?P<name>(?:d[eu]{GAP}|d['’])?(?:{_WORD})(?:{GAP}(?:{_WORD}|de|du|des|la|le|d['’](?={_WORD}))){{0,3}})"
)
_PAIR: Final = re.compile(rf"(?<![\w-])(?P<first>{_WORD})(?:{GAP}(?P<last>{_WORD}))?(?!\w)")
_LAST_FIRST: Final = re.compile(rf"(?<![\w-])(?P<last>[{_UPPER}]{{5,}}){GAP}(?P<first>{_WORD})(?!\w)")
_TOKEN: Final = re.compile(r"\[[A-Z][A-Za-z]+-\d+\]")
_NAME: Final = "Nom"
_NO_NAME: Final = frozenset(
    "de du des la le les d l directeur directrice président présidente responsable maire chef cheffe commercial "
    "commerciale et en au aux il elle on".split()
)


@dataclass(frozen=True)
class Pseudonyms:
    """The tokens of one draft. ``layers``: for each kind, what is hidden → its token; applied one after the other."""

    layers: tuple[Mapping[str, str], ...] = ()

    @classmethod
    def none(cls) -> Pseudonyms:
        """Nothing is hidden."""
        return cls()

    @classmethod
    def of(cls, text: str) -> Pseudonyms:
        """The tokens for a draft, numbered in the order of its text; a token that the text holds is not used."""
        layers: list[Mapping[str, str]] = []
        left = text
        for kind, find in _FINDERS:
            layer = _layer(kind, find(left), text)
            if layer:
                layers.append(layer)
                left = cls((layer,)).hide(left)
        return cls(tuple(layers))

    @property
    def tokens(self) -> dict[str, str]:
        """Everything hidden → its token."""
        return {found: token for layer in self.layers for found, token in layer.items()}

    def hide(self, text: str) -> str:
        """``text`` with tokens in place of what must not leave."""
        for pattern, layer in zip(self._patterns, self.layers, strict=True):
            text = pattern.sub(partial(_token, layer), text)
        return text

    def restore(self, text: str) -> str:
        """``text`` with what was hidden put back; a token that means nothing here is left."""
        return _TOKEN.sub(lambda match: self._hidden.get(match[0], match[0]), text)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile("|".join(_whole(words) for words in sorted(layer, key=len, reverse=True)))
            for layer in self.layers
        )

    @cached_property
    def _hidden(self) -> dict[str, str]:
        return {token: found for found, token in self.tokens.items()}


def _token(layer: Mapping[str, str], match: re.Match[str]) -> str:
    return layer[match[0]]


def _layer(kind: str, found: Iterator[str], text: str) -> dict[str, str]:
    """Tokens for what was found; « Durand » and « DURAND » share a number, as [Nom-1] and [NOM-1]."""
    ranks: dict[str, int] = {}
    layer: dict[str, str] = {}
    free = (n for n in count(1) if f"[{kind}-{n}]" not in text and f"[{kind.upper()}-{n}]" not in text)
    for words in found:
        shared = words.casefold()
        if shared not in ranks:
            ranks[shared] = next(free)
        shown = kind.upper() if kind == _NAME and words.isupper() else kind
        layer.setdefault(words, f"[{shown}-{ranks[shared]}]")
    return layer


def _persons(text: str) -> Iterator[str]:
    """Each word of a name that follows a title, first names of the list, the word after them; capitals as well."""
    for match in _TITLED.finditer(text):
        for word in re.split(rf"{GAP}", match["name"]):
            yield from _forms(word.removeprefix("d'").removeprefix("d’"))
    for match in _PAIR.finditer(text):
        if match["first"].lower() in FIRST_NAMES:
            yield from _forms(match["first"])
            if match["last"]:
                yield from _forms(match["last"])
    for match in _LAST_FIRST.finditer(text):  # « DURAND Camille »: five capitals at least are no acronym
        if match["first"].lower() in FIRST_NAMES:
            yield from _forms(match["last"])


def _forms(word: str) -> Iterator[str]:
    """The word as it is, with a capital, in capitals; then the long halves of a double name."""
    if len(word) > 1 and word.lower() not in _NO_NAME:
        yield from dict.fromkeys((word, word.title(), word.upper()))
    for part in word.split("-") if "-" in word else ():
        if len(part) >= _PART:
            yield from _forms(part)


def _whole(words: str) -> str:
    """A pattern of those words, not as a part of others."""
    before = r"(?<!\d)" if not words[0].isalpha() else r"(?<![^\W\d_])"
    after = r"(?!\d)" if not words[-1].isalpha() else r"(?![^\W\d_])"
    return f"{before}{re.escape(words)}{after}"


def _all_of(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    part = "found" if "found" in pattern.groupindex else 0
    return (match[part] for match in pattern.finditer(text))


_FINDERS: Final[tuple[tuple[str, Callable[[str], Iterator[str]]], ...]] = (
    *((kind, partial(_all_of, pattern)) for kind, pattern in PATTERNS),
    (_NAME, _persons),
)
