from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import UserError
from assistant.reporting import check_report_path, write_report
from tests.unit.reporting import samples

_FIRST_BYTES = {".md": b"# Critique", ".html": b"<!DOCTYPE html>", ".docx": b"PK\x03\x04", ".pdf": b"%PDF-"}


@pytest.mark.parametrize("extension", sorted(_FIRST_BYTES))
def test_the_extension_chooses_the_format(tmp_path: Path, extension: str) -> None:
    path = write_report(tmp_path / f"rapport{extension.upper()}", samples.view())
    assert path.read_bytes().startswith(_FIRST_BYTES[extension])
    assert os.listdir(tmp_path) == [path.name]


def test_an_existing_report_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rapport.md"
    path.write_text("ancien")
    path.chmod(0o600)
    write_report(str(path), samples.view())
    assert path.read_text("utf-8").startswith("# Critique")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["rapport.txt", "rapport", "rapport.exe", ".md"])
def test_another_extension_is_refused_in_french_before_any_work(tmp_path: Path, name: str) -> None:
    for attempt in (lambda: write_report(tmp_path / name, samples.view()), lambda: check_report_path(tmp_path / name)):
        with pytest.raises(UserError) as caught:
            attempt()
        assert "ne peut pas être écrit" in caught.value.message
        assert ".md, .html, .docx ou .pdf" in caught.value.hint
    assert os.listdir(tmp_path) == []


def test_a_good_name_passes_the_early_check() -> None:
    check_report_path("rapport.HTML")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="n'a pas pu être écrit") as caught:
        write_report(tmp_path / "absent" / "rapport.md", samples.view())
    assert "dossier existe" in caught.value.hint


def test_a_failure_at_the_last_step_leaves_neither_a_half_report_nor_a_trace(tmp_path: Path) -> None:
    target = tmp_path / "rapport.md"
    target.mkdir()  # a file cannot take the place of a folder
    (target / "précieux").write_text("x")
    with pytest.raises(UserError):
        write_report(target, samples.view())
    assert os.listdir(tmp_path) == ["rapport.md"]
    assert (target / "précieux").read_text() == "x"


def test_a_report_that_cannot_be_composed_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "rapport.md"
    target.write_text("ancien")
    broken = samples.view().model_copy(update={"projection": None})
    with pytest.raises(AttributeError):
        write_report(target, broken)
    assert target.read_text() == "ancien"
    assert os.listdir(tmp_path) == ["rapport.md"]
