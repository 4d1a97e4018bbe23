from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field

from assistant.llm.answer_schema import read_answer, strict_schema
from assistant.llm.ports import UnusableAnswer


class Inner(BaseModel):
    title: str = Field(max_length=20)
    level: Literal[0, 1, 2, 3] | None = None


class Outer(BaseModel):
    default: Inner
    items: list[Inner] = Field(max_length=3)


def test_every_property_is_required_and_none_added() -> None:
    schema = strict_schema(Outer, bounds=True)
    inner = schema["$defs"]["Inner"]
    assert (schema["required"], inner["required"]) == (["default", "items"], ["title", "level"])
    assert schema["additionalProperties"] is inner["additionalProperties"] is False
    assert inner["properties"]["title"] == {"maxLength": 20, "type": "string"}
    assert schema["properties"]["items"]["maxItems"] == 3


def test_a_property_may_bear_the_name_of_a_keyword() -> None:
    schema = strict_schema(Outer, bounds=False)
    assert set(schema["properties"]) == {"default", "items"}
    assert set(schema["$defs"]["Inner"]["properties"]) == {"title", "level"}


def test_lengths_go_only_where_they_are_taken() -> None:
    assert "maxLength" not in str(strict_schema(Outer, bounds=False))
    assert "maxItems" not in str(strict_schema(Outer, bounds=False))


def test_the_validators_words_hold_no_value() -> None:
    with pytest.raises(UnusableAnswer) as caught:
        read_answer('{"default": {"title": "confidentiel", "level": 7}, "items": []}', Outer)
    assert "default.level" in caught.value.detail
    assert "confidentiel" not in caught.value.detail
