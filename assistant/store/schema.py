"""The tables. Every row carries its owner, and a row can only hang from a row of the same owner."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ID = String(32)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC date, kept without its zone so that SQLite and PostgreSQL give back the same."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (signature of SQLAlchemy)
        """Naive UTC for the database. Raises ``ValueError`` for a naive date."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a date without zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (idem)
        """Aware UTC for the program."""
        return None if value is None else value.replace(tzinfo=UTC)


class Row(DeclarativeBase):
    """A table of the store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: Text}  # noqa: RUF012 (read by SQLAlchemy at class creation)


def _owner() -> Mapped[str]:
    return mapped_column(ID, ForeignKey("people.id", ondelete="CASCADE"))


def _inside(table: str, column: str) -> ForeignKeyConstraint:
    """The parent row, of the same owner."""
    return ForeignKeyConstraint(["owner", column], [f"{table}.owner", f"{table}.id"], ondelete="CASCADE")


class PersonRow(Row):
    """A person, by the digest of a key."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created: Mapped[datetime]
    seen: Mapped[datetime] = mapped_column(index=True)


class WorkRow(Row):
    """A piece of work."""

    __tablename__ = "works"
    __table_args__ = (UniqueConstraint("owner", "id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    title: Mapped[str]
    production: Mapped[str | None]
    created: Mapped[datetime]


class DraftRow(Row):
    """The bytes of a file and what was read of it, once for an owner."""

    __tablename__ = "drafts"

    owner: Mapped[str] = mapped_column(ID, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[str] = mapped_column(Text, deferred=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class VersionRow(Row):
    """A version of a work."""

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("owner", "id"),
        UniqueConstraint("owner", "work", "number"),
        _inside("works", "work"),
        ForeignKeyConstraint(["owner", "sha256"], ["drafts.owner", "drafts.sha256"]),
        Index("ix_versions_draft", "owner", "sha256"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    work: Mapped[str] = mapped_column(ID)
    number: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    words: Mapped[int]
    created: Mapped[datetime]


class RunRow(Row):
    """A critique of a version. ``worker``, ``heartbeat``: who runs it, and its last sign of life."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("owner", "id"),
        _inside("versions", "version"),
        Index("ix_runs_queue", "status", "created"),
        Index("ix_runs_version", "owner", "version"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    version: Mapped[str] = mapped_column(ID)
    status: Mapped[str] = mapped_column(String(16))
    production: Mapped[str | None]
    asked: Mapped[str | None]
    model: Mapped[str]
    total: Mapped[int] = mapped_column(default=0)
    reused: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    created: Mapped[datetime]
    started: Mapped[datetime | None]
    judging: Mapped[datetime | None]
    finished: Mapped[datetime | None]
    worker: Mapped[str | None]
    heartbeat: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    stop_asked: Mapped[bool] = mapped_column(default=False)
    critique: Mapped[str | None] = mapped_column(Text, deferred=True)


class ArrivalRow(Row):
    """A verdict shown by a run, in the order of arrival. ``failed``: it is asked again when the run resumes."""

    __tablename__ = "arrivals"
    __table_args__ = (_inside("runs", "run"), Index("ix_arrivals_run", "owner", "run"))

    run: Mapped[str] = mapped_column(ID, primary_key=True)
    criterion: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = _owner()
    rank: Mapped[int]
    at: Mapped[datetime]
    reused: Mapped[bool]
    failed: Mapped[bool]
    verdict: Mapped[str]


class VerdictRow(Row):
    """A verdict paid for, kept under all that it depends on. ``evidence``: digest of the passages that were shown."""

    __tablename__ = "verdicts"
    __table_args__ = (ForeignKeyConstraint(["owner", "sha256"], ["drafts.owner", "drafts.sha256"], ondelete="CASCADE"),)

    owner: Mapped[str] = mapped_column(ID, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    referentiel: Mapped[str] = mapped_column(String(80), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(40), primary_key=True)
    guidance: Mapped[str] = mapped_column(String(64), primary_key=True)
    prompt: Mapped[str] = mapped_column(String(80), primary_key=True)
    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    evidence: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str]
    created: Mapped[datetime]


class AdviceRow(Row):
    """A next step given, and what became of it."""

    __tablename__ = "advice"
    __table_args__ = (
        UniqueConstraint("owner", "version", "criterion"),
        _inside("works", "work"),
        _inside("versions", "version"),
        Index("ix_advice_work", "owner", "work"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    work: Mapped[str] = mapped_column(ID)
    version: Mapped[str] = mapped_column(ID)
    criterion: Mapped[str] = mapped_column(String(40))
    text: Mapped[str]
    level: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16), default="open")
    reason: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[str | None] = mapped_column(ID)
    created: Mapped[datetime]
    updated: Mapped[datetime]


class SelfAssessmentRow(Row):
    """The learner's own level for a criterion of a version."""

    __tablename__ = "self_assessments"
    __table_args__ = (_inside("versions", "version"), Index("ix_self_assessments_version", "owner", "version"))

    version: Mapped[str] = mapped_column(ID, primary_key=True)
    criterion: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = _owner()
    level: Mapped[int]
    created: Mapped[datetime]


class ConversationRow(Row):
    """An exchange with the coach; it goes with the work that it quotes."""

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("owner", "id"),
        _inside("works", "work"),
        Index("ix_conversations_owner", "owner", "updated"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    work: Mapped[str | None] = mapped_column(ID)
    title: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class MessageRow(Row):
    """A turn of a conversation. ``citations``: JSON."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation", "rank"),
        _inside("conversations", "conversation"),
        Index("ix_messages_conversation", "owner", "conversation"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    conversation: Mapped[str] = mapped_column(ID)
    rank: Mapped[int]
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    intent: Mapped[str]
    refused: Mapped[bool]
    citations: Mapped[str]
    model: Mapped[str]
    complete: Mapped[bool]
    created: Mapped[datetime]


class ScenarioRow(Row):
    """A role-play scenario that a trainer made; the document is opaque JSON, and holds the buyer's secrets.

    ``sound``: it passed the checks and the self-plays as it stands; without it ``published`` cannot be true.
    """

    __tablename__ = "scenarios"
    __table_args__ = (
        CheckConstraint("sound OR NOT published", name="ck_scenarios_published_is_sound"),
        Index("ix_scenarios_owner", "owner", "updated"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    title: Mapped[str]
    document: Mapped[str] = mapped_column(Text, deferred=True)
    sound: Mapped[bool]
    published: Mapped[bool]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class PlayRow(Row):
    """A role-play; scenario and state are opaque JSON.

    ``published``: the shared scenario that it started from. The four columns after it are all that the owner of that
    scenario may read: ``learner`` (rank of the person among those who played it, never who), ``summary`` (JSON: how
    it ended, without a word said) and, when ``visible`` (the learner agreed), ``transcript``.
    """

    __tablename__ = "plays"
    __table_args__ = (
        Index("ix_plays_owner", "owner", "updated"),
        Index("ix_plays_published", "published", "created"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = _owner()
    title: Mapped[str]
    scenario: Mapped[str] = mapped_column(Text, deferred=True)
    state: Mapped[str] = mapped_column(Text, deferred=True)
    over: Mapped[bool]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    # the learner's play outlives the trainer's scenario
    published: Mapped[str | None] = mapped_column(ID, ForeignKey("scenarios.id", ondelete="SET NULL"))
    learner: Mapped[int | None]
    visible: Mapped[bool] = mapped_column(default=False, server_default=false())
    summary: Mapped[str | None]
    transcript: Mapped[str | None] = mapped_column(Text, deferred=True)


class LogRow(Row):
    """A line of the log. No foreign key: the log outlives an erasure, as a random id that names nobody any more."""

    __tablename__ = "log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    owner: Mapped[str] = mapped_column(ID, index=True)
    action: Mapped[str] = mapped_column(String(40))
    model: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(200))
