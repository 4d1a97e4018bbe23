from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest

from assistant.reporting import build_view, render_html
from tests.unit.reporting import samples
from tests.unit.reporting.snapshots import check_snapshot

_VOID = {"meta", "input", "br", "link", "img"}


class _Page(HTMLParser):
    """Elements with their attributes, and the text under each id'd or named element."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="module")
def source() -> str:
    return render_html(samples.view())


@pytest.fixture(scope="module")
def page(source: str) -> _Page:
    return _Page(source)


def test_the_page_reads_as_kept(source: str) -> None:
    body = re.sub(r"<style>.*?</style>", "<style>…</style>", source, flags=re.DOTALL)
    check_snapshot("report.html", body)


def test_the_page_is_well_formed_and_ids_are_unique(page: _Page) -> None:
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_page_needs_nothing_from_outside(source: str, page: _Page) -> None:
    assert not page.all("script")
    assert not page.all("img")
    assert not page.all("link")
    assert not page.all("iframe")
    assert not any(name.startswith("on") or name in ("src", "srcset", "action") for _, a in page.elements for name in a)
    assert all(attrs["href"].startswith("#") for attrs in page.all("a"))
    style = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    assert len(style) == 1
    assert "url(" not in style[0]
    assert "@import" not in style[0]
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_the_page_says_that_an_ai_wrote_it_to_people_and_to_machines(page: _Page) -> None:
    marks = {a.get("name"): a["content"] for a in page.all("meta") if "content" in a}
    assert marks["generator"] == "Jalon 0.0.0, contenu produit par une IA"
    assert marks["ai-model"] == "embedded"
    text = " ".join("".join(page.text).split())
    assert "Ce document a été produit par une intelligence artificielle." in text
    assert "Modèle : moteur embarqué, sans modèle de langue." in text
    assert page.all("html") == [{"lang": "fr"}]


def test_evidence_is_linked_both_ways(page: _Page) -> None:
    links = [a["href"] for a in page.all("a")]
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    assert all(href[1:] in ids for href in links)
    for quote in samples.view().quote_views():
        assert links.count(f"#q{quote.number}") == 1
        assert any(f"q{quote.number}" in a["class"].split() for a in page.all("mark"))
    tags = [a["href"] for a in page.all("a") if a.get("class", "").startswith("tag")]
    assert sorted(tags) == sorted(f"#{q.criterion}" for q in samples.view().quote_views())


def test_the_whole_draft_is_there_as_text(page: _Page) -> None:
    shown = "".join("".join(page.text).split())
    for passage in samples.document().passages:
        if passage.kind != "row" and not any(
            q.start < passage.end and q.end > passage.start for q in samples.view().quote_views()
        ):
            assert "".join(passage.text.split()) in shown
    assert "<script>alert(1)</script>" in "".join(page.text)
    assert "![](http://x.test/i.png)" in "".join(page.text)


def test_headings_never_skip_a_level(page: _Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_levels_are_told_by_words_not_by_colour_alone(page: _Page) -> None:
    cells = [a for a in page.all("a") if a.get("class", "").startswith("cell")]
    assert len(cells) == 23
    text = "".join(page.text)
    for criterion in samples.view().criteria():
        assert f"{criterion.short_id}, {criterion.word}" in text


def test_every_level_met_can_be_filtered_without_script(source: str, page: _Page) -> None:
    boxes = {a["id"] for a in page.all("input")}
    assert boxes == {"f0", "f1", "f2", "f3", "fnone", "ffailed"}
    for box in boxes:
        assert f"body:has(#{box}:not(:checked)) .criterion.t{box[1:]}" in source


def _luminance(digits: str) -> float:
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_colours_have_the_contrast_that_rgaa_asks_in_light_and_dark(source: str) -> None:
    themes = re.findall(r":root \{(.*?)\}", source, re.DOTALL)
    assert len(themes) == 3  # light, dark, print
    for theme in themes:
        colours = {
            name: value if len(value) == 6 else "".join(c * 2 for c in value)
            for name, value in re.findall(r"--(\w+): #([0-9a-f]{3,6})", theme)
        }
        for front in ("ink", "soft", "link", "t0", "t1", "t2", "t3", "tnone", "tfailed"):
            for back in ("paper", "sheet"):
                light, dark = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)


def test_a_hostile_model_cannot_inject_markup_either() -> None:
    attack = '"><script>x</script><img src=x onerror=y>{{ 7*7 }}{% raw %}\u202e</style>'
    critique = samples.critique()
    verdict = critique.criteria[0].model_copy(
        update=dict.fromkeys(("finding", "gap", "question", "next_step", "expectation"), attack)
    )
    hostile = critique.model_copy(
        update={"criteria": (verdict, *critique.criteria[1:]), "model": attack, "notices": (attack,)}
    )
    view = build_view(hostile, samples.document(), samples.referentiel(), samples.corpus(), when=samples.WHEN)
    page = _Page(render_html(view))
    assert not page.all("script")
    assert not page.all("img")
    assert "{{ 7*7 }}{% raw %}</style>" in "".join(page.text)
    assert "\u202e" not in "".join(page.text)


def test_a_draft_without_any_quote_still_makes_a_page() -> None:
    critique = samples.critique()
    bare = tuple(v.model_copy(update={"evidence": ()}) for v in critique.criteria)
    view = build_view(
        critique.model_copy(update={"criteria": bare, "priorities": ()}),
        samples.document(),
        samples.referentiel(),
        samples.corpus(),
        when=samples.WHEN,
    )
    page = _Page(render_html(view))
    assert not page.all("mark")
    assert "Rien d'urgent" in "".join(page.text)
