"""Role-play scenarios of a trainer: drafts that they alone read, and published ones that a link lets anyone play."""

from __future__ import annotations

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import undefer

from assistant.domain.learning import OwnerId, PlaySummary, PublishedScenario, SharedPlay, SharedScenario
from assistant.errors import ScenarioError, UnknownIdError
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import PlayRow, ScenarioRow

SHOWN_PLAYS = 500
"""The latest plays that a trainer is shown of one scenario."""


class Scenarios:
    """The scenarios of each person; what a document holds is the role-play's business, and so is ``sound``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, owner: OwnerId, title: str, document: str, *, sound: bool) -> SharedScenario:
        """A new draft. ``sound``: the checks were made on this very document and it holds."""
        date = now()
        row = ScenarioRow(
            id=new_id(),
            owner=owner,
            title=clean(title)[:200],
            document=document,
            sound=sound,
            published=False,
            created=date,
            updated=date,
        )
        with self._database.writing() as session:
            session.add(row)
        return _scenario(row, 0)

    def save(self, owner: OwnerId, scenario: str, title: str, document: str, *, sound: bool) -> SharedScenario:
        """Keep it as it stands now; one that no longer holds is withdrawn at once. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            row = found(session.scalar(_mine(owner, scenario).with_for_update()), "Ce scénario")
            row.title, row.document, row.sound, row.updated = clean(title)[:200], document, sound, now()
            row.published = row.published and sound
        return self.get(owner, scenario)

    def publish(self, owner: OwnerId, scenario: str) -> SharedScenario:
        """Let whoever holds its id play it. Raises ``UnknownIdError``, ``ScenarioError`` when it does not hold."""
        with self._database.writing() as session:
            row = found(session.scalar(_mine(owner, scenario).with_for_update()), "Ce scénario")
            if not row.sound:
                raise ScenarioError(
                    f"« {row.title} » ne peut pas être partagé : la vérification y a trouvé un défaut.",
                    "Corrigez les points signalés, enregistrez, puis partagez-le.",
                )
            row.published, row.updated = True, now()
        return self.get(owner, scenario)

    def withdraw(self, owner: OwnerId, scenario: str) -> SharedScenario:
        """Close the link; plays that have begun go on. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            query = update(ScenarioRow).where(ScenarioRow.owner == owner, ScenarioRow.id == scenario)
            changed = query.values(published=False, updated=now()).returning(ScenarioRow.id)
            found(session.scalar(changed), "Ce scénario")
        return self.get(owner, scenario)

    def get(self, owner: OwnerId, scenario: str) -> SharedScenario:
        """One of theirs, published or not. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row = found(session.scalar(_mine(owner, scenario)), "Ce scénario")
            count = select(func.count()).select_from(PlayRow).where(PlayRow.published == row.id)
            return _scenario(row, session.scalar(count) or 0)

    def all(self, owner: OwnerId) -> tuple[SharedScenario, ...]:
        """Latest first."""
        with self._database.reading() as session:
            rows = session.scalars(_all(owner).order_by(ScenarioRow.updated.desc())).all()
            count = select(PlayRow.published, func.count()).where(PlayRow.published.in_([row.id for row in rows]))
            played = {row[0]: row[1] for row in session.execute(count.group_by(PlayRow.published))}
            return tuple(_scenario(row, played.get(row.id, 0)) for row in rows)

    def delete(self, owner: OwnerId, scenario: str) -> None:
        """Delete it; the plays that learners made of it stay theirs."""
        with self._database.writing() as session:
            session.execute(delete(ScenarioRow).where(ScenarioRow.owner == owner, ScenarioRow.id == scenario))
        self._database.leave_no_trace()

    def get_published(self, scenario: str) -> PublishedScenario:
        """What anyone who holds the id may play; for the server side, never for a browser as it stands.

        Raises ``UnknownIdError`` when nobody shares it, or not any more.
        """
        with self._database.reading() as session:
            row = session.scalar(
                select(ScenarioRow).where(ScenarioRow.id == scenario).options(undefer(ScenarioRow.document))
            )
            if row is None:
                raise UnknownIdError(
                    "Ce lien ne mène à aucun scénario : il est incomplet, ou le scénario a été supprimé.",
                    "Demandez à votre formateur le lien entier.",
                )
            if not row.published:
                raise UnknownIdError(
                    "Ce scénario n'est plus partagé : son formateur l'a retiré.",
                    "Demandez-lui un nouveau lien, ou jouez un autre scénario.",
                )
            return PublishedScenario(id=row.id, title=row.title, document=row.document)

    def plays(self, owner: OwnerId, scenario: str) -> tuple[SharedPlay, ...]:
        """The plays that started from one of theirs, latest first, without who played. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            found(session.scalar(_mine(owner, scenario)), "Ce scénario")
            query = select(PlayRow).where(PlayRow.published == scenario).options(undefer(PlayRow.transcript))
            latest = query.order_by(PlayRow.created.desc()).limit(SHOWN_PLAYS)
            return tuple(_play(owner, row) for row in session.scalars(latest))


def _all(owner: OwnerId) -> Select[ScenarioRow]:
    return select(ScenarioRow).where(ScenarioRow.owner == owner).options(undefer(ScenarioRow.document))


def _mine(owner: OwnerId, scenario: str) -> Select[ScenarioRow]:
    return _all(owner).where(ScenarioRow.id == scenario)


def _scenario(row: ScenarioRow, plays: int) -> SharedScenario:
    return SharedScenario(
        id=row.id,
        owner=OwnerId(row.owner),
        title=row.title,
        document=row.document,
        sound=row.sound,
        published=row.published,
        plays=plays,
        created=row.created,
        updated=row.updated,
    )


def _play(owner: OwnerId, row: PlayRow) -> SharedPlay:
    return SharedPlay(
        learner=row.learner or 1,
        own=row.owner == owner,
        over=row.over,
        visible=row.visible,
        summary=PlaySummary.model_validate_json(row.summary) if row.summary else PlaySummary(),
        transcript=(row.transcript or "") if row.visible else "",
        created=row.created,
        updated=row.updated,
    )
