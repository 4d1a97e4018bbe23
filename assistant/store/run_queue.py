"""The queue of runs as a worker sees it: take one, show signs of life, commit verdicts, conclude, give back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from assistant.domain.critique import Critique
from assistant.domain.judgement import Verdict
from assistant.domain.learning import OwnerId
from assistant.errors import StoreError
from assistant.store.database import Database
from assistant.store.rows import now
from assistant.store.schema import ArrivalRow, RunRow, VerdictRow

MAX_ATTEMPTS = 3
"""A run that took the server down that many times is not tried again."""

KILLER = (
    "cette critique a été interrompue trois fois de suite ; enregistrez le fichier à nouveau, ou prévenez le support"
)


class RunLost(StoreError):
    """The run was erased, or another worker has it: nothing more may be written for it."""

    def __init__(self) -> None:
        super().__init__("Cette critique n'est plus à faire ici.")


@dataclass(frozen=True)
class Claim:
    """A run that a worker holds. ``production``: asked by the learner, or None to detect it."""

    run: str
    owner: OwnerId
    version: str
    production: str | None


@dataclass(frozen=True)
class VerdictKey:
    """All that a verdict depends on, save its criterion. ``guidance``: digest; ``prompt``: version of what judges."""

    owner: OwnerId
    sha256: str
    referentiel: str
    guidance: str
    prompt: str
    model: str


@dataclass(frozen=True)
class KeptVerdict:
    """A verdict found in the store, and the digest of the evidence that it was given on."""

    verdict: Verdict
    evidence: str


class RunQueue:
    """What workers ask, on behalf of the owner written in the claim. ``worker``: name of this worker's process."""

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self._worker = worker

    # --- taking and keeping ----------------------------------------------------------------------------------------

    def claim(self) -> Claim | None:
        """The oldest run that waits, taken; None when there is none. Those who have no run in hand go first."""
        if not self._anything():
            return None
        with self._database.writing() as session:
            other = aliased(RunRow)
            served = exists().where(other.owner == RunRow.owner, other.status == "running")
            query = select(RunRow).where(RunRow.status == "queued").order_by(served, RunRow.created).limit(1)
            row = session.scalar(query.with_for_update(skip_locked=True))
            if row is None:
                return None
            if row.attempts >= MAX_ATTEMPTS:
                row.status, row.reason, row.finished = "failed", KILLER, now()
                return None
            row.status, row.worker, row.heartbeat = "running", self._worker, now()
            row.attempts += 1
            row.started = row.started or row.heartbeat
            row.judging = None
            session.execute(delete(ArrivalRow).where(ArrivalRow.run == row.id, ArrivalRow.failed))
            return Claim(row.id, OwnerId(row.owner), row.version, row.asked)

    def heartbeat(self, held: Collection[str]) -> Mapping[str, bool]:
        """Say that those runs are in good hands. Each that still is ours, with whether its owner asked it to stop."""
        with self._database.writing() as session:
            query = update(RunRow).where(RunRow.worker == self._worker, RunRow.status == "running", RunRow.id.in_(held))
            rows = session.execute(query.values(heartbeat=now()).returning(RunRow.id, RunRow.stop_asked))
            return {row.id: row.stop_asked for row in rows}

    def other_workers(self) -> frozenset[str]:
        """Names of the other workers that hold a run."""
        with self._database.reading() as session:
            query = select(RunRow.worker).where(RunRow.status == "running").distinct()
            return frozenset(w for w in session.scalars(query) if w and w != self._worker)

    def take_back(self, dead: frozenset[str], silence: timedelta) -> int:
        """Put back in the queue the runs of dead workers, and those without a heartbeat for that long. How many."""
        lost = (RunRow.status == "running") & (RunRow.worker.in_(dead) | (RunRow.heartbeat < now() - silence))
        with self._database.reading() as session:
            if session.scalar(select(RunRow.id).where(lost).limit(1)) is None:
                return 0
        with self._database.writing() as session:
            query = update(RunRow).where(lost).values(status="queued", worker=None)
            return len(session.scalars(query.returning(RunRow.id)).all())

    def _anything(self) -> bool:
        with self._database.reading() as session:
            return session.scalar(select(RunRow.id).where(RunRow.status == "queued").limit(1)) is not None

    # --- verdicts --------------------------------------------------------------------------------------------------

    def kept(self, key: VerdictKey) -> dict[str, KeptVerdict]:
        """The verdicts already paid for under that key, by criterion."""
        with self._database.reading() as session:
            rows = session.scalars(select(VerdictRow).where(*_matches(key)))
            return {r.criterion: KeptVerdict(Verdict.model_validate_json(r.verdict), r.evidence) for r in rows}

    def prepared(self, claim: Claim, *, production: str, model: str, total: int) -> None:
        """The draft is ready to be judged. Raises ``RunLost``."""
        with self._database.writing() as session:
            row = self._mine(session, claim)
            row.production, row.model, row.total, row.judging = production, model, total, now()

    def arrived(self, claim: Claim, key: VerdictKey, verdict: Verdict, evidence: str, *, reused: bool) -> None:
        """Commit one verdict: for the page, and to be kept unless it failed. Raises ``RunLost``."""
        text = verdict.model_dump_json()
        failed = verdict.status == "failed"
        with self._database.writing() as session:
            row = self._mine(session, claim)
            if not failed and session.get(VerdictRow, _identity(key, verdict.id)) is None:
                session.add(
                    VerdictRow(
                        owner=key.owner,
                        sha256=key.sha256,
                        referentiel=key.referentiel,
                        criterion=verdict.id,
                        guidance=key.guidance,
                        prompt=key.prompt,
                        model=key.model,
                        evidence=evidence,
                        verdict=text,
                        created=now(),
                    )
                )
            if session.get(ArrivalRow, (claim.run, verdict.id)) is not None:
                return  # shown before a restart
            rank = session.scalar(select(func.max(ArrivalRow.rank)).where(ArrivalRow.run == claim.run)) or 0
            session.add(
                ArrivalRow(
                    run=claim.run,
                    criterion=verdict.id,
                    owner=claim.owner,
                    rank=rank + 1,
                    at=now(),
                    reused=reused,
                    failed=failed,
                    verdict=text,
                )
            )
            row.reused += int(reused)

    # --- the end ---------------------------------------------------------------------------------------------------

    def conclude(self, claim: Claim, critique: Critique) -> bool:
        """Keep the whole; the run is done, or stopped when its owner asked. Whether it is done. Raises ``RunLost``."""
        with self._database.writing() as session:
            row = self._mine(session, claim)
            unfinished = any(v.status == "failed" for v in critique.criteria)
            row.status = "stopped" if row.stop_asked and unfinished else "done"
            row.critique, row.finished, row.worker = critique.to_json(), now(), None
            return row.status == "done"

    def fail(self, claim: Claim, reason: str) -> None:
        """The run could not be done at all. Raises ``RunLost``."""
        with self._database.writing() as session:
            row = self._mine(session, claim)
            row.status, row.reason, row.finished, row.worker = "failed", reason, now(), None

    def give_back(self, claim: Claim) -> None:
        """The server closes: the run waits for the next one, at no fault of its own. Raises ``RunLost``."""
        with self._database.writing() as session:
            row = self._mine(session, claim)
            row.status, row.worker, row.attempts = "queued", None, row.attempts - 1

    def _mine(self, session: Session, claim: Claim) -> RunRow:
        query = select(RunRow).where(
            RunRow.owner == claim.owner,
            RunRow.id == claim.run,
            RunRow.worker == self._worker,
            RunRow.status == "running",
        )
        row = session.scalar(query.with_for_update())
        if row is None:
            raise RunLost
        return row


def _identity(key: VerdictKey, criterion: str) -> tuple[str, ...]:
    return (key.owner, key.sha256, key.referentiel, criterion, key.guidance, key.prompt, key.model)


def _matches(key: VerdictKey) -> tuple[ColumnElement[bool], ...]:
    return (
        VerdictRow.owner == key.owner,
        VerdictRow.sha256 == key.sha256,
        VerdictRow.referentiel == key.referentiel,
        VerdictRow.guidance == key.guidance,
        VerdictRow.prompt == key.prompt,
        VerdictRow.model == key.model,
    )
