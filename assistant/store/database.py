"""One database: its engine, its transactions, and failures told in French."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from assistant.errors import StoreError

BUSY_MS = 15_000
"""How long a writer waits for another one, milliseconds."""


class Database:
    """Transactions on one database, from any number of threads.

    A writer takes SQLite's lock when it begins, so that it waits for its turn instead of failing at its first write.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(jalon_writes=True)
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session to read with. Raises ``StoreError`` when the database fails."""
        with _told_in_french(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """A session committed at the end, rolled back on any exception. Raises ``StoreError``."""
        with (
            _told_in_french(),
            self._turn if self.is_sqlite else nullcontext(),
            Session(self._writer, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def outside_transaction(self, statement: str, *parameters: str) -> None:
        """Upkeep that SQLite refuses inside a transaction. Raises ``StoreError``."""
        with _told_in_french(), self.engine.connect() as connection:
            cursor = connection.connection.cursor()
            try:
                cursor.execute(statement, parameters)
            except self.engine.dialect.loaded_dbapi.Error as error:
                raise StoreError(
                    f"La base de données n'a pas pu être copiée ou nettoyée ({type(error).__name__}).",
                    "Vérifiez la place sur le disque, puis recommencez.",
                ) from error
            finally:
                cursor.close()

    def leave_no_trace(self) -> None:
        """After a deletion: SQLite's write-ahead log still holds the deleted words, empty it (``secure_delete`` cleans
        the main file). Waits for the readers of the moment. Raises ``StoreError``."""
        if self.is_sqlite:
            self.outside_transaction("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def connect(url: str) -> Database:
    """The database at that URL, not migrated. Raises ``StoreError`` for a URL that cannot be used."""
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            _private_file(Path(str(parsed.database)))
        engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite", hide_parameters=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            "L'adresse de la base de données (JALON_DATABASE_URL) n'est pas comprise.",
            "Écrivez par exemple « postgresql://jalon@serveur/jalon », ou retirez-la pour la base par défaut.",
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            "Le pilote de cette base de données n'est pas installé.", "Installez-le : pip install 'jalon[postgres]'."
        ) from error
    except OSError as error:
        raise StoreError(
            f"Le dossier de la base de données ne peut pas être créé ({error.strerror}).",
            "Vérifiez JALON_HOME et ses droits d'accès.",
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return Database(engine)


def _private_file(path: Path) -> None:
    """What learners write is for the account that runs Jalon alone; SQLite gives the same rights to its side files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_MS}",
            "secure_delete=ON",  # what a learner erases is overwritten in the file
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        writes = connection.get_execution_options().get("jalon_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _told_in_french() -> Generator[None]:
    """Turn the driver's failures into ``StoreError``. Their text may quote the rows: it is left out."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(
            f"La base de données n'a pas pu enregistrer ou lire ({type(error.orig).__name__}).",
            "Vérifiez la place sur le disque et que la base répond, puis recommencez : jalon doctor.",
        ) from error
