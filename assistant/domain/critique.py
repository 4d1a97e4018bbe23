"""A critique: every criterion of a production once, and the three moves that matter most."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from assistant.domain.document import HiddenText
from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Verdict


class DraftSummary(Frozen):
    """What was read."""

    name: str
    sha256: str
    words: int
    passages: int
    hidden_text: tuple[HiddenText, ...] = ()


class ProductionChoice(Frozen):
    """Which production was assessed; ``detected`` when the program chose it."""

    slug: str
    title: str
    detected: bool


class QuoteTally(Frozen):
    """Quotes proposed by the judge, found word for word, and dropped."""

    proposed: int = 0
    verified: int = 0
    dropped: int = 0


class Usage(Frozen):
    """What it cost. ``cost_eur`` None: not known or free; ``seconds``: wall time."""

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_eur: float | None = None
    seconds: float = 0.0


class Critique(Frozen):
    """The JSON of contracts.md, schema ``jalon/critique@1``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Literal["jalon/critique@1"] = Field(default="jalon/critique@1", alias="schema")
    draft: DraftSummary
    production: ProductionChoice
    model: str
    referentiel: str
    criteria: tuple[Verdict, ...]
    priorities: tuple[str, ...]
    quotes: QuoteTally
    usage: Usage
    notices: tuple[str, ...] = ()

    def verdict(self, criterion_id: str) -> Verdict | None:
        """The verdict on that criterion, or None when it is not of this production."""
        return next((v for v in self.criteria if v.id == criterion_id), None)

    def to_json(self) -> str:
        """The contract's JSON, indented, keys in order."""
        return self.model_dump_json(by_alias=True, indent=1)
