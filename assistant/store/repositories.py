"""The store: one repository a subject, on one database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.domain.learning import OwnerId, Person
from assistant.errors import StoreError
from assistant.store.advice import AdviceLedger
from assistant.store.conversations import Conversations
from assistant.store.database import Database, connect
from assistant.store.log import Log
from assistant.store.opening import migrate
from assistant.store.people import People
from assistant.store.plays import Plays
from assistant.store.run_queue import RunQueue
from assistant.store.runs import Runs
from assistant.store.scenarios import Scenarios
from assistant.store.works import Works


class Store:
    """What is kept, for any number of threads. Every method of a repository asks the owner's id first, and neither
    shows nor changes anything of another owner; what does not exist, or is another's, raises ``UnknownIdError``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._people = People(database)
        self._forget: list[Callable[[OwnerId], None]] = []
        self.works = Works(database, self._forgotten)
        self.runs = Runs(database)
        self.advice = AdviceLedger(database)
        self.conversations = Conversations(database)
        self.plays = Plays(database)
        self.scenarios = Scenarios(database)
        self.log = Log(database)

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at that URL, brought up to date. Raises ``StoreError``."""
        database = connect(url)
        try:
            migrate(database)
        except StoreError:
            database.close()
            raise
        return cls(database)

    def queue(self, worker: str) -> RunQueue:
        """The runs as a worker of that name sees them."""
        return RunQueue(self._database, worker)

    # --- people ----------------------------------------------------------------------------------------------------

    def person(self, key: str | None) -> Person:
        """The person of that key; without a key, or with one that nobody has, a new person with a new key."""
        return self._people.identify(key)

    def erase_everything(self, person: Person) -> None:
        """Remove their rows and files from the database, and what the caches of this process hold of them.

        The log keeps its lines under a random id that no longer names anybody. Their key answers to a blank person:
        what is dropped next in a page that is still open would otherwise belong to nobody who could erase it.
        """
        self._erase(person.id, "erase", person.key)

    def on_erase(self, forget: Callable[[OwnerId], None]) -> None:
        """``forget`` is told of each owner whose drafts were deleted, so that caches and indexes drop them."""
        self._forget.append(forget)

    def expire(self, days: int) -> int:
        """Retention: erase the people whose last visit is older than that, and old log lines. How many people."""
        gone = self._people.unseen_for(days)
        for owner in gone:
            self._erase(owner, "expire")
        self.log.prune(days)
        return len(gone)

    def forget_passers_by(self, days: int = 30) -> int:
        """Remove the people who left nothing and were not seen for that long; how many. Each request without a
        cookie makes one. A browser that comes back is given a new key."""
        return self._people.forget_passers_by(days)

    def _erase(self, owner: OwnerId, action: str, key: str | None = None) -> None:
        erased = self._people.erase(owner, key)
        self._forgotten(owner)
        if erased:
            self.log.add(owner, action)
            self._database.leave_no_trace()

    def _forgotten(self, owner: OwnerId) -> None:
        for forget in self._forget:
            forget(owner)

    # --- the database ----------------------------------------------------------------------------------------------

    def backup(self, path: Path) -> None:
        """A consistent copy of a SQLite database in use. Raises ``StoreError`` for another database or a taken path."""
        if not self._database.is_sqlite:
            raise StoreError(
                "Cette base est sur un serveur PostgreSQL.", "Sauvegardez-la avec l'outil du serveur : pg_dump."
            )
        if path.exists():
            raise StoreError(f"« {path.name} » existe déjà.", "Donnez un autre nom à la sauvegarde.")
        path.touch(mode=0o600)  # SQLite takes an empty file, and keeps its rights
        self._database.outside_transaction("VACUUM INTO ?", str(path))

    def close(self) -> None:
        """Give the connections back; the store may not be used any more."""
        self._database.close()
