from __future__ import annotations

import re

from markdown_it import MarkdownIt

from assistant.reporting import render_markdown
from tests.unit.reporting import samples
from tests.unit.reporting.snapshots import check_snapshot


def test_the_report_reads_as_kept() -> None:
    check_snapshot("report.md", render_markdown(samples.view()))


def test_sections_come_in_the_order_of_the_coach() -> None:
    titles = re.findall(r"^## (.*)$", render_markdown(samples.view()), re.MULTILINE)
    assert titles == [
        "Ce que ce rapport peut dire, et ne peut pas dire",
        "Texte invisible à la lecture",
        "Trois gestes d'abord",
        "Vue d'ensemble",
        "Le bloc, dans les mots du jury",
        "Critère par critère",
    ]


def test_nothing_of_the_draft_becomes_markup() -> None:
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(samples.view()))
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    hrefs = re.findall(r'href="([^"]*)"', html)
    assert hrefs
    assert all(re.fullmatch(r"#cr-[0-9a-z-]+", href) for href in hrefs)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_links_lead_to_a_criterion_of_the_report() -> None:
    text = render_markdown(samples.view())
    assert set(re.findall(r"\]\(#(.*?)\)", text)) == set(re.findall(r'<a id="(.*?)"', text))


def test_each_case_says_what_it_must() -> None:
    text = render_markdown(samples.view()).replace("\u00a0", " ")
    assert "Le modèle n'a pas répondu après 4 essais. Relancez la critique" in text
    assert "Ce type de document ne permet pas de montrer ce critère." in text
    assert "**Où Jalon a cherché :** partie « 1. D'où viennent nos chiffres » ;" in text
    assert "1 citation proposée ne figurait pas mot pour mot" in text
    assert "Aucun passage n'a pu être vérifié mot pour mot" in text
    assert "écrit en blanc, paragraphe 15 :" in text
    assert "il ne juge pas le fond" in text


def test_the_projection_is_no_mark() -> None:
    text = render_markdown(samples.view()).replace("\u00a0", " ")
    assert "C'est une projection, pas une promesse" in text
    assert "20 critères évalués, 3 non évalués" in text
    assert not re.search(r"\d ?/ ?20|moyenne|\d ?% (des|de) critères", text)
