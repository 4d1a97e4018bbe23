from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.errors import StoreError
from assistant.store import open_store
from assistant.store.database import Database, connect
from assistant.store.opening import HEAD, configuration, migrate
from assistant.store.schema import Row


def revisions() -> list[str]:
    scripts = ScriptDirectory.from_config(configuration()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def test_the_code_is_written_for_the_last_revision() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


@pytest.mark.parametrize("start", [None, *revisions()])
def test_every_earlier_database_comes_to_the_tables_of_the_code(tmp_path: Path, start: str | None) -> None:
    database = connect(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    if start:
        migrate(database, start)
    migrate(database)
    assert differences(database) == []
    database.close()


def test_sqlite_is_opened_to_lose_nothing(url: str) -> None:
    database = connect(url)
    with database.engine.connect() as connection:
        pragma = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    database.close()
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 15000,
        "secure_delete": 1,
    }


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "jalon.sqlite3"
    open_store(f"sqlite:///{path}").close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_database_of_a_later_program_is_refused_untouched(url: str) -> None:
    database = connect(url)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="plus récente"):
        open_store(url)
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    database.close()


@pytest.mark.parametrize("url", ["n'importe quoi", "oracle+rien://x/y", ""])
def test_an_address_that_means_nothing_is_told(url: str) -> None:
    with pytest.raises(StoreError, match="JALON_DATABASE_URL"):
        open_store(url)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "jalon.sqlite3"
    path.write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(StoreError, match="ne s'ouvre pas"):
        open_store(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(StoreError, match="dossier"):
        open_store(f"sqlite:///{tmp_path / 'fichier' / 'sous' / 'jalon.sqlite3'}")


def test_processes_that_open_a_new_database_at_once_migrate_it_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'jalon.sqlite3'}"
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        assert pool.map(opened, [url] * 2) == [True] * 2


def opened(url: str) -> bool:
    store = open_store(url)
    found = store.person(None).key != ""
    store.close()
    return found


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Row.metadata))
