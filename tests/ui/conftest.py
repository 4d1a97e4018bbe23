"""The application under test: real services on a home whose index is built, an own database a test."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext

from assistant.retrieval.embedding import UseEmbedder
from assistant.services import Services
from assistant.settings import Settings
from assistant.ui import house
from assistant.ui import wording as w
from tests.ui.browser import PATIENCE, chromium, require_chromium
from tests.ui.driving import LEARNER, SAMPLE


class Critiqued(NamedTuple):
    """A database in which one learner has the bundled dossier, critiqued; that learner's key."""

    database: Path
    key: str


@pytest.fixture(scope="session")
def critiqued(built_home: Path, embedder: UseEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Critiqued:
    """Made once for all tests of this process."""
    path = tmp_path_factory.mktemp("critique") / "app.sqlite3"
    services = Services(Settings(home=built_home, database_url=f"sqlite:///{path}"))
    services.embedder = embedder
    person = services.store.person(None)
    document = services.read_bytes(SAMPLE.name, SAMPLE.read_bytes())
    work = services.store.works.create(person.id, w.SAMPLE_TITLE, "dossier")
    version = services.store.works.add_version(person.id, work.id, document, SAMPLE.read_bytes())
    run = services.critiques.submit(person.id, version.id, "dossier")
    while services.critiques.progress(person.id, run.id).run.active:
        time.sleep(0.05)
    services.critiques.close()
    services.store.close()
    return Critiqued(path, person.key)


@pytest.fixture
def app_home(built_home: Path, critiqued: Critiqued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of the session, and a database of this test alone."""
    own = tmp_path / "app.sqlite3"
    for part in critiqued.database.parent.iterdir():
        shutil.copy(part, own.with_name(part.name))
    monkeypatch.setenv("JALON_HOME", str(built_home))
    monkeypatch.setenv("JALON_DATABASE_URL", f"sqlite:///{own}")
    monkeypatch.setenv(LEARNER, critiqued.key)
    return built_home


@pytest.fixture
def app_services(app_home: Path, embedder: UseEmbedder) -> Iterator[Services]:
    """The process's services, made again for this test."""
    house.services.cache_clear()
    house.turns.cache_clear()
    services = house.services()
    services.embedder = embedder
    yield services
    services.critiques.close()
    services.store.close()
    house.services.cache_clear()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once a module: two at once in one thread would be refused."""
    require_chromium()
    with chromium() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person with a browser of their own."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR", accept_downloads=True)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()
