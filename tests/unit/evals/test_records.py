from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DatasetError
from evals.records import Record, RunLog


def record(key: str, **more: Any) -> Record:
    return Record(
        **{
            "key": key,
            "suite": "critique",
            "case": "c",
            "system": "jalon",
            "status": "done",
            "input": {"file": "c.md"},
            "provenance": {"model": "embedded"},
            "output": {"criteria": []},
            **more,
        }
    )


def test_records_come_back_and_the_latest_of_a_key_wins(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "sous" / "run.jsonl")
    log.append(record("a", status="failed", output=None, failure={"type": "X", "message": "m"}))
    log.append(record("a", output={"criteria": [{"id": "é\u2028"}]}))
    log.append(record("b"))
    again = RunLog(log.path)
    assert again.get("a") == log.get("a")
    assert again.get("a").output == {"criteria": [{"id": "é\u2028"}]}  # type: ignore[union-attr]
    assert again.get("zzz") is None
    assert len(log.path.read_bytes().splitlines()) == 3  # append-only: the failure is still there


def test_a_line_cut_by_a_kill_is_dropped_and_the_file_goes_on(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    log.append(record("a"))
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + whole[: len(whole) // 2])
    again = RunLog(log.path)
    again.append(record("b"))
    assert [json.loads(line)["key"] for line in log.path.read_text().splitlines()] == ["a", "b"]
    assert RunLog(log.path).get("b") is not None


def test_a_damaged_line_in_the_middle_is_named_not_skipped(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    log.append(record("a"))
    log.path.write_bytes(b"{oops}\n" + log.path.read_bytes())
    with pytest.raises(DatasetError, match="ligne 1"):
        RunLog(log.path)
    log.path.write_text('{"schema": "autre"}\n')
    with pytest.raises(DatasetError, match="ligne 1"):
        RunLog(log.path)


def test_a_nan_is_never_written(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "run.jsonl")
    with pytest.raises(ValueError, match="Out of range"):
        log.append(record("a", output={"criteria": [float("nan")]}))
    assert not log.path.exists()
