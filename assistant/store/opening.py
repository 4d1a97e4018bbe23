"""Bring a database up to the tables that this version of the program knows."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import StoreError
from assistant.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The revision that the code is written for; a test checks it against the scripts."""

_POSTGRES_LOCK = 0x6A616C6F6E  # "jalon"


def migrate(database: Database, target: str = HEAD) -> None:
    """Apply the missing revisions, one process at a time. Raises ``StoreError``.

    A database of a later program is refused, never altered.
    """
    try:
        if _revision(database) == target:
            return
        with _alone(database) as connection:
            _upgrade(connection, target)
    except DBAPIError as error:
        raise StoreError(
            f"La base de données ne s'ouvre pas ({type(error.orig).__name__}).",
            "Vérifiez JALON_DATABASE_URL, que le serveur répond et que le fichier n'est pas abîmé : jalon doctor.",
        ) from error


def configuration() -> Config:
    """Alembic's configuration, without any file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return _revision_of(connection)


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _alone(database: Database) -> Generator[Connection]:
    """A connection in a transaction that no other process can hold at the same time."""
    with database.engine.execution_options(jalon_writes=True).connect() as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        yield connection


def _upgrade(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configuration()
    current = _revision_of(connection)  # another process may have done it while we waited
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            "La base de données vient d'une version plus récente de Jalon : elle n'a pas été touchée.",
            "Mettez Jalon à jour, ou désignez une autre base par JALON_DATABASE_URL.",
        )
    if current != target:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
