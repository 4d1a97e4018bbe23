"""A trainer shares a case, another person plays it in another browser, the trainer sees how: on a real server."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from assistant.domain.scenario import Scenario
from assistant.roleplay.validation.checks import parse_scenario
from assistant.store import open_store
from assistant.ui import play_wording as pw
from assistant.ui import trainer_wording as w
from tests.ui.browser import PATIENCE, quiet_app, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = "Bonjour, merci de me recevoir. Qu'est-ce qui vous a décidé à consulter maintenant ?"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('shared') / 'app.sqlite3'}"


@pytest.fixture(scope="module")
def address(built_home: Path, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quiet_app(built_home, tmp_path_factory.mktemp("server"), database=database) as url:
        yield url


def someone(browser: Browser, width: int = 1280) -> BrowserContext:
    """A person with a browser of their own."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    return context


def composed(page: Page, address: str) -> None:
    """The very first page that this server is asked for is not the home page."""
    page.goto(f"{address}/formateur")
    page.get_by_role("spinbutton", name=w.SEED).fill("3")
    page.get_by_role("button", name=w.COMPOSE).click()
    page.locator(".cas-dit").wait_for()
    settle(page)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settle(page)


def test_a_case_shared_by_a_trainer_is_played_by_another_person_who_stays_unknown(
    browser: Browser, address: str, database: str
) -> None:
    trainer, learner = someone(browser), someone(browser)
    page = trainer.new_page()
    composed(page, address)
    expect(page.locator(".j-notice")).to_contain_text("Vous échangez avec une IA")
    expect(page.locator(".cas-dit")).to_contain_text("un vendeur compétent")
    tab(page, w.TABS[3])
    page.get_by_role("button", name=w.SHARE, exact=True).click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    case = link.rpartition("=")[2]
    assert link == f"{address}/negociation?cas={case}"

    heard: list[bytes] = []
    _play(learner, link, heard)
    store = open_store(database)
    document = store.scenarios.get_published(case).document
    store.close()
    _no_secret(b"".join(heard), parse_scenario(document, "cas"))

    tab(page, w.TABS[4])
    page.get_by_role("button", name=w.REFRESH).click()
    expect(page.locator(".cas-parties")).to_contain_text("Apprenant 1")
    expect(page.locator(".cas-parties")).to_contain_text("1 réplique")
    page.get_by_text(w.READ).click()
    expect(page.locator(".cas-dialogue")).to_contain_text("merci de me recevoir")

    tab(page, w.TABS[3])
    page.get_by_role("button", name=w.WITHDRAW).click()
    page.get_by_role("button", name=w.SHARE, exact=True).wait_for()
    late = learner.new_page()
    late.goto(link)
    late.get_by_text("n'est plus partagé").wait_for()
    trainer.close()
    learner.close()


def _play(context: BrowserContext, link: str, heard: list[bytes]) -> None:
    """Take the case, agree to be read, say one line and stop."""
    page = context.new_page()
    page.on("websocket", lambda socket: _listen(socket, heard))
    page.goto(link)
    page.get_by_text(w.WHAT_THE_TRAINER_SEES[:60]).wait_for()
    page.get_by_text(w.LET_READ).click()
    settle(page)
    page.get_by_role("button", name=pw.BEGIN).click()
    page.locator(".st-key-jeu-carte textarea").first.fill("Signer au prix de l'offre")
    page.locator(".st-key-jeu-carte textarea").first.press("Control+Enter")
    settle(page)
    page.get_by_role("button", name=pw.START).click()
    box = page.get_by_placeholder(pw.LINE)
    box.fill(LINE)
    box.press("Enter")
    page.get_by_text("merci de me recevoir").first.wait_for()
    page.get_by_role("button", name=pw.TAKE_UP).first.wait_for()
    settle(page)
    page.close()


def _listen(socket: WebSocket, heard: list[bytes]) -> None:
    socket.on("framereceived", lambda frame: heard.append(frame if isinstance(frame, bytes) else frame.encode()))


def _no_secret(heard: bytes, scenario: Scenario) -> None:
    """Nothing of the buyer's side went to the learner's browser, but what one question may open."""
    said = _bare(html.unescape(heard.decode("utf-8", "ignore")))
    assert _bare(scenario.seller.mission) in said  # what was listened to is the play
    opened = {"activite", "enjeu", "besoin", "probleme"}
    secrets = [fact.text for fact in scenario.facts if fact.secret and fact.topic not in opened]
    secrets += [scenario.buyer.accepts_when, scenario.buyer.leaves_when, *scenario.buyer.instructions]
    secrets += [signal.meaning for signal in scenario.signals]
    secrets += [person.interest for person in scenario.people]
    assert scenario.economics is not None
    secrets += [scenario.economics.buyer.alternative.why, scenario.economics.zone.why]
    assert [text for text in secrets if _bare(text) in said] == []


def _bare(text: str) -> str:
    """Whatever the spaces and the apostrophes, and the Markdown that shows them as they are."""
    return re.sub(r"[\s\\]+", " ", text.replace("’", "'"))


def test_the_tab_stays_open_when_a_part_is_changed_and_saved(browser: Browser, address: str) -> None:
    context = someone(browser)
    page = context.new_page()
    composed(page, address)
    tab(page, w.TABS[1])
    page.get_by_label(w.FIELDS["buyer_company"]).fill("Ormée")
    page.get_by_role("button", name=w.SAVE).click()
    page.get_by_text(w.SAVED).wait_for()
    expect(page.get_by_label(w.FIELDS["buyer_company"])).to_be_visible()
    expect(page.get_by_label(w.FIELDS["buyer_company"])).to_have_value("Ormée")
    context.close()


def test_the_archive_holds_the_six_documents(browser: Browser, address: str) -> None:
    context = someone(browser)
    page = context.new_page()
    composed(page, address)
    tab(page, w.TABS[2])
    with page.expect_download() as download:
        page.get_by_role("button", name=w.ALL).click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        kinds = sorted(name.rpartition(".")[2] for name in archive.namelist())
    assert kinds == ["docx"] * 3 + ["json"] + ["pdf"] * 3
    context.close()


ENGLISH = re.compile(
    r"\b(Upload|Browse|Drag and drop|per file|Press Enter|Running|Choose an option|Copy|Search|Close)\b"
)
NAMES = """() => [...document.querySelectorAll('body *')].flatMap((e) => [e.getAttribute('aria-label'), e.title,
  e.getAttribute('placeholder'), e.childElementCount ? '' : e.innerText]).filter(Boolean).join('\\n')"""


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_french_and_fits_its_screen(browser: Browser, address: str, width: int) -> None:
    context = someone(browser, width)
    page = context.new_page()
    page.goto(f"{address}/formateur")
    page.locator(".j-notice").wait_for()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    composed(page, address)
    for name in w.TABS:
        tab(page, name)
        assert ENGLISH.findall(page.evaluate(NAMES)) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab(page, w.TABS[1])
    page.get_by_role("radio", name=w.SECTIONS[2]).click()
    page.get_by_test_id("stDataFrame").wait_for()
    settle(page)
    assert ENGLISH.findall(page.evaluate(NAMES)) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
