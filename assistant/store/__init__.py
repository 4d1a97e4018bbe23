"""The store: people, drafts and their versions, critiques, advice, conversations and role-plays, in a database.

``open_store(url)`` migrates the database and gives a ``Store`` (see ``repositories``), which may be shared by threads.
Every method asks the owner's id (``person.id``) first, and sees nothing that belongs to another owner.
SQLite (WAL, synchronous=FULL, foreign keys) by default; PostgreSQL by its URL, with the same code.

    store = services.store
    person = store.person(key)            # None or an unknown key: a new person, whose .key the browser must keep
    work = store.works.create(person.id, "Dossier Atelier Brume")
    version = store.works.add_version(person.id, work.id, document, data)
    run = services.critiques.submit(person.id, version.id)          # assistant.critique.background
    progress = services.critiques.progress(person.id, run.id)       # poll it from any session

A shared scenario is the one thing that crosses from an owner to others, by its unguessable id and in two steps:

    shared = store.scenarios.get_published(case)                    # UnknownIdError, in French, once withdrawn
    play = store.plays.create(person.id, shared.title, shared.document, published=shared.id, visible=agreed)
    store.plays.save(person.id, play.id, state, over=True, summary=PlaySummary(...), transcript="Vendeur : …")
    store.scenarios.plays(trainer.id, case)                         # SharedPlay: « Apprenant 3 », nobody is named
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.store.repositories import Store

__all__ = ["open_store"]


def open_store(url: str) -> Store:
    """The store at that SQLAlchemy URL, migrated. Raises ``StoreError``."""
    from assistant.store.repositories import Store

    return Store.open(url)
