"""A real server and Debian's Chromium, for the journey that a learner makes."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from evals.benchmarks.app_server import served as app_served

PATIENCE = 60_000  # milliseconds; the machine may be busy
CHROMIUM = os.environ.get("JALON_TEST_CHROMIUM", "/usr/bin/chromium")


def require_chromium() -> None:
    """Skip, with the reason, where there is no browser."""
    if not Path(CHROMIUM).is_file():
        pytest.skip(f"pas de navigateur à {CHROMIUM} : apt-get install chromium, ou JALON_TEST_CHROMIUM=…")


@contextmanager
def served(environment: dict[str, str], log: Path, before: Path | None = None) -> Generator[str]:
    """The application on a free port of loopback; its address. before: a folder whose modules hide installed ones."""
    with app_served(environment, log, before=before) as server:
        yield server.address


@contextmanager
def quiet_app(home: Path, folder: Path, *unsaid: str, database: str = "", model_url: str = "") -> Generator[str]:
    """The application on that home, its address; afterwards its log holds no traceback and nothing of ``unsaid``.

    folder: of its log and, unless ``database`` is given, of its database. model_url: of a model server on loopback.
    """
    require_chromium()
    environment = {
        "JALON_HOME": str(home),
        "JALON_DATABASE_URL": database or f"sqlite:///{folder / 'app.sqlite3'}",
    }
    if model_url:
        environment |= {"JALON_MODEL": "generic:essai", "JALON_BASE_URL": model_url, "JALON_API_KEY": "cle"}
    with served(environment, folder / "log") as url:
        yield url
    log = (folder / "log").read_text()
    assert "Traceback" not in log, log
    assert not [words for words in unsaid if words in log]


@contextmanager
def chromium() -> Generator[Browser]:
    """Headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def settle(page: Page) -> None:
    """Wait until the script has run and the page is still."""
    page.wait_for_timeout(200)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(200)
