"""Role-plays, in progress or over."""

from __future__ import annotations

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import undefer

from assistant.domain.learning import OwnerId, Play
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import PlayRow


class Plays:
    """The role-plays of each person; what a scenario or a state holds is the role-play's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, owner: OwnerId, title: str, scenario: str, state: str = "{}") -> Play:
        """A role-play that starts."""
        date = now()
        row = PlayRow(
            id=new_id(),
            owner=owner,
            title=clean(title)[:200],
            scenario=scenario,
            state=state,
            over=False,
            created=date,
            updated=date,
        )
        with self._database.writing() as session:
            session.add(row)
        return _play(row)

    def save(self, owner: OwnerId, play: str, state: str, *, over: bool = False) -> Play:
        """Keep where it stands. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            query = update(PlayRow).where(PlayRow.owner == owner, PlayRow.id == play)
            changed = query.values(state=state, over=over, updated=now()).returning(PlayRow.id)
            found(session.scalar(changed), "Ce jeu de rôle")
        return self.get(owner, play)

    def all(self, owner: OwnerId) -> tuple[Play, ...]:
        """Latest first."""
        with self._database.reading() as session:
            return tuple(_play(row) for row in session.scalars(_plays(owner).order_by(PlayRow.updated.desc())))

    def get(self, owner: OwnerId, play: str) -> Play:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            return _play(found(session.scalar(_plays(owner).where(PlayRow.id == play)), "Ce jeu de rôle"))

    def delete(self, owner: OwnerId, play: str) -> None:
        """Delete it."""
        with self._database.writing() as session:
            session.execute(delete(PlayRow).where(PlayRow.owner == owner, PlayRow.id == play))


def _plays(owner: OwnerId) -> Select[PlayRow]:
    return select(PlayRow).where(PlayRow.owner == owner).options(undefer(PlayRow.scenario), undefer(PlayRow.state))


def _play(row: PlayRow) -> Play:
    return Play(
        id=row.id,
        owner=OwnerId(row.owner),
        title=row.title,
        scenario=row.scenario,
        state=row.state,
        over=row.over,
        created=row.created,
        updated=row.updated,
    )
