"""The JSON schema sent with a request, and the reading of the answer back into a value."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.llm.ports import Schema, UnusableAnswer

_BOUNDS = frozenset({"maxLength", "minLength", "maxItems", "minItems", "pattern", "format"})
_DROPPED = frozenset({"title", "default"})
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?```\s*\Z", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


@lru_cache(maxsize=64)
def strict_schema(schema: type[BaseModel], *, bounds: bool) -> dict[str, Any]:
    """The schema in the strict dialect: every property required, none added; lengths only when ``bounds``."""
    return _strict(schema.model_json_schema(), bounds)


def _strict(node: Any, bounds: bool, *, names: bool = False) -> Any:
    """``names``: the keys of this object are names of properties or definitions, not keywords."""
    if isinstance(node, list):
        return [_strict(item, bounds) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _strict(value, bounds, names=not names and key in {"properties", "$defs"})
        for key, value in node.items()
        if names or (key not in _DROPPED and (bounds or key not in _BOUNDS))
    }
    if not names and kept.get("type") == "object" and "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def read_answer(text: str, schema: type[Schema]) -> Schema:
    """The value in ``text``. A fence or a thought around the JSON is taken off; nothing else is forgiven.

    Raises ``UnusableAnswer`` (``invalid``) with what the validator says.
    """
    bare = _THOUGHT.sub("", text)
    fenced = _FENCE.match(bare)
    try:
        return schema.model_validate(json.loads(fenced.group(1) if fenced else bare))
    except json.JSONDecodeError as error:
        detail = f"JSON invalide : {error.msg} (caractère {error.pos})"
    except ValidationError as error:
        detail = problems(error)
    except RecursionError:
        detail = "JSON invalide : imbrication sans fin"
    raise UnusableAnswer(
        "Le modèle a rendu une réponse qui ne suit pas la forme demandée.",
        "Relancez, ou choisissez un modèle qui sait répondre selon un schéma.",
        reason="invalid",
        output=text,
        detail=detail,
    )


def problems(error: ValidationError, limit: int = 8) -> str:
    """The first problems, one a line: where, what. Never the values."""
    lines = [f"{'.'.join(map(str, e['loc'])) or 'racine'} : {e['msg']}" for e in error.errors(include_url=False)]
    return "\n".join(lines[:limit])
