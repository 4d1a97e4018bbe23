"""Replace what names a person or an account before a text leaves the machine, and put it back on return.

Persons, e-mail addresses, phone numbers, SIRET and SIREN numbers, IBANs. The same thing always has the same token
inside one draft. It is a precaution and no guarantee: a name that looks like an ordinary word is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from typing import Final

from assistant.judging.first_names import FIRST_NAMES

_UPPER: Final = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
_LOWER: Final = "a-zàâäçéèêëîïôöùûüÿœæ"
_WORD: Final = rf"[{_UPPER}][{_LOWER}'’]*(?:-[{_UPPER}][{_LOWER}]+)*|[{_UPPER}]{{2,}}(?:-[{_UPPER}]{{2,}})*"
_GAP: Final = r"[ \u00a0\u202f]"

_NINE: Final = rf"\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{3}}"
_PATTERNS: Final = (
    ("Courriel", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<!\.)")),
    (
        "Iban",
        re.compile(
            rf"(?<![^\W\d_])[A-Z]{{2}}\d{{2}}(?:{_GAP}?[A-Z0-9]{{4}}){{3,7}}(?:{_GAP}?[A-Z0-9]{{1,3}})?(?![A-Z0-9])"
        ),
    ),
    (
        "Telephone",
        re.compile(
            rf"(?<![\d+])(?:(?:\+|00)33{_GAP}?(?:\(0\){_GAP}?)?|0)[1-9](?:[ .\-\u00a0\u202f]?\d{{2}}){{4}}(?!\d)"
        ),
    ),
    ("Siret", re.compile(rf"(?<!\d){_NINE}{_GAP}?\d{{5}}(?!\d)")),
    ("Siren", re.compile(rf"(?<=\b[Ss]iren ){_NINE}(?!\d)|(?<=\bSIREN ){_NINE}(?!\d)")),
)
_TITLED: Final = re.compile(
    rf"(?<!\w)(?:M\.|MM\.|Mr\.?|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Me|Dr|Maître|Docteur){_GAP}"
    rf"(?P<name>(?:d[eu]{_GAP}|d['’])?(?:{_WORD})(?:{_GAP}(?:{_WORD}|de|du|des|la|le|d['’](?={_WORD}))){{0,3}})"
)
_PAIR: Final = re.compile(rf"(?<![\w-])(?P<first>{_WORD})(?:{_GAP}(?P<last>{_WORD}))?(?!\w)")
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
        for word in re.split(rf"{_GAP}", match["name"]):
            yield from _forms(word.removeprefix("d'").removeprefix("d’"))
    for match in _PAIR.finditer(text):
        if match["first"].lower() in FIRST_NAMES:
            yield from _forms(match["first"])
            if match["last"]:
                yield from _forms(match["last"])


def _forms(word: str) -> Iterator[str]:
    if len(word) > 1 and word.lower() not in _NO_NAME:
        yield from dict.fromkeys((word, word.title(), word.upper()))


def _whole(words: str) -> str:
    """A pattern of those words, not as a part of others."""
    before = r"(?<!\d)" if not words[0].isalpha() else r"(?<![^\W\d_])"
    after = r"(?!\d)" if not words[-1].isalpha() else r"(?![^\W\d_])"
    return f"{before}{re.escape(words)}{after}"


def _all_of(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match[0] for match in pattern.finditer(text))


_FINDERS: Final[tuple[tuple[str, Callable[[str], Iterator[str]]], ...]] = (
    *((kind, partial(_all_of, pattern)) for kind, pattern in _PATTERNS),
    (_NAME, _persons),
)
