"""The behaviours of tests/unit/store, on a real PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import psycopg
import pytest

from assistant.errors import StoreError
from assistant.store import open_store
from assistant.store.database import connect
from assistant.store.opening import migrate
from assistant.store.repositories import Store
from tests.contract.store.postgres_server import binaries, running_server
from tests.unit.store.learners import someone

# The same tests, run here with the ``store`` fixture below.
from tests.unit.store.test_advice import *  # noqa: F403
from tests.unit.store.test_conversations import *  # noqa: F403
from tests.unit.store.test_log import *  # noqa: F403
from tests.unit.store.test_opening import differences
from tests.unit.store.test_ownership import *  # noqa: F403
from tests.unit.store.test_people import *  # noqa: F403
from tests.unit.store.test_plays import *  # noqa: F403
from tests.unit.store.test_repositories import (  # noqa: F401
    test_an_export_tells_no_secret_of_a_role_play_in_progress,
    test_the_export_holds_everything_of_the_person_and_nothing_of_others,
    test_what_threads_write_at_once_is_all_there,
)
from tests.unit.store.test_run_queue import *  # noqa: F403
from tests.unit.store.test_runs import *  # noqa: F403
from tests.unit.store.test_scenarios import *  # noqa: F403
from tests.unit.store.test_works import *  # noqa: F403

FOLDER = binaries()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="PostgreSQL is not installed on this machine")
_numbers = itertools.count()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    assert FOLDER is not None
    with running_server(FOLDER) as url:
        with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE migrated")
        open_store(f"{url}/migrated").close()
        yield url


@pytest.fixture
def url(server: str) -> str:
    """A database of the test's own, copied from one that was migrated by the program."""
    name = f"test{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE migrated".encode())
    return f"{server}/{name}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


def test_the_tables_are_those_of_the_code(url: str) -> None:
    database = connect(url)
    migrate(database)
    assert differences(database) == []
    database.close()


def test_erasing_leaves_no_row(store: Store) -> None:
    gone, stays = live(store), live(store)  # noqa: F405
    kept = contents(store, stays)  # noqa: F405
    store.erase_everything(gone.person)
    assert contents(store, stays) == kept  # noqa: F405
    with store._database.reading() as session:
        for table in (
            "works",
            "drafts",
            "versions",
            "runs",
            "arrivals",
            "verdicts",
            "advice",
            "messages",
            "plays",
            "scenarios",
        ):
            query = f"SELECT count(*) FROM {table} WHERE owner = '{gone.person.id}'"
            assert session.connection().exec_driver_sql(query).scalar() == 0, table


def test_a_server_that_does_not_answer_is_told(server: str) -> None:
    with pytest.raises(StoreError, match="ne s'ouvre pas"):
        open_store("postgresql://jalon@127.0.0.1:9/jalon?connect_timeout=2")


def test_the_copy_of_a_server_is_the_server_s_business(store: Store, tmp_path) -> None:  # type: ignore[no-untyped-def]
    someone(store)
    with pytest.raises(StoreError, match="PostgreSQL"):
        store.backup(tmp_path / "copie")
