from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import DraftError
from assistant.reading import ReadingLimits, read_bytes
from assistant.reading.intake import load


def refusal(path: Path, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(DraftError) as caught:
        load(path, limits or ReadingLimits())
    return caught.value.code


def test_a_file_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Bonjour")
    assert load(tmp_path / "a.txt", ReadingLimits()) == b"Bonjour"


def test_what_is_not_a_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.docx") == "missing"
    assert refusal(tmp_path) == "directory"
    (tmp_path / "a.txt").write_bytes(b"x")
    assert refusal(tmp_path / "a.txt" / "b.txt") == "missing"
    assert refusal(Path("a\0b.txt")) == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Unix only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.txt")
    assert refusal(tmp_path / "tube.txt") == "unsupported"


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"x" * 101, "too_large")])
def test_size_is_checked_before_anything(data: bytes, code: str) -> None:
    with pytest.raises(DraftError) as caught:
        read_bytes("a.txt", data, limits=ReadingLimits(max_bytes=100))
    assert caught.value.code == code


def test_no_more_than_the_limit_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 1000)
    assert len(load(tmp_path / "a.txt", ReadingLimits(max_bytes=100))) == 101
