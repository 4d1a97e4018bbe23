from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.learning import OwnerId, Play
from assistant.errors import StoreError
from assistant.store import open_store
from assistant.store.export import export_everything
from assistant.store.repositories import Store
from tests.unit.store.learners import SECRET, someone, version_of
from tests.unit.store.test_ownership import contents, live


def test_erasing_leaves_no_row_no_file_and_no_trace_on_the_disk(store: Store, url: str) -> None:
    gone, stays = live(store), live(store)
    kept = contents(store, stays)
    told: list[OwnerId] = []
    store.on_erase(told.append)
    assert any(SECRET.encode() in f.read_bytes() for f in _files(url))
    store.erase_everything(gone.person)
    assert told == [gone.person.id]
    with store._database.reading() as session:
        connection = session.connection()
        for table in _tables(store):
            query = f"SELECT count(*) FROM {table} WHERE {'id' if table == 'people' else 'owner'} = '{gone.person.id}'"
            assert connection.exec_driver_sql(query).scalar() == 0, table
    assert [line.action for line in store.log.of(gone.person.id)] == ["chat", "erase"]
    assert contents(store, stays) == kept
    assert store.person(gone.person.key).id != gone.person.id


def test_the_bytes_of_the_file_are_overwritten(store: Store, url: str) -> None:
    person = store.person(None)
    version_of(store, person.id, SECRET)
    store.erase_everything(person)
    assert [f.name for f in _files(url) if SECRET.encode() in f.read_bytes()] == []


def test_what_is_deleted_alone_leaves_no_trace_on_the_disk_either(store: Store, url: str) -> None:
    owner = store.person(None).id
    version = version_of(store, owner, SECRET)
    conversation = store.conversations.create(owner, SECRET)
    play = store.plays.create(owner, SECRET, "{}")
    scenario = store.scenarios.create(owner, SECRET, "{}", sound=True)

    store.conversations.delete(owner, conversation.id)
    store.plays.delete(owner, play.id)
    store.scenarios.delete(owner, scenario.id)
    assert any(SECRET.encode() in f.read_bytes() for f in _files(url))  # the work is still there
    store.works.delete(owner, version.work)
    assert [f.name for f in _files(url) if SECRET.encode() in f.read_bytes()] == []


def test_the_export_holds_everything_of_the_person_and_nothing_of_others(store: Store) -> None:
    life, other = live(store), live(store)
    with zipfile.ZipFile(io.BytesIO(export_everything(store, life.person, nothing))) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("donnees.json"))
        everything = b"".join(archive.read(name) for name in names).decode()
        (file,) = [n for n in names if n.endswith("v1-dossier.md")]
        assert archive.read(file) == SECRET.encode()
    assert data["schema"] == "jalon/export@1"
    assert data["generated_by_ai"] is True
    for identifier in (life.work, life.version, life.run, life.advice, life.conversation, life.play):
        assert identifier in everything
    for identifier in (other.work, other.version, other.run, other.person.id, other.person.key, life.person.key):
        assert identifier not in everything
    assert any(n.startswith("conversations/") for n in names)
    assert "intelligence artificielle" in everything


def test_an_export_tells_no_secret_of_a_role_play_in_progress(store: Store) -> None:
    person = store.person(None)
    play = store.plays.create(person.id, "Négociation", '{"reserve": 48213}', '{"asked": 1}')
    assert "48213" not in _data(export_everything(store, person, nothing))
    store.plays.save(person.id, play.id, "{}", over=True)
    assert "48213" in _data(export_everything(store, person, nothing))


def test_an_export_holds_what_was_said_in_a_role_play_in_progress(store: Store) -> None:
    person = store.person(None)
    store.plays.create(person.id, "Négociation : parc", '{"reserve": 48213}', '{"asked": 1}')
    zipped = export_everything(store, person, lambda _: {"transcript": "Vendeur : Bonjour."})
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        (talk,) = [n for n in archive.namelist() if n.startswith("jeux/")]
        assert "Vendeur : Bonjour." in archive.read(talk).decode()
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    (play,) = json.loads(_data(zipped))["plays"]
    assert play["said"]["transcript"] == "Vendeur : Bonjour."
    assert (play["scenario"], play["state"]) == (None, None)
    assert "48213" not in everything
    assert "asked" not in everything


@pytest.mark.parametrize("title", ["../../etc/passwd", "C:\\x", "a/b", "..", "Où ? « là »\n", "é" * 300])
def test_no_name_leaves_its_folder_in_the_zip(store: Store, title: str) -> None:
    person = store.person(None)
    version_of(store, person.id, "Un.", work=store.works.create(person.id, title).id)
    store.conversations.create(person.id, title)
    with zipfile.ZipFile(io.BytesIO(export_everything(store, person, nothing))) as archive:
        for name in archive.namelist():
            assert ".." not in Path(name).parts
            assert not name.startswith("/")
            assert len(Path(name).parts) <= 3


def test_a_backup_taken_while_in_use_restores_everything(store: Store, url: str, tmp_path: Path) -> None:
    life = live(store)
    copy = tmp_path / "copie.sqlite3"
    store.backup(copy)
    after = store.works.create(life.person.id, "Après la copie").id
    assert copy.stat().st_mode & 0o077 == 0
    restored = open_store(f"sqlite:///{copy}")
    try:
        assert contents(restored, life)[1:] == [*contents(store, life)[1:]]
        assert after not in {w.id for w in restored.works.all(life.person.id)}
    finally:
        restored.close()
    with pytest.raises(StoreError, match="existe déjà"):
        store.backup(copy)


def test_what_threads_write_at_once_is_all_there(store: Store) -> None:
    import threading

    owner = someone(store)
    threads = [threading.Thread(target=lambda: [store.works.create(owner, "x") for _ in range(10)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.works.all(owner)) == 60


def nothing(_: Play) -> dict[str, Any]:
    return {}


def _data(zipped: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return archive.read("donnees.json").decode()


def _files(url: str) -> list[Path]:
    path = Path(url.removeprefix("sqlite:///"))
    return sorted(path.parent.glob(f"{path.name}*"))


def _tables(store: Store) -> list[str]:
    from assistant.store.schema import Row

    return [name for name in Row.metadata.tables if name != "log"]
