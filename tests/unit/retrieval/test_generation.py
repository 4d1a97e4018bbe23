import json
from pathlib import Path

import pytest

from assistant.errors import IndexUnavailable
from assistant.retrieval import generation as disk


def manifest(**changes: object) -> disk.Manifest:
    values = {
        "content": "ab12",
        "model_id": "m",
        "dimension": 3,
        "entries": 2,
        "sha256": "s",
        "collection": "c",
        "chroma_problem": "",
        "built": "2025-01-01",
    }
    return disk.Manifest(**(values | changes))  # type: ignore[arg-type]


def test_a_generation_is_current_only_once_published(tmp_path: Path) -> None:
    fresh = disk.new_generation(tmp_path, "ab12cd34ef567890")
    assert disk.current_generation(tmp_path) is None
    disk.publish(tmp_path, fresh, manifest())
    assert disk.current_generation(tmp_path) == fresh
    assert disk.read_manifest(fresh) == manifest()


def test_publishing_another_moves_the_pointer_and_its_stamp(tmp_path: Path) -> None:
    assert disk.pointer_stamp(tmp_path) == 0
    first = disk.new_generation(tmp_path, "ab")
    disk.publish(tmp_path, first, manifest())
    stamp = disk.pointer_stamp(tmp_path)
    second = disk.new_generation(tmp_path, "ab")
    disk.publish(tmp_path, second, manifest())
    assert disk.current_generation(tmp_path) == second != first
    assert disk.pointer_stamp(tmp_path) != stamp


def test_only_the_kept_generation_survives_cleaning(tmp_path: Path) -> None:
    kept, orphan = disk.new_generation(tmp_path, "ab"), disk.new_generation(tmp_path, "cd")
    (orphan / "chroma").mkdir()
    (tmp_path / "current.json.deadbeef").write_text("half")
    (tmp_path / "build.lock").touch()
    disk.remove_others(tmp_path, kept)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build.lock", kept.name]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"generation": 3}', '{"generation": "g-00-00"}'])
def test_a_pointer_that_leads_nowhere_is_no_index(tmp_path: Path, content: str) -> None:
    (tmp_path / disk.POINTER).write_text(content)
    assert disk.current_generation(tmp_path) is None


def test_a_pointer_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / disk.POINTER).write_text(json.dumps({"generation": "../elsewhere"}))
    assert disk.current_generation(root) is None


@pytest.mark.parametrize("content", [None, "", '{"content": "ab"}', "[1]"])
def test_a_generation_without_a_sound_manifest_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / disk.MANIFEST).write_text(content)
    with pytest.raises(IndexUnavailable, match="incomplet"):
        disk.read_manifest(tmp_path)


def test_a_manifest_of_another_version_is_refused(tmp_path: Path) -> None:
    directory = disk.new_generation(tmp_path, "ab")
    disk.publish(tmp_path, directory, manifest(schema="jalon/index@0"))
    with pytest.raises(IndexUnavailable, match="autre version"):
        disk.read_manifest(directory)


@pytest.mark.parametrize("identifier", ["rdc", "../x", "a/b", "..", "", "é tude"])
def test_the_folder_of_a_referentiel_stays_under_index(tmp_path: Path, identifier: str) -> None:
    root = disk.index_root(tmp_path, identifier)
    assert root.parent == tmp_path / "index"
    assert root.resolve().parent == (tmp_path / "index").resolve()
