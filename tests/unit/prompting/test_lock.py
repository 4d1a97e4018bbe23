from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.prompting.lock import main, problems, read_lock
from assistant.prompting.render import prompts_folder

TEXT = "---\nid: essai\nversion: {version}\n---\n# System\n{system}\n\n# User\nU\n"


def put(folder: Path, version: int, system: str) -> None:
    (folder / "essai.md").write_text(TEXT.format(version=version, system=system), encoding="utf-8")


def test_a_changed_prompt_needs_a_new_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, 1, "Premier")
    assert main(["--check"], tmp_path) == 1
    assert "version nouvelle" in capsys.readouterr().err
    assert main(["--write"], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0

    put(tmp_path, 1, "Changé")
    assert main(["--check"], tmp_path) == 1
    assert main(["--write"], tmp_path) == 1, "a locked version is never rewritten"
    assert "augmentez" in capsys.readouterr().err

    put(tmp_path, 2, "Changé")
    assert main(["--write"], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert list(read_lock(tmp_path)) == ["essai@1", "essai@2"]


def test_versions_stay_in_the_lock_so_that_an_old_number_cannot_be_used_again(tmp_path: Path) -> None:
    for version, system in ((1, "Premier"), (2, "Second")):
        put(tmp_path, version, system)
        main(["--write"], tmp_path)
    put(tmp_path, 1, "Troisième")
    assert len(problems(tmp_path)) == 1
    put(tmp_path, 1, "Premier")
    assert problems(tmp_path) == []


def test_a_broken_prompt_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "essai.md").write_text("rien", encoding="utf-8")
    assert "essai.md" in problems(tmp_path)[0]


def test_anything_else_is_wrong_usage(tmp_path: Path) -> None:
    assert main([], tmp_path) == 2


def test_the_projects_own_prompts_are_locked() -> None:
    assert problems(prompts_folder()) == []
    command = [sys.executable, "-m", "assistant.prompting.lock", "--check"]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
