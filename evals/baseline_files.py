"""Committed baselines of the gate: scored items of the fixed cases, one file a set, one folder a model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError
from evals.gate_suites import GateSuite
from evals.strict_json import read_json
from evals.whole_file import write_whole

if TYPE_CHECKING:
    from evals.provenance import Provenance

FOLDER = Path(__file__).with_name("baselines")
SCHEMA = "jalon/eval-baseline@1"


def folder_of(model: str) -> Path:
    """Where the baselines of a model are."""
    return FOLDER if model == "embedded" else FOLDER / re.sub(r"[^\w.-]+", "-", model)


def fixed_cases(gated: GateSuite, folder: Path = FOLDER) -> frozenset[str] | None:
    """The cases of the baseline, so that new data never moves the bar; None before there is one."""
    path = folder / f"{gated.name}.json"
    return frozenset(item["case"] for item in read_json(path)["items"]) if path.is_file() else None


def save(gated: GateSuite, items: Sequence[Any], provenance: Provenance, folder: Path = FOLDER) -> bool:
    """Write the baseline; False, and nothing written, for a suite that answers nothing."""
    if not any(item.answered for item in items):
        return False
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "suite": gated.suite,
        "data": gated.data,
        "model": provenance.model,
        "corpus": provenance.corpus,
        "embedding": provenance.embedding,
    }
    if provenance.prompts:
        head["prompts"] = {name: known["version"] for name, known in provenance.prompts.items()}
    lines = ",\n".join(json.dumps(_told(i), ensure_ascii=False, allow_nan=False) for i in items)
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    write_whole(folder / f"{gated.name}.json", f'{opening}, "items": [\n{lines}\n]}}\n')
    return True


def _told(item: Any) -> dict[str, Any]:
    """The fields that differ from their defaults."""
    usual = {f.name: f.default for f in fields(item)}
    return {name: value for name, value in asdict(item).items() if usual[name] is MISSING or value != usual[name]}


def load(gated: GateSuite, kind: type[Any], folder: Path = FOLDER) -> list[Any] | None:
    """The items of the baseline as ``kind``; None when there is none. Raises ``DatasetError`` when it does not hold."""
    path = folder / f"{gated.name}.json"
    if not path.is_file():
        return None
    return [_revived(kind, value) for value in read_json(path)["items"]]


def _revived(kind: type[Any], value: Mapping[str, Any]) -> Any:
    """A dataclass from its JSON: lists become tuples again."""
    try:
        return kind(**{k: _tuples(v) for k, v in value.items()})
    except TypeError:
        raise DatasetError(
            "Une référence de la barrière n'a plus la forme attendue.", "Refaites-la : jalon eval gate --update."
        ) from None


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value
