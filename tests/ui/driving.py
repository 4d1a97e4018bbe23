"""How the tests drive the application without a browser."""

from __future__ import annotations

import html
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from assistant.ui.house import services
from assistant.ui.server import SCRIPT
from assistant.ui.state import AppState

LEARNER = "JALON_TEST_LEARNER"
"""Environment variable that holds the key of the learner of the fixture ``critiqued``."""

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "samples" / "dossier.docx"


def open_app(page: str = "accueil") -> AppTest:
    """The application at that page."""
    at = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    return at if page == "accueil" else visit(at, page)


def visit(at: AppTest, page: str) -> AppTest:
    """The same session at another page."""
    at.switch_page(f"pages/{page}.py").run()
    assert not at.exception
    return at


def until(at: AppTest, ready: Callable[[AppTest], bool], seconds: float = 120) -> AppTest:
    """Look again until it is there."""
    limit = time.monotonic() + seconds
    while not ready(at):
        assert time.monotonic() < limit, text_of(at)[:2000]
        time.sleep(0.1)
        at.run()
    assert not at.exception
    return at


def bodies(at: AppTest) -> str:
    """All the HTML of ours on the page, as sent."""
    return "\n".join(str(element.proto.body) for element in at.get("html"))


def text_of(at: AppTest) -> str:
    """What a person reads: our HTML without its tags, then Streamlit's messages."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", bodies(at)))
    kinds = ("error", "warning", "info", "success", "caption", "title")
    said = [str(element.value) for kind in kinds for element in getattr(at, kind)]
    return " ".join(" ".join([words, *said]).replace("\\", "").replace("\u00a0", " ").split())


def state_of(at: AppTest) -> AppState:
    """The session's state."""
    state = at.session_state["jalon"]
    assert isinstance(state, AppState)
    return state


def drop(at: AppTest, name: str, data: bytes) -> AppTest:
    """Drop a file into the uploader that is on the page."""
    at.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not at.exception
    return at


def critiqued(at: AppTest) -> AppTest:
    """Wait for the critique of what is on the desk."""
    return until(at, lambda now: 'class="criterion' in bodies(now))


def with_sample(page: str = "travail") -> AppTest:
    """A session of the learner whose dossier is critiqued already (fixture ``critiqued``), at that page."""
    at = open_app()
    state_of(at).person = services().store.person(os.environ[LEARNER])
    return visit(at, page)
