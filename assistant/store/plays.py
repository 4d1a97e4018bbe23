"""Role-plays, in progress or over."""

from __future__ import annotations

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, undefer

from assistant.domain.learning import OwnerId, Play, PlaySummary
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import PlayRow, ScenarioRow


class Plays:
    """The role-plays of each person; what a scenario or a state holds is the role-play's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        owner: OwnerId,
        title: str,
        scenario: str,
        state: str = "{}",
        *,
        published: str | None = None,
        visible: bool = False,
    ) -> Play:
        """A role-play that starts.

        published: id of the shared scenario that it starts from. visible: the learner agreed that its trainer reads
        the transcript. Raises ``UnknownIdError`` when that scenario is not shared (any more).
        """
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
            published=published,
            visible=visible and published is not None,
        )
        with self._database.writing() as session:
            if published is not None:
                row.learner = _rank(session, owner, published)
            session.add(row)
        return _play(row)

    def save(
        self,
        owner: OwnerId,
        play: str,
        state: str,
        *,
        over: bool = False,
        summary: PlaySummary | None = None,
        transcript: str | None = None,
    ) -> Play:
        """Keep where it stands. Raises ``UnknownIdError``.

        summary, transcript (« Vendeur : … » lines): for the trainer of a shared scenario, kept as they are when None;
        the transcript is not even written unless the learner agreed, nor anything for a play that is not shared.
        """
        with self._database.writing() as session:
            row = found(session.scalar(_one(owner, play).with_for_update()), "Ce jeu de rôle")
            row.state, row.over, row.updated = state, over, now()
            if row.published is not None and summary is not None:
                row.summary = summary.model_dump_json()
            if row.published is not None and row.visible and transcript is not None:
                row.transcript = clean(transcript)
        return self.get(owner, play)

    def agree(self, owner: OwnerId, play: str, *, visible: bool) -> Play:
        """Let the trainer of the shared scenario read the transcript, or no longer: it is then removed at once.

        Once agreed to later, the transcript comes with the next ``save``. Raises ``UnknownIdError``.
        """
        with self._database.writing() as session:
            row = found(session.scalar(_one(owner, play).with_for_update()), "Ce jeu de rôle")
            row.visible = visible and row.published is not None
            if not row.visible:
                row.transcript = None
        return self.get(owner, play)

    def all(self, owner: OwnerId) -> tuple[Play, ...]:
        """Latest first."""
        with self._database.reading() as session:
            return tuple(_play(row) for row in session.scalars(_plays(owner).order_by(PlayRow.updated.desc())))

    def get(self, owner: OwnerId, play: str) -> Play:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            return _play(found(session.scalar(_one(owner, play)), "Ce jeu de rôle"))

    def delete(self, owner: OwnerId, play: str) -> None:
        """Delete it."""
        with self._database.writing() as session:
            session.execute(delete(PlayRow).where(PlayRow.owner == owner, PlayRow.id == play))
        self._database.leave_no_trace()


def _plays(owner: OwnerId) -> Select[PlayRow]:
    return select(PlayRow).where(PlayRow.owner == owner).options(undefer(PlayRow.scenario), undefer(PlayRow.state))


def _one(owner: OwnerId, play: str) -> Select[PlayRow]:
    return _plays(owner).where(PlayRow.id == play)


def _rank(session: Session, owner: OwnerId, published: str) -> int:
    """Of that person among those who played it: the same at each of their plays.

    The lock on the scenario gives two newcomers at once two ranks.
    """
    shared = select(ScenarioRow.id).where(ScenarioRow.id == published, ScenarioRow.published.is_(True))
    found(session.scalar(shared.with_for_update()), "Ce scénario partagé")
    again = select(func.max(PlayRow.learner)).where(PlayRow.published == published, PlayRow.owner == owner)
    last = select(func.max(PlayRow.learner)).where(PlayRow.published == published)
    return session.scalar(again) or (session.scalar(last) or 0) + 1


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
        published=row.published,
        visible=row.visible,
    )
