"""Runs of critiques as their owner sees them: asked for, watched, stopped, read again."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assistant.domain.critique import Critique
from assistant.domain.judgement import Verdict
from assistant.domain.learning import CritiqueRun, OwnerId, RunProgress, RunStatus
from assistant.store.database import Database
from assistant.store.rows import found, new_id, now
from assistant.store.schema import ArrivalRow, RunRow, VersionRow

ACTIVE = ("queued", "running")


class Runs:
    """The runs of each person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, owner: OwnerId, version: str, production: str | None, model: str) -> CritiqueRun:
        """Put a run in the queue. An active run of the same version and production is given back instead;
        an active run of another production is asked to stop. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            # locks the version, so that a double click makes one run
            one = select(VersionRow.id).where(VersionRow.owner == owner, VersionRow.id == version)
            found(session.scalar(one.with_for_update()), "Cette version")
            active = session.scalars(
                select(RunRow).where(
                    RunRow.owner == owner, RunRow.version == version, RunRow.status.in_(ACTIVE), ~RunRow.stop_asked
                )
            ).all()
            for row in active:
                if production in (row.asked, row.production) or (production is None and row.asked is None):
                    return run_of(row, _done(session, owner, row.id))
                _ask_to_stop(row)
            row = RunRow(
                id=new_id(),
                owner=owner,
                version=version,
                status="queued",
                production=production,
                asked=production,
                model=model,
                total=0,
                reused=0,
                reason="",
                created=now(),
                attempts=0,
                stop_asked=False,
            )
            session.add(row)
        return run_of(row, 0)

    def ask_to_stop(self, owner: OwnerId, run: str) -> None:
        """A run that waits is stopped at once; one that runs is told to. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            query = select(RunRow).where(RunRow.owner == owner, RunRow.id == run).with_for_update()
            _ask_to_stop(found(session.scalar(query), "Cette critique"))

    def get(self, owner: OwnerId, run: str) -> CritiqueRun:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row, done = _find(session, owner, run)
            return run_of(row, done)

    def of_version(self, owner: OwnerId, version: str) -> tuple[CritiqueRun, ...]:
        """Latest first."""
        with self._database.reading() as session:
            query = _runs(owner).where(RunRow.version == version).order_by(RunRow.created.desc())
            return tuple(run_of(row, done) for row, done in session.execute(query))

    def latest(self, owner: OwnerId, version: str) -> CritiqueRun | None:
        """The last run asked for, or None."""
        return next(iter(self.of_version(owner, version)), None)

    def active(self, owner: OwnerId) -> tuple[CritiqueRun, ...]:
        """All that wait or run, oldest first."""
        with self._database.reading() as session:
            query = _runs(owner).where(RunRow.status.in_(ACTIVE)).order_by(RunRow.created)
            return tuple(run_of(row, done) for row, done in session.execute(query))

    def critique(self, owner: OwnerId, run: str) -> Critique | None:
        """What it gave; None until it is over, or when it failed as a whole."""
        with self._database.reading() as session:
            text = session.scalar(select(RunRow.critique).where(RunRow.owner == owner, RunRow.id == run))
            return Critique.model_validate_json(text) if text else None

    def latest_critique(self, owner: OwnerId, version: str) -> Critique | None:
        """The last critique of that version, even when a newer run waits, runs or failed."""
        with self._database.reading() as session:
            query = select(RunRow.critique).where(
                RunRow.owner == owner, RunRow.version == version, RunRow.critique.is_not(None)
            )
            text = session.scalar(query.order_by(RunRow.created.desc()).limit(1))
            return Critique.model_validate_json(text) if text else None

    def judged(self, owner: OwnerId, version: str) -> frozenset[str]:
        """Criteria that had to be judged for that version, by any of its runs; the others were carried over."""
        with self._database.reading() as session:
            query = select(ArrivalRow.criterion).join(RunRow, RunRow.id == ArrivalRow.run)
            ours = (RunRow.owner == owner, ArrivalRow.owner == owner, RunRow.version == version)
            return frozenset(session.scalars(query.where(*ours, ~ArrivalRow.reused)))

    def verdicts(self, owner: OwnerId, run: str) -> tuple[Verdict, ...]:
        """Those known so far, in the order of their arrival."""
        with self._database.reading() as session:
            return _verdicts(session, owner, run)

    def progress(self, owner: OwnerId, run: str) -> RunProgress:
        """All that a page shows of it, at one moment. Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            row, done = _find(session, owner, run)
            return RunProgress(
                run=run_of(row, done),
                verdicts=_verdicts(session, owner, run),
                seconds_left=_seconds_left(session, row, done),
                ahead=_ahead(session, row),
            )


def run_of(row: RunRow, done: int) -> CritiqueRun:
    """The run, as the program knows it."""
    return CritiqueRun(
        id=row.id,
        owner=OwnerId(row.owner),
        version=row.version,
        status=cast("RunStatus", row.status),
        production=row.production,
        model=row.model,
        done=done,
        total=row.total,
        reused=row.reused,
        reason=row.reason,
        created=row.created,
        started=row.started,
        finished=row.finished,
    )


def _ask_to_stop(row: RunRow) -> None:
    row.stop_asked = True
    if row.status == "queued":
        row.status, row.finished = "stopped", now()


def _runs(owner: OwnerId) -> Select[RunRow, int]:
    done = select(func.count()).where(ArrivalRow.run == RunRow.id, ArrivalRow.owner == RunRow.owner)
    return select(RunRow, done.correlate(RunRow).scalar_subquery()).where(RunRow.owner == owner)


def _find(session: Session, owner: OwnerId, run: str) -> tuple[RunRow, int]:
    row, done = found(session.execute(_runs(owner).where(RunRow.id == run)).one_or_none(), "Cette critique")
    return row, done


def _done(session: Session, owner: OwnerId, run: str) -> int:
    return session.scalar(select(func.count()).where(ArrivalRow.owner == owner, ArrivalRow.run == run)) or 0


def _verdicts(session: Session, owner: OwnerId, run: str) -> tuple[Verdict, ...]:
    query = select(ArrivalRow.verdict).where(ArrivalRow.owner == owner, ArrivalRow.run == run)
    return tuple(Verdict.model_validate_json(text) for text in session.scalars(query.order_by(ArrivalRow.rank)))


def _seconds_left(session: Session, row: RunRow, done: int) -> float | None:
    """From the pace since the judging began; None before the first verdict that was judged."""
    if row.status != "running" or row.judging is None:
        return None
    if done >= row.total:
        return 0.0
    # What was reused or judged before a restart says nothing of the pace.
    query = select(func.count()).where(ArrivalRow.run == row.id, ~ArrivalRow.reused, ArrivalRow.at >= row.judging)
    judged = session.scalar(query) or 0
    if judged == 0:
        return None
    return max(timedelta(0), now() - row.judging).total_seconds() / judged * (row.total - done)


def _ahead(session: Session, row: RunRow) -> int:
    if row.status != "queued":
        return 0
    query = select(func.count()).where(RunRow.status == "queued", RunRow.created < row.created)
    return session.scalar(query) or 0
