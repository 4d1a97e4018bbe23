"""The append-only log: who asked what of which model on which version, and never a word of the learner."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import delete, select

from assistant.domain.learning import LogEntry, OwnerId
from assistant.store.database import Database
from assistant.store.rows import now
from assistant.store.schema import LogRow

KEPT_DAYS = 183
"""Six months, the least that article 26 of the European AI Act asks; the database refuses to delete earlier."""

_TOKEN = r"(?:\w+=[\w.:@/+-]{1,64}|[\w.:-]*\d[\w.:-]*)"
_PLAIN = re.compile(rf"{_TOKEN}(?: {_TOKEN})*")


class Log:
    """Adds and reads lines; nothing changes one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, owner: OwnerId, action: str, *, model: str = "", version: str = "", detail: str = "") -> None:
        """One line. ``detail``: a few ids or ``name=value`` ("CR.1.1.01", "criteria=23 reused=4").

        Raises ``ValueError`` for a detail that looks like prose: no learner text may enter the log.
        """
        if detail and not _PLAIN.fullmatch(detail):
            raise ValueError("the log takes ids and numbers, not prose")
        row = LogRow(at=now(), owner=owner, action=action[:40], model=model[:200], version=version[:64])
        row.detail = detail[:200]
        with self._database.writing() as session:
            session.add(row)

    def of(self, owner: OwnerId) -> tuple[LogEntry, ...]:
        """The lines of a person, oldest first."""
        with self._database.reading() as session:
            rows = session.scalars(select(LogRow).where(LogRow.owner == owner).order_by(LogRow.id))
            return tuple(
                LogEntry(
                    at=row.at,
                    owner=OwnerId(row.owner),
                    action=row.action,
                    model=row.model,
                    version=row.version,
                    detail=row.detail,
                )
                for row in rows
            )

    def prune(self, days: int) -> None:
        """Delete the lines older than that, and than six months."""
        limit = now() - timedelta(days=max(days, KEPT_DAYS + 1))
        with self._database.writing() as session:
            session.execute(delete(LogRow).where(LogRow.at < limit))
