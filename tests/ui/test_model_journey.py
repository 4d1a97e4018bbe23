"""The journey with a language model behind a real server on loopback: critique, coach with tools, stop, outage."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document as WordFile
from playwright.sync_api import BrowserContext, Page, expect

from assistant.ui import wording as w
from evals.benchmarks.judging_answers import good
from evals.benchmarks.model_server import Body, ModelServer, Reply, failing
from tests.contract.coaching.agent_server import calls, says, tool_results
from tests.ui.browser import PATIENCE, quiet_app, settle
from tests.ui.driving import SAMPLE
from tests.ui.test_versions import reworked

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLOW = "Prends ton temps : que demande le critère CR.1.1.04 ?"


@dataclass
class Model:
    """What the model server does. ``left``: judgements that it still gives before it breaks down; None: any number."""

    left: int | None = None
    judged: int = 0

    def answer(self, body: Body, _rank: int) -> Reply:
        if "tools" in body:
            return self._speak(body)
        if self.left is not None and self.judged >= self.left:
            return failing(503, retry_after="0.01")
        self.judged += 1
        return good(body, before=0.1)

    def _speak(self, body: Body) -> Reply:
        asked = next(m["content"] for m in reversed(body["messages"]) if m["role"] == "user")
        if "Prends ton temps" in asked:
            return Reply(before=30)
        if not tool_results(body):
            return calls("lire_critere", identifiant="CR.1.1.03")
        return says("Le jury attend un marché chiffré [CR.1.1.03].\n\nQuelle part prenez-vous, et d'après qui ?")


@pytest.fixture(scope="module")
def model() -> Model:
    return Model()


@pytest.fixture(scope="module")
def address(model: Model, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    with ModelServer(model.answer).running() as server, quiet_app(built_home, folder, model_url=server.url) as url:
        yield url


def drop(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": WORD, "buffer": data})


def launch(page: Page, address: str) -> None:
    page.goto(f"{address}/travail")
    drop(page, "dossier.docx", SAMPLE.read_bytes())
    page.get_by_role("button", name=w.LAUNCH).click()
    page.locator("article.criterion").first.wait_for()
    settle(page)


def test_the_whole_journey_with_a_model(context: BrowserContext, address: str, model: Model) -> None:
    page = context.new_page()
    launch(page, address)
    assert page.locator("article.criterion").count() == 23
    assert "generic:essai" in page.inner_text(".j-notice")
    assert "Vous donnez un fait vérifiable." in page.inner_text("article.criterion >> nth=0")
    page.locator("a.quote").first.click()
    expect(page.locator("mark.j-lit").first).to_be_in_viewport()

    _coach_speaks_with_its_tools(page)
    _an_answer_is_stopped(page)

    judged = model.judged
    page.get_by_role("link", name=w.VERSIONS, exact=True).first.click()
    page.get_by_text(w.NEXT_VERSION).first.click()
    settle(page)
    drop(page, "dossier-v2.docx", reworked())
    page.get_by_text("du travail évité").first.wait_for()
    assert 0 < model.judged - judged < judged  # only what changed was sent to the model

    page.get_by_role("link", name=w.WORK, exact=True).first.click()
    page.locator("article.criterion").first.wait_for()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=w.ANNOTATED).click()
    annotated = WordFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any("CR.1.1.01" in comment.text for comment in annotated.comments)


def _coach_speaks_with_its_tools(page: Page) -> None:
    page.get_by_role("link", name=w.COACH, exact=True).first.click()
    _ask(page, "Que demande le jury pour le critère CR.1.1.03 ?")
    page.locator('[class*="st-key-sources-"] button').first.wait_for()
    assert "un marché chiffré" in page.inner_text(".tour.lui >> nth=-1")


def _an_answer_is_stopped(page: Page) -> None:
    """The stop button ends an answer that does not come; the next question is answered."""
    before = page.locator(".tour.lui").count()
    _ask(page, SLOW)
    page.get_by_text(w.THINKING[:12]).first.wait_for()
    page.get_by_role("button", name="Arrêter").first.click()
    page.get_by_role("button", name="Envoyer").first.wait_for()
    settle(page)
    _ask(page, "Et pour le critère CR.1.1.03 ?")
    page.wait_for_function("n => document.querySelectorAll('.tour.lui').length > n", arg=before)
    assert "un marché chiffré" in page.inner_text(".tour.lui >> nth=-1")
    settle(page)


def _ask(page: Page, question: str) -> None:
    box = page.get_by_placeholder(w.COACH_PLACEHOLDER)
    box.fill(question)
    box.press("Enter")


def test_a_model_that_breaks_down_midway_loses_nothing(context: BrowserContext, address: str, model: Model) -> None:
    page = context.new_page()
    model.left, model.judged = 3, 0
    launch(page, address)

    told = page.locator('[class*="st-key-incomplet"]')
    sentence = told.inner_text()
    assert "gardé" in sentence  # what is done, and what to do
    assert "Relancez" in sentence
    assert not re.search(r"503|Error|Traceback|http", sentence)
    judged = page.locator("article.criterion.t2").count()
    assert 0 < judged < 23

    model.left = None
    page.wait_for_timeout(1000)
    told.get_by_role("button").click()
    page.wait_for_function("document.querySelectorAll('article.criterion.t2').length === 23", timeout=PATIENCE)
    assert page.locator('[class*="st-key-incomplet"]').count() == 0
    assert model.judged < 3 + 23  # what was judged before was not asked again
