"""Run critiques outside the page: a few threads of the server take runs from the store and commit each verdict."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from assistant.critique.history import History
from assistant.critique.pipeline import CritiqueJob, run_critique
from assistant.critique.progress import Finished
from assistant.critique.reuse import evidence_digest, still_valid
from assistant.critique.worker_identity import is_dead, worker_name
from assistant.domain.document import Document
from assistant.domain.judgement import Verdict
from assistant.domain.learning import CritiqueRun, OwnerId, RunProgress
from assistant.errors import JalonError, StoreError
from assistant.judging.ports import Judge

if TYPE_CHECKING:
    from assistant.store.repositories import Store
    from assistant.store.run_queue import Claim, VerdictKey

WORKERS = 2
PULSE = 1.0
"""Seconds between two signs of life, and two looks at the queue for what other servers left."""
SILENCE = timedelta(seconds=30)
"""Without a sign of life for that long, a server of another machine is taken for dead."""

_log = logging.getLogger(__name__)


class Engine(Protocol):
    """What a run needs of the program; the composition root gives it."""

    @property
    def model(self) -> str:
        """``embedded`` or ``<provider>:<model>``."""
        ...

    def prepare(self, document: Document, production: str | None) -> CritiqueJob:
        """As ``critique.preparation.prepare``."""
        ...

    def judge(self) -> Judge:
        """A fresh judge."""
        ...


@dataclass(eq=False)
class _Held:
    """A run in hand. ``stop``: its owner's wish; ``abandon``: the server closes, or the run is no longer ours."""

    claim: Claim
    stop: threading.Event = field(default_factory=threading.Event)
    abandon: threading.Event = field(default_factory=threading.Event)

    def stopped(self) -> bool:
        return self.stop.is_set() or self.abandon.is_set()


class CritiqueRunner:
    """Background critiques of one server process; several processes may share one store.

    A run lives in the store alone: whoever holds it may vanish, and another takes it up with what was committed.
    Nothing here belongs to a page or a session, so that any number of them may watch the same run.
    """

    def __init__(self, store: Store, engine: Engine, *, workers: int = WORKERS, pulse: float = PULSE) -> None:
        self._store, self._engine, self._pulse = store, engine, pulse
        self._name = worker_name()
        self._queue = store.queue(self._name)
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._closing = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"critique-{rank}", daemon=True) for rank in range(workers)
        ]
        self._threads.append(threading.Thread(target=self._watch, name="critique-pulse", daemon=True))

    def start(self) -> CritiqueRunner:
        """Start the threads; what an earlier process left unfinished is taken up at once."""
        self._take_back()
        for thread in self._threads:
            thread.start()
        return self

    # --- for the pages ---------------------------------------------------------------------------------------------

    def submit(self, owner: OwnerId, version: str, production: str | None = None) -> CritiqueRun:
        """Ask for a critique; the run already under way for the same version and production, when there is one.

        Raises ``UnknownIdError``.
        """
        run = self._store.runs.ask(owner, version, production, self._engine.model)
        self._store.log.add(owner, "critique", model=self._engine.model, version=version, detail=f"run={run.id}")
        with self._wake:
            self._wake.notify()
        return run

    def progress(self, owner: OwnerId, run: str) -> RunProgress:
        """Where it stands; to be asked again every second while ``run.active``. Raises ``UnknownIdError``."""
        return self._store.runs.progress(owner, run)

    def stop(self, owner: OwnerId, run: str) -> None:
        """Stop it, whichever process runs it; what was judged is kept. Raises ``UnknownIdError``."""
        self._store.runs.ask_to_stop(owner, run)
        with self._lock:
            held = self._held.get(run)
        if held is not None:
            held.stop.set()

    def close(self, timeout: float = 5.0) -> None:
        """Stop the threads; runs in hand go back to the queue for the next start. ``timeout``: seconds, in all."""
        self._closing.set()
        with self._wake:
            for held in self._held.values():
                held.abandon.set()
            self._wake.notify_all()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(timeout / len(self._threads))

    # --- threads ---------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._closing.is_set():
            claim = self._claim()
            if claim is None:
                with self._wake:
                    self._wake.wait(self._pulse)
                continue
            with self._holding(claim) as held:
                self._carry_out(held)

    def _claim(self) -> Claim | None:
        try:
            return self._queue.claim()
        except StoreError as error:  # the database is away: wait for it
            _log.warning("critique queue unreachable: %s", error.message)
            return None

    @contextmanager
    def _holding(self, claim: Claim) -> Generator[_Held]:
        held = _Held(claim)
        with self._lock:
            self._held[claim.run] = held
            if self._closing.is_set():
                held.abandon.set()
        try:
            yield held
        finally:
            with self._lock:
                del self._held[claim.run]

    def _watch(self) -> None:
        while not self._closing.wait(self._pulse):
            try:
                self._beat()
                self._take_back()
            except StoreError as error:
                _log.warning("critique pulse missed: %s", error.message)

    def _beat(self) -> None:
        with self._lock:
            held = dict(self._held)
        if not held:
            return
        alive = self._queue.heartbeat(tuple(held))
        for run, one in held.items():
            if alive.get(run):
                one.stop.set()
            elif run not in alive:  # over, erased, or taken by another server
                one.abandon.set()

    def _take_back(self) -> None:
        dead = frozenset(w for w in self._queue.other_workers() if is_dead(w, self._name))
        if self._queue.take_back(dead, SILENCE):
            with self._wake:
                self._wake.notify_all()

    # --- one run ---------------------------------------------------------------------------------------------------

    def _carry_out(self, held: _Held) -> None:
        from assistant.store.run_queue import RunLost

        try:
            self._critique(held)
        except RunLost:
            _log.info("a run was taken away")
        except JalonError as error:
            self._fail(held, error.sentence())
        except Exception as error:  # whatever happens, the page must be told and the thread must live
            # The text of the exception could quote the draft: only its type is logged.
            _log.error("critique failed: %s", type(error).__name__)
            self._fail(held, f"Erreur inattendue ({type(error).__name__}). Relancez la critique.")

    def _fail(self, held: _Held, reason: str) -> None:
        try:
            self._queue.fail(held.claim, reason)
        except StoreError as error:  # its silence will give it to another try
            _log.warning("a failure could not be noted: %s", error.message)

    def _critique(self, held: _Held) -> None:
        claim = held.claim
        document = self._store.works.document(claim.owner, claim.version)
        job = self._engine.prepare(document, claim.production)
        judge = self._engine.judge()
        key = self._key(claim, job, judge)
        digests = {task.criterion.id: evidence_digest(task, document) for task in job.tasks}
        known = self._known(claim, job, key, digests)
        self._queue.prepared(claim, production=job.production.slug, model=judge.name, total=len(job.tasks))
        for event in run_critique(replace(job, known=known), judge, stopped=held.stopped):
            if held.abandon.is_set():
                self._queue.give_back(claim)
                return
            if isinstance(event, Finished):
                # before the end, so that no crash parts a critique from its advice; done twice, it is the same
                History(self._store).record_advice(claim.owner, claim.version, event.critique)
                self._queue.conclude(claim, event.critique)
                detail = f"run={claim.run} criteria={len(job.tasks)} reused={len(known)}"
                self._store.log.add(
                    claim.owner, "critique-done", model=judge.name, version=claim.version, detail=detail
                )
            else:
                verdict = event.verdict
                self._queue.arrived(claim, key, verdict, digests[verdict.id], reused=verdict.id in known)

    def _key(self, claim: Claim, job: CritiqueJob, judge: Judge) -> VerdictKey:
        from assistant.store.run_queue import VerdictKey

        return VerdictKey(
            owner=claim.owner,
            sha256=job.context.document.sha256,
            referentiel=job.referentiel.key,
            guidance=job.corpus.digest,
            prompt=judge.version,
            model=judge.name,
        )

    def _known(self, claim: Claim, job: CritiqueJob, key: VerdictKey, digests: dict[str, str]) -> dict[str, Verdict]:
        """Verdicts already paid for: on these very bytes, else on the version before when the evidence is the same."""
        former = self._store.works.previous(claim.owner, claim.version)
        carried: dict[str, Verdict] = {}
        if former is not None:
            before = self._queue.kept(replace(key, sha256=former.sha256))
            pairs = {criterion: (kept.verdict, kept.evidence) for criterion, kept in before.items()}
            carried = still_valid(job.tasks, digests, pairs, job.context.document)
        criteria = {task.criterion.id for task in job.tasks}
        exact = {c: kept.verdict for c, kept in self._queue.kept(key).items() if c in criteria}
        return {**carried, **exact}
