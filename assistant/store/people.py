"""Who uses the application: known by the digest of a key that only their browser holds."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import CursorResult, delete, exists, select, update

from assistant.domain.learning import OwnerId, Person
from assistant.store.database import Database
from assistant.store.rows import new_id, now
from assistant.store.schema import ConversationRow, DraftRow, PersonRow, PlayRow, ScenarioRow, WorkRow

SEEN_STEP = timedelta(hours=1)
"""The date of the last visit is kept to the hour: a page that refreshes every second must not write each time."""


class People:
    """Creates, recognises and erases people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def identify(self, key: str | None) -> Person:
        """The person of that key; a new one, with a key of our own making, when there is none."""
        if key:
            known = self._known(key)
            if known is not None:
                return known
        person = Person(id=OwnerId(new_id()), key=secrets.token_urlsafe(32), created=now(), seen=now())
        with self._database.writing() as session:
            session.add(_row(person))
        return person

    def _known(self, key: str) -> Person | None:
        with self._database.reading() as session:
            row = session.scalar(select(PersonRow).where(PersonRow.key_digest == _digest(key)))
        if row is None:
            return None
        if now() - row.seen > SEEN_STEP:
            with self._database.writing() as session:
                session.execute(update(PersonRow).where(PersonRow.id == row.id).values(seen=now()))
        return Person(id=OwnerId(row.id), key=key, created=row.created, seen=row.seen)

    def erase(self, owner: OwnerId, key: str | None = None) -> bool:
        """Delete the person and every row that hangs from them; whether there was anybody.

        key: theirs, to which a blank person of another id answers from that moment on.
        """
        with self._database.writing() as session:
            # works before drafts: versions point to both
            session.execute(delete(WorkRow).where(WorkRow.owner == owner))
            session.execute(delete(DraftRow).where(DraftRow.owner == owner))
            gone = session.execute(delete(PersonRow).where(PersonRow.id == owner))
            assert isinstance(gone, CursorResult)
            if key and gone.rowcount:
                session.add(_row(Person(id=OwnerId(new_id()), key=key, created=now(), seen=now())))
            return gone.rowcount > 0

    def forget_passers_by(self, days: int) -> int:
        """Delete those who left nothing and were not seen for that long: robots, health checks, closed tabs."""
        owned = (WorkRow, DraftRow, ConversationRow, ScenarioRow, PlayRow)
        blank = [~exists().where(table.owner == PersonRow.id) for table in owned]
        with self._database.writing() as session:
            query = delete(PersonRow).where(PersonRow.seen < now() - timedelta(days=days), *blank)
            gone = session.execute(query)
            assert isinstance(gone, CursorResult)
            return gone.rowcount

    def unseen_for(self, days: int) -> tuple[OwnerId, ...]:
        """People whose last visit is older than that."""
        with self._database.reading() as session:
            limit = now() - timedelta(days=days)
            return tuple(OwnerId(i) for i in session.scalars(select(PersonRow.id).where(PersonRow.seen < limit)))


def _row(person: Person) -> PersonRow:
    return PersonRow(id=person.id, key_digest=_digest(person.key), created=person.created, seen=person.seen)


def _digest(key: str) -> str:
    # The key has 256 random bits: a plain hash cannot be searched, no salt or slow hash is needed.
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
