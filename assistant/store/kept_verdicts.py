"""Verdicts that the command line paid a model for, kept in one small file so that none is paid for twice.

Python's own sqlite3, without SQLAlchemy: a command must start fast. The application keeps its verdicts in its
database, under their owner; this file belongs to whoever runs the command, and can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from pydantic import ValidationError

from assistant.domain.judgement import Verdict
from assistant.errors import StoreError

FORM = 1
"""Of the table; a file of another form is emptied: what it held can be judged again."""

_BUSY_S = 15.0
_DAY = 86_400
_TABLE = """
CREATE TABLE verdicts (
    referentiel TEXT NOT NULL, guidance TEXT NOT NULL, prompt TEXT NOT NULL, model TEXT NOT NULL,
    sha256 TEXT NOT NULL, criterion TEXT NOT NULL,
    evidence TEXT NOT NULL, verdict TEXT NOT NULL, created REAL NOT NULL,
    PRIMARY KEY (referentiel, guidance, prompt, model, sha256, criterion)
) WITHOUT ROWID
"""
_UNDER = "referentiel = ? AND guidance = ? AND prompt = ? AND model = ?"


@dataclass(frozen=True)
class JudgedWith:
    """All that a verdict depends on beside the draft and the criterion. ``guidance``: digest; ``prompt``: version."""

    referentiel: str
    guidance: str
    prompt: str
    model: str


@dataclass(frozen=True)
class Holdings:
    """What lies in the file. ``size``: bytes on disk, side files included."""

    verdicts: int
    drafts: int
    size: int


class KeptVerdicts:
    """The file at ``path``, made at the first verdict. For one thread; several processes may share the file.

    ``days``: what is older is erased when the file is opened; None keeps it.
    """

    def __init__(self, path: Path, *, days: int | None = None) -> None:
        self.path, self._days = path, days
        self._connection: sqlite3.Connection | None = None

    def of_draft(self, judged: JudgedWith, sha256: str) -> dict[str, Verdict]:
        """Verdicts on those very bytes, by criterion. Raises ``StoreError``."""
        query = f"SELECT criterion, verdict FROM verdicts WHERE {_UNDER} AND sha256 = ?"
        rows = self._rows(query, (*astuple(judged), sha256))
        return {criterion: verdict for criterion, text in rows if (verdict := _read(text)) is not None}

    def of_evidence(self, judged: JudgedWith, digests: Collection[str]) -> dict[tuple[str, str], Verdict]:
        """The latest verdict of any draft for each (criterion, evidence digest). Raises ``StoreError``."""
        wanted = sorted(set(digests))
        query = (
            f"SELECT criterion, evidence, verdict FROM verdicts WHERE {_UNDER} "
            f"AND evidence IN ({','.join('?' * len(wanted))}) ORDER BY created"
        )
        rows = self._rows(query, (*astuple(judged), *wanted))
        return {(criterion, digest): v for criterion, digest, text in rows if (v := _read(text)) is not None}

    def keep(self, judged: JudgedWith, sha256: str, evidence: str, verdict: Verdict) -> None:
        """Commit one verdict, in place of a former one: once this returns, no crash loses it. Raises ``StoreError``."""
        row = (*astuple(judged), sha256, verdict.id, evidence, verdict.model_dump_json(), time.time())
        with self._told():
            self._open(create=True).execute("INSERT OR REPLACE INTO verdicts VALUES (?,?,?,?,?,?,?,?,?)", row)

    def holdings(self) -> Holdings:
        """How much is kept. Raises ``StoreError``."""
        rows = self._rows("SELECT sha256 FROM verdicts", ())
        return Holdings(len(rows), len(set(rows)), size=sum(p.stat().st_size for p in self._files() if p.is_file()))

    def forget(self, sha256: str) -> int:
        """Erase what is kept about one draft; how many verdicts. Raises ``StoreError``."""
        if not self.path.is_file():
            return 0
        with self._told():
            return self._open().execute("DELETE FROM verdicts WHERE sha256 = ?", (sha256,)).rowcount

    def forget_all(self) -> int:
        """Erase the file, even a damaged one; how many verdicts it held. Raises ``StoreError``."""
        held = 0
        with suppress(StoreError):
            held = self.holdings().verdicts
        self.close()
        with self._told():
            for path in self._files():
                path.unlink(missing_ok=True)
        return held

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    # --- the file --------------------------------------------------------------------------------------------------

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[str, ...]]:
        if not self.path.is_file():
            return []
        with self._told():
            return self._open().execute(query, values).fetchall()

    def _files(self) -> list[Path]:
        return [self.path, *(self.path.with_name(f"{self.path.name}{suffix}") for suffix in ("-wal", "-shm"))]

    def _open(self, *, create: bool = False) -> sqlite3.Connection:
        if self._connection is None:
            if create:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # the verdicts quote the draft: for this account alone
            connection = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
            try:
                _prepare(connection)
                if self._days is not None:
                    connection.execute("DELETE FROM verdicts WHERE created < ?", (time.time() - self._days * _DAY,))
            except sqlite3.Error:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"Les jugements gardés ne peuvent pas être lus ou écrits ({type(error).__name__}, {self.path}).",
                "Vérifiez la place et les droits ; s'il est abîmé, effacez ce fichier : jalon forget.",
            ) from error


def _prepare(connection: sqlite3.Connection) -> None:
    # FULL: a verdict that was acknowledged survives a power cut; secure_delete: what is erased is overwritten
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA user_version").fetchone()[0] == FORM:
        return
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] != FORM:  # another process may have done it meanwhile
        connection.execute("DROP TABLE IF EXISTS verdicts")
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA user_version = {FORM}")
    connection.execute("COMMIT")


def _read(text: str) -> Verdict | None:
    """A verdict written by another version of the program may not be one any more."""
    try:
        return Verdict.model_validate_json(text)
    except ValidationError:
        return None
