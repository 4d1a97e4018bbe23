"""A whole role-play in a real browser, on a real server: played, looked back on, found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assistant.ui import play_wording as pw
from tests.ui.browser import quiet_app, settle
from tests.ui.test_journey import ENGLISH, NAMES
from tests.ui.test_negociation import LINES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def address(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with quiet_app(built_home, tmp_path_factory.mktemp("server"), LINES[1]) as url:
        yield url


def say(page: Page, line: str) -> None:
    replies = page.locator(".jeu-lui")
    before = replies.count()
    box = page.get_by_test_id("stChatInput").locator("textarea")
    box.fill(line)
    box.press("Enter")
    expect(replies).to_have_count(before + 1)
    settle(page)


def fits_and_is_french(page: Page) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert ENGLISH.findall(page.evaluate(NAMES)) == []


def test_a_play_from_its_case_to_its_debrief_then_found_again(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name=pw.HOME_ENTRY).click()
    page.get_by_role("button", name=pw.GENERATE).click()

    card = page.get_by_label(pw.CARD["objectifs"][0])
    card.fill("Signer au prix proposé.")
    card.press("Tab")
    settle(page)
    fits_and_is_french(page)
    page.reload()
    expect(page.get_by_label(pw.CARD["objectifs"][0])).to_have_value("Signer au prix proposé.")
    page.get_by_role("button", name=pw.START, exact=True).click()

    page.locator(".jeu-lui").first.wait_for()
    for line in LINES:
        say(page, line)
    fits_and_is_french(page)
    page.reload()
    expect(page.locator(".jeu-lui")).to_have_count(len(LINES) + 1)
    expect(page.locator(".moi")).to_have_count(len(LINES))
    page.get_by_role("button", name=pw.FINISH).click()
    page.get_by_role("button", name=pw.FINISH_DO).click()

    page.get_by_label(pw.NOTES["progres"][0]).fill("Écouter davantage.")
    page.get_by_role("radio", name="en bonne voie").first.click()
    settle(page)
    fits_and_is_french(page)
    page.get_by_role("button", name=pw.TO_DEBRIEF).click()

    page.locator(".jeu-resultat").wait_for()
    assert page.locator("article.criterion").count() == 13
    fits_and_is_french(page)
    _a_quote_opens_its_turn(page)
    _the_debrief_is_taken_away(page)
    page.reload()
    page.locator(".jeu-resultat").wait_for()
    settle(page)
    shown = page.inner_text("body")
    assert "Signer au prix proposé." in shown
    assert "Écouter davantage." in shown
    assert errors == []


def _a_quote_opens_its_turn(page: Page) -> None:
    quote = page.locator("a.quote").first
    turn = re.sub(r"\D", "", quote.locator(".where").inner_text())
    quote.click()
    expect(page.locator(f"#tour-{turn}.j-lit")).to_be_in_viewport()


def _the_debrief_is_taken_away(page: Page) -> None:
    for label, start in ((pw.TAKE_WORD, b"PK"), (pw.TAKE_PDF, b"%PDF"), (pw.TAKE_MARKDOWN, b"# D")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert Path(download.value.path()).read_bytes().startswith(start)
        settle(page)
