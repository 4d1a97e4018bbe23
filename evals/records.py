"""Append-only record of a run: one JSON line a case, safe against a kill, read back by key."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from assistant.errors import DatasetError
from evals.strict_json import parse

SCHEMA = "jalon/eval-record@1"
Status = Literal["done", "failed", "unscored"]


@dataclass(frozen=True)
class Record:
    """What one system answered to one case, or why it did not.

    ``evidence``: ``retrieved`` or ``given`` (the passages of the labels). ``replicate``: 0, 1… of the same thing.
    ``failure``: ``{"type", "message"}`` when not done. ``seconds``: wall time.
    """

    key: str
    suite: str
    case: str
    system: str
    status: Status
    input: Mapping[str, Any]
    provenance: Mapping[str, Any]
    output: Mapping[str, Any] | None = None
    failure: Mapping[str, str] | None = None
    usage: Mapping[str, Any] = field(default_factory=dict[str, Any])
    evidence: str = "retrieved"
    replicate: int = 0
    seconds: float = 0.0
    at: str = ""


class RunLog:
    """The file ``run.jsonl``. Thread-safe. A line cut by a kill is dropped at the next opening, nothing else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._latest: dict[str, Record] = {}
        if path.exists():
            self._load()

    def get(self, key: str) -> Record | None:
        """The latest record of that key."""
        return self._latest.get(key)

    def append(self, record: Record) -> None:
        """Write a record down to the disk before returning. Raises ``ValueError`` for a NaN."""
        line = json.dumps({"schema": SCHEMA, **asdict(record)}, ensure_ascii=False, allow_nan=False)
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as stream:
                stream.write(line.encode() + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            self._latest[record.key] = record

    def _load(self) -> None:
        data = self.path.read_bytes()
        whole, newline, torn = data.rpartition(b"\n")
        if torn:
            with self.path.open("r+b") as stream:
                stream.truncate(len(whole) + len(newline))
        for number, line in enumerate(whole.decode("utf-8").split("\n"), start=1):
            if line.strip():
                record = _record(parse(line, f"{self.path.name} ligne {number}"), f"{self.path.name} ligne {number}")
                self._latest[record.key] = record


def _record(data: Any, where: str) -> Record:
    try:
        if data.pop("schema") != SCHEMA:
            raise ValueError
        return Record(**data)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DatasetError(
            f"{where} : ce n'est pas un enregistrement {SCHEMA}.", "Relancez l'évaluation dans un autre dossier."
        ) from None
