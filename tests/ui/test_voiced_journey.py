"""A role-play voiced by a model behind a real server on loopback: the line streams, stops, is cut, goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.ui import play_wording as pw
from evals.benchmarks.model_server import Body, ModelServer, Reply
from tests.ui.browser import PATIENCE, chromium, quiet_app, settle
from tests.ui.test_negociation import LINES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WATCH = """() => { window.heard = []; new MutationObserver(() => {
  const all = document.querySelectorAll('.jeu-lui');
  if (all.length) window.heard.push(all[all.length - 1].innerText);
}).observe(document.body, {childList: true, subtree: true, characterData: true}); }"""


@dataclass
class Voice:
    """What the model server does next: « speak », « slow » (says nothing for long) or « cut » (stops in the middle)."""

    mode: str = "speak"

    def answer(self, body: Body, _rank: int) -> Reply:
        if self.mode == "slow":
            return Reply(before=30)
        said = in_its_words(body["messages"][-1]["content"])
        pieces = tuple(said[i : i + 12] for i in range(0, len(said), 12))
        if self.mode == "cut":
            return Reply(pieces[: len(pieces) // 2], finish=None)
        return Reply(pieces, between=0.05)


def in_its_words(prompt: str) -> str:
    """A reply that carries out the orders of the prompt: their texts, their tokens."""
    sentences: list[str] = []
    for order in re.findall(r"^- (.+)$", prompt, re.MULTILINE):
        text, tokens = re.search(r": « (.+) »", order), re.findall(r"\[[A-Z_0-9]+\]", order)
        if text:
            sentences.append(text[1])
        elif tokens:
            sentences.append(f"De mon côté, je suis à {tokens[0]}.")
        elif "prêt à écouter" in order:
            sentences.append("Bonjour, je suis prêt à vous écouter.")
    return " ".join(sentences) or "Je vous écoute."


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice()


@pytest.fixture(scope="module")
def page(voice: Voice, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("server")
    with (
        ModelServer(voice.answer).running() as server,
        quiet_app(built_home, folder, LINES[1], model_url=server.url) as url,
        chromium() as browser,
    ):
        yield at_the_table(browser, url)


def at_the_table(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_role("button", name=pw.HOME_ENTRY).click()
    page.get_by_role("button", name=pw.GENERATE).click()
    page.get_by_label(pw.CARD["objectifs"][0]).fill("Signer au prix proposé.")
    page.get_by_label(pw.CARD["objectifs"][0]).press("Tab")
    settle(page)
    page.get_by_role("button", name=pw.START, exact=True).click()
    page.locator(".jeu-lui").first.wait_for()
    return page


def send(page: Page, line: str) -> None:
    box = page.get_by_test_id("stChatInput").locator("textarea")
    box.fill(line)
    box.press("Enter")


def test_six_lines_are_answered_as_the_model_speaks(page: Page, voice: Voice) -> None:
    voice.mode = "speak"
    page.evaluate(WATCH)
    lines = (*LINES, "Comment voyez-vous la suite ?", "Je vous remercie de ces précisions.")[:6]
    for rank, line in enumerate(lines, start=1):
        send(page, line)
        expect(page.locator(".jeu-lui")).to_have_count(rank + 1)
        expect(page.locator(".moi")).to_have_count(rank)
        settle(page)
    heard: list[str] = page.evaluate("window.heard")
    replies = page.locator(".jeu-lui").all_inner_texts()[1:]
    grown = [r for r in replies if any(h and h != r and r.startswith(h) for h in heard)]
    assert grown, replies  # at least one reply was on the page before its end
    assert not any("[" in reply for reply in replies)


def test_a_reply_that_is_stopped_can_be_asked_for_again(page: Page, voice: Voice) -> None:
    said = page.locator(".jeu-lui").count()
    voice.mode = "slow"
    send(page, "Qu'attendez-vous de nous en priorité ?")
    page.get_by_text(pw.SAYS[:12]).first.wait_for()
    page.get_by_role("button", name="Arrêter").first.click()
    page.get_by_role("button", name=pw.SEND_AGAIN).wait_for()
    settle(page)
    assert page.locator(".jeu-lui").count() == said
    voice.mode = "speak"
    page.get_by_role("button", name=pw.SEND_AGAIN).click()
    expect(page.locator(".jeu-lui")).to_have_count(said + 1)
    expect(page.get_by_role("button", name=pw.SEND_AGAIN)).to_have_count(0)
    settle(page)


def test_a_page_closed_in_the_middle_of_a_reply_offers_the_line_again(page: Page, voice: Voice) -> None:
    said = page.locator(".jeu-lui").count()
    voice.mode = "slow"
    send(page, "Et pour les délais, qu'est-ce qui compte ?")
    page.get_by_text(pw.SAYS[:12]).first.wait_for()
    page.reload()
    page.get_by_role("button", name=pw.SEND_AGAIN).wait_for()
    settle(page)
    voice.mode = "speak"
    page.get_by_role("button", name=pw.SEND_AGAIN).click()
    expect(page.locator(".jeu-lui")).to_have_count(said + 1)
    settle(page)


def test_a_stream_cut_by_the_model_is_finished_in_authored_words(page: Page, voice: Voice) -> None:
    said = page.locator(".jeu-lui").count()
    voice.mode = "cut"
    send(page, "Merci. Que retenez-vous de notre échange ?")
    expect(page.locator(".jeu-lui")).to_have_count(said + 1)
    expect(page.locator(".jeu-lui").last).to_have_text(re.compile(r"[.?!)»]\s*$"))  # once it is finished
    settle(page)
