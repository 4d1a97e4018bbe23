"""The whole journey in a real browser, on a real server, as a learner makes it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordFile
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.ui import wording as w
from tests.ui.browser import PATIENCE, quiet_app, served, settle
from tests.ui.driving import SAMPLE
from tests.ui.test_versions import reworked

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def address(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quiet_app(built_home, tmp_path_factory.mktemp("server")) as url:
        yield url


def choose(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": WORD, "buffer": data})


def critiqued(page: Page) -> None:
    page.locator("article.criterion").first.wait_for()
    settle(page)


def test_from_a_draft_to_the_annotated_copy_of_its_second_version(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name=w.DROP_FIRST).click()
    choose(page, "dossier.docx", SAMPLE.read_bytes())
    page.get_by_role("button", name=w.LAUNCH).click()
    critiqued(page)
    assert page.locator("article.criterion").count() == 23

    _evidence_opens_at_its_place(page)
    _coach_answers_with_sources(page)
    _second_version_is_compared(page)

    page.get_by_role("link", name=w.WORK, exact=True).first.click()
    critiqued(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=w.ANNOTATED).click()
    annotated = WordFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    comments = [comment.text for comment in annotated.comments]
    assert any("CR.1.1.01" in comment for comment in comments)
    assert "".join(p.text for p in annotated.paragraphs) == "".join(
        p.text for p in WordFile(io.BytesIO(reworked())).paragraphs
    )
    assert errors == []


def _evidence_opens_at_its_place(page: Page) -> None:
    evidence = page.locator("a.quote").nth(3)
    said = evidence.locator(".said").inner_text()
    evidence.click()
    lit = page.locator("mark.j-lit")
    expect(lit.first).to_be_in_viewport()
    assert _bare("".join(lit.all_inner_texts())) == _bare(said)
    page.locator("a.tag").first.click()
    expect(page.locator("article.criterion.j-lit")).to_be_in_viewport()


def _coach_answers_with_sources(page: Page) -> None:
    page.get_by_role("link", name=w.COACH, exact=True).first.click()
    box = page.get_by_placeholder(w.COACH_PLACEHOLDER)
    box.fill("Que demande le jury pour le critère CR.1.1.03 ?")
    box.press("Enter")
    page.locator('[class*="st-key-sources-"] button').first.wait_for()
    settle(page)
    page.locator('[class*="st-key-sources-"] button').first.click()
    page.get_by_role("dialog").get_by_text(w.INDICATORS).first.wait_for()
    page.keyboard.press("Escape")


def _second_version_is_compared(page: Page) -> None:
    page.get_by_role("link", name=w.VERSIONS, exact=True).first.click()
    page.get_by_text(w.NEXT_VERSION).first.click()
    settle(page)
    choose(page, "dossier-v2.docx", reworked())
    page.locator("ins").first.wait_for()
    assert "où gagner 260 000 €" in page.inner_text("main, [data-testid=stMain]").replace("\u00a0", " ")


def test_the_critique_is_found_again_by_the_same_browser_and_by_no_other(
    browser: Browser, context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name=w.TRY_SAMPLE).click()
    page.wait_for_timeout(300)
    page.close()  # while it runs

    page = context.new_page()
    page.goto(f"{address}/travail")
    critiqued(page)
    assert page.evaluate("document.cookie") == "" or "jalon_personne" not in page.evaluate("document.cookie")

    other = browser.new_context(locale="fr-FR")
    stranger = other.new_page()
    stranger.goto(f"{address}/travail")
    stranger.get_by_role("heading", name=w.DROP).first.wait_for()
    settle(stranger)
    assert stranger.locator("article.criterion").count() == 0
    other.close()


ENGLISH = re.compile(
    r"\b(Upload|Browse|Drag and drop|per file|Press Enter|Running|Choose an option|Send message|Deploy|Rerun|Close)\b"
)
NAMES = """() => [...document.querySelectorAll('body *')].flatMap((e) => [e.getAttribute('aria-label'), e.title,
  e.getAttribute('placeholder'), e.childElementCount ? '' : e.innerText]).filter(Boolean).join('\\n')"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "page_name", ["", "travail", "versions", "coach", "negociation", "referentiel", "autoevaluation", "donnees"]
)
def test_every_page_is_french_and_fits_its_screen(
    context: BrowserContext, address: str, page_name: str, width: int
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{page_name}")
    page.locator(".j-notice").wait_for()
    settle(page)

    assert page.evaluate("document.documentElement.lang") == "fr"
    assert "Vous échangez avec une IA" in page.inner_text("body")
    assert ENGLISH.findall(page.evaluate(NAMES)) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_is_chosen_and_kept_whatever_the_page(context: BrowserContext, address: str) -> None:
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    page = context.new_page()
    page.goto(address)
    light = page.get_by_role("button", name=w.TO_DARK)
    light.wait_for()
    settle(page)
    paper = page.evaluate(ground)
    light.click()
    page.get_by_role("button", name=w.TO_LIGHT).wait_for()
    page.wait_for_function(f"{ground} !== {paper!r}")
    night = page.evaluate(ground)

    page.goto(f"{address}/coach")
    page.get_by_role("button", name=w.TO_LIGHT).wait_for()
    settle(page)
    assert page.evaluate(ground) == night
    page.get_by_role("button", name=w.TO_LIGHT).click()
    page.wait_for_function(f"{ground} === {paper!r}")


def test_a_report_that_cannot_be_made_says_why_and_what_to_do(
    browser: Browser, built_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('absent')")  # as where typst is not installed
    database = f"sqlite:///{tmp_path / 'app.sqlite3'}"
    environment = {"JALON_HOME": str(built_home), "JALON_DATABASE_URL": database}
    with served(environment, tmp_path / "log", before=tmp_path) as url:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        page.get_by_role("button", name=w.TRY_SAMPLE).click()
        critiqued(page)
        page.get_by_role("button", name=w.REPORT_PDF).click()
        page.get_by_text("typst").first.wait_for()
        assert "Prenez la version Word ou HTML" in page.inner_text("[data-testid=stAlert] >> nth=-1")
        page.close()


def test_the_keyboard_reaches_an_evidence_and_gives_it_the_focus(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name=w.TRY_SAMPLE).press("Enter")
    critiqued(page)
    page.locator("a.quote").first.press("Enter")

    page.wait_for_function("document.activeElement.tagName === 'MARK'")


def _bare(text: str) -> str:
    return re.sub(r"[\s«»|]", "", text)
