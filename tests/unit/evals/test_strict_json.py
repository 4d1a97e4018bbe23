from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DatasetError
from evals.strict_json import read_json, read_lines


@pytest.mark.parametrize(
    "bad", ['{"a": NaN}', '{"a": Infinity}', '{"a": 1, "a": 2}', '{"a": 1', "", '[{"b": -Infinity}]']
)
def test_values_that_would_poison_a_score_are_refused_with_the_file(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "etiquettes.json"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"etiquettes\.json") as caught:
        read_json(path)
    assert caught.value.hint


def test_lines_are_numbered_and_a_broken_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_text('{"a": 1}\n\n{"b": "ligne\\u2028coupée"}\n', encoding="utf-8")
    assert [number for number, _ in read_lines(path)] == [1, 3]
    path.write_text('{"a": 1}\n{broken}\n', encoding="utf-8")
    with pytest.raises(DatasetError, match="ligne 2"):
        read_lines(path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatasetError, match=r"x\.json"):
        read_json(path)
