"""What a model must answer about criteria: the schema, its bounds, and the trimming of what runs over."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_ENDS = ".?!…"


def _trimmed(limit: int) -> BeforeValidator:
    """Prose that runs over is cut at the end of a sentence (else of a word): no reason to ask again."""

    def trim(value: Any) -> Any:
        if value is None:
            return ""
        if not isinstance(value, str):
            return value
        text = value.strip()
        if len(text) <= limit:
            return text
        kept = text[:limit]
        end = max(kept.rfind(mark) for mark in _ENDS)
        return kept[: end + 1] if end > limit // 2 else kept.rsplit(None, 1)[0].rstrip(" ,;:")

    return BeforeValidator(trim)


def _number(value: Any) -> Any:
    """« 2 » for 2, « null » for nothing: small models quote their numbers."""
    if isinstance(value, str):
        bare = value.strip().lower()
        return None if bare in {"null", "none", ""} else int(bare) if bare.isdigit() else value
    return value


def _first_three(value: Any) -> Any:
    return value[:3] if isinstance(value, list) else [] if value is None else value


Short = Annotated[str, Field(max_length=300), _trimmed(300)]
Long = Annotated[str, Field(max_length=600), _trimmed(600)]


class QuoteAnswer(BaseModel):
    """A quote, pinned to the number of a passage."""

    model_config = ConfigDict(extra="ignore")

    passage: Annotated[str, Field(max_length=24), BeforeValidator(str)]
    text: Annotated[str, Field(max_length=400), _trimmed(400)]


Quotes = Annotated[list[QuoteAnswer], Field(max_length=3), BeforeValidator(_first_three)]


class CriterionAnswer(BaseModel):
    """The answer for one criterion; the order of the fields is the order in which they are written."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(max_length=24)
    reasoning: Long = ""
    quotes: Quotes
    level: Annotated[Literal[0, 1, 2, 3] | None, BeforeValidator(_number)]
    borderline: bool = False
    expectation: Short = ""
    finding: Long
    gap: Short = ""
    question: Short = ""
    next_step: Short = ""


class AnswerSheet(BaseModel):
    """The answers of one call."""

    model_config = ConfigDict(extra="ignore")

    criteria: list[CriterionAnswer]


class QuoteRepair(BaseModel):
    """Quotes found again for one criterion."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(max_length=24)
    quotes: Quotes


class QuoteSheet(BaseModel):
    """The answer to a repair turn."""

    model_config = ConfigDict(extra="ignore")

    criteria: list[QuoteRepair]
