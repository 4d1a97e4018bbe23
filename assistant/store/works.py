"""Pieces of work and the versions of their drafts, with the learner's own files."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from assistant.domain.document import Document
from assistant.domain.learning import OwnerId, SelfAssessment, Version, Work
from assistant.domain.levels import LEVELS, Level
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import DraftRow, SelfAssessmentRow, VersionRow, WorkRow

TITLE_LENGTH = 200


class Works:
    """The works of each person. ``forget``: told of an owner whose drafts were deleted."""

    def __init__(self, database: Database, forget: Callable[[OwnerId], None]) -> None:
        self._database = database
        self._forget = forget

    # --- works -----------------------------------------------------------------------------------------------------

    def create(self, owner: OwnerId, title: str, production: str | None = None) -> Work:
        """A new work, without any version."""
        row = WorkRow(id=new_id(), owner=owner, title=_title(title), production=production, created=now())
        with self._database.writing() as session:
            session.add(row)
        return _work(row, 0)

    def all(self, owner: OwnerId) -> tuple[Work, ...]:
        """Latest first."""
        with self._database.reading() as session:
            rows = session.execute(_works().where(WorkRow.owner == owner).order_by(WorkRow.created.desc()))
            return tuple(_work(row, count) for row, count in rows)

    def get(self, owner: OwnerId, work: str) -> Work:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            query = _works().where(WorkRow.owner == owner, WorkRow.id == work)
            row, count = found(session.execute(query).one_or_none(), "Ce travail")
            return _work(row, count)

    def rename(self, owner: OwnerId, work: str, title: str) -> None:
        """Give another title. Raises ``UnknownIdError``."""
        self._change(owner, work, title=_title(title))

    def set_production(self, owner: OwnerId, work: str, production: str) -> None:
        """Say which production it is. Raises ``UnknownIdError``."""
        self._change(owner, work, production=production)

    def delete(self, owner: OwnerId, work: str) -> None:
        """Delete it with its versions, files, critiques, advice and conversations."""
        with self._database.writing() as session:
            session.execute(delete(WorkRow).where(WorkRow.owner == owner, WorkRow.id == work))
            used = exists().where(VersionRow.owner == DraftRow.owner, VersionRow.sha256 == DraftRow.sha256)
            session.execute(delete(DraftRow).where(DraftRow.owner == owner, ~used))
        self._database.leave_no_trace()
        self._forget(owner)

    def _change(self, owner: OwnerId, work: str, **values: str) -> None:
        with self._database.writing() as session:
            query = update(WorkRow).where(WorkRow.owner == owner, WorkRow.id == work).values(**values)
            found(session.scalar(query.returning(WorkRow.id)), "Ce travail")

    # --- versions --------------------------------------------------------------------------------------------------

    def add_version(self, owner: OwnerId, work: str, document: Document, data: bytes) -> Version:
        """The next version; the last one again when its bytes are the same. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            query = select(WorkRow).where(WorkRow.owner == owner, WorkRow.id == work).with_for_update()
            found(session.scalar(query), "Ce travail")
            last = session.scalar(_versions(owner, work).order_by(VersionRow.number.desc()).limit(1))
            if last is not None and last.sha256 == document.sha256:
                return _version(last)
            if session.get(DraftRow, (owner, document.sha256)) is None:
                text = document.model_dump_json()
                session.add(DraftRow(owner=owner, sha256=document.sha256, document=text, data=data))
                session.flush()
            row = VersionRow(
                id=new_id(),
                owner=owner,
                work=work,
                number=last.number + 1 if last else 1,
                name=clean(document.name),
                sha256=document.sha256,
                words=document.words,
                created=now(),
            )
            session.add(row)
        return _version(row)

    def versions(self, owner: OwnerId, work: str) -> tuple[Version, ...]:
        """By number."""
        with self._database.reading() as session:
            return tuple(_version(row) for row in session.scalars(_versions(owner, work).order_by(VersionRow.number)))

    def version(self, owner: OwnerId, version: str) -> Version:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            return _version(_version_row(session, owner, version))

    def previous(self, owner: OwnerId, version: str) -> Version | None:
        """The version before, in the same work. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row = _version_row(session, owner, version)
            query = _versions(owner, row.work).where(VersionRow.number < row.number)
            before = session.scalar(query.order_by(VersionRow.number.desc()).limit(1))
            return _version(before) if before else None

    def document(self, owner: OwnerId, version: str) -> Document:
        """What was read of the file. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row = _version_row(session, owner, version)
            query = select(DraftRow.document).where(DraftRow.owner == owner, DraftRow.sha256 == row.sha256)
            document = Document.model_validate_json(found(session.scalar(query), "Ce fichier"))
            return document if document.name == row.name else document.model_copy(update={"name": row.name})

    def file(self, owner: OwnerId, version: str) -> bytes:
        """The learner's own file, byte for byte. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row = _version_row(session, owner, version)
            query = select(DraftRow.data).where(DraftRow.owner == owner, DraftRow.sha256 == row.sha256)
            return found(session.scalar(query), "Ce fichier")

    # --- self-assessment -------------------------------------------------------------------------------------------

    def self_assess(self, owner: OwnerId, version: str, levels: Mapping[str, Level]) -> None:
        """Keep the learner's own levels; a criterion given again replaces its former level."""
        with self._database.writing() as session:
            _version_row(session, owner, version)
            for criterion, level in levels.items():
                row = session.get(SelfAssessmentRow, (version, criterion))
                if row is None:
                    row = SelfAssessmentRow(version=version, criterion=criterion, owner=owner)
                    session.add(row)
                row.level, row.created = level, now()

    def self_assessment(self, owner: OwnerId, version: str) -> tuple[SelfAssessment, ...]:
        """The learner's own levels, by criterion."""
        with self._database.reading() as session:
            query = select(SelfAssessmentRow).where(
                SelfAssessmentRow.owner == owner, SelfAssessmentRow.version == version
            )
            return tuple(
                SelfAssessment(
                    version=row.version, criterion=row.criterion, level=LEVELS[row.level], created=row.created
                )
                for row in session.scalars(query.order_by(SelfAssessmentRow.criterion))
            )


def _works() -> Select[WorkRow, int]:
    count = select(func.count()).where(VersionRow.owner == WorkRow.owner, VersionRow.work == WorkRow.id)
    return select(WorkRow, count.correlate(WorkRow).scalar_subquery())


def _versions(owner: OwnerId, work: str) -> Select[VersionRow]:
    return select(VersionRow).where(VersionRow.owner == owner, VersionRow.work == work)


def _version_row(session: Session, owner: OwnerId, version: str) -> VersionRow:
    query = select(VersionRow).where(VersionRow.owner == owner, VersionRow.id == version)
    return found(session.scalar(query), "Cette version")


def _title(title: str) -> str:
    return clean(" ".join(title.split()))[:TITLE_LENGTH] or "Sans titre"


def _work(row: WorkRow, versions: int) -> Work:
    return Work(
        id=row.id,
        owner=OwnerId(row.owner),
        title=row.title,
        production=row.production,
        created=row.created,
        versions=versions,
    )


def _version(row: VersionRow) -> Version:
    return Version(
        id=row.id,
        owner=OwnerId(row.owner),
        work=row.work,
        number=row.number,
        name=row.name,
        sha256=row.sha256,
        words=row.words,
        created=row.created,
    )
