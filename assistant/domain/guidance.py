"""What the jury expects: guidance, worked examples and fact cards, one criterion at a time."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assistant.domain.document import DocumentKind
from assistant.domain.frozen import Frozen
from assistant.domain.levels import Level

Marker = Literal[
    "amount", "percentage", "date", "delay", "source", "comparison", "person", "quantity", "cause", "question", "legal"
]
TreatedLevel = Literal[1, 2, 3]


def _number(key: Any) -> Any:
    """A key as JSON writes it back to the number that it stood for."""
    return int(key) if isinstance(key, str) and key.isdecimal() else key


_LevelKey = Annotated[Level, BeforeValidator(_number)]
_TreatedLevelKey = Annotated[TreatedLevel, BeforeValidator(_number)]


class Indicator(Frozen):
    """An observable sign, answerable by yes or no on the text; ``phrases`` are how learners write it."""

    text: str
    phrases: tuple[str, ...]
    markers: tuple[Marker, ...] = ()


class Guidance(Frozen):
    """The guidance of one criterion.

    ``questions``: those that the coach asks; ``asked``: those that learners ask about it, in their own words.
    """

    criterion: str
    expectation: str
    indicators: tuple[Indicator, ...]
    level_descriptors: dict[_TreatedLevelKey, str]
    not_assessable_in: tuple[DocumentKind, ...] = ()
    pitfalls: tuple[str, ...]
    questions: tuple[str, ...]
    next_step: dict[_LevelKey, str]
    synonyms: tuple[str, ...]
    asked: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class Exemplar(Frozen):
    """A worked example of one criterion at one level, on an invented company. ``id``: ``EX.<criterion>.<n>``."""

    id: str
    criterion: str
    level: TreatedLevel
    sector: str
    company: str
    text: str
    why: str
    lift: str


class Card(Frozen):
    """A fact of law or arithmetic with its source and the date it was checked."""

    id: str
    title: str
    text: str
    source: str
    checked: str
    confidence: Literal["sûr", "à vérifier"]
    related: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


class Corpus(Frozen):
    """All the pedagogical content of one référentiel. ``digest``: sha256 of the files it came from."""

    guidance: dict[str, Guidance] = Field(default_factory=dict)
    exemplars: dict[str, tuple[Exemplar, ...]] = Field(default_factory=dict)
    cards: dict[str, Card] = Field(default_factory=dict)
    digest: str = ""

    def exemplar(self, exemplar_id: str) -> Exemplar | None:
        """The exemplar of that id, or None."""
        return next((e for es in self.exemplars.values() for e in es if e.id == exemplar_id), None)
