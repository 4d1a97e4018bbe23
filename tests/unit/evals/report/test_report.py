from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from evals.report import pictures
from evals.report.disagreements import Disagreement
from evals.report.html_page import cost_dots, page
from evals.report.summary import summary
from evals.report.table import aligned, cell, markdown, number

FIGURE = {"value": 0.314, "low": -0.001, "high": 0.5, "n": 12}
COUNTS = {
    "cases": 2,
    "cases_failed": 1,
    "cases_unscored": 0,
    "criteria": 6,
    "scored": 3,
    "abstained": 1,
    "failed": 2,
    "unscored": 0,
    "not_assessable_agreed": 0,
    "judged_though_not_assessable": 0,
}


def scores(**more: Any) -> dict[str, Any]:
    overall = {"n": 3, "qwk": FIGURE, "kappa": {"value": None, "low": None, "high": None, "n": 0}}
    return {
        "suite": "critique",
        "data": "<i>dev</i>",
        "model": "embedded",
        "counts": COUNTS,
        "notes": ["une <b>note</b>"],
        "overall": overall,
        "baselines": {"always-2": {"overall": {"n": 3, "qwk": {**FIGURE, "value": 0.0}}}},
        "groups": {"2.4": overall},
        "confusion": [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]],
        "criteria": {"CR.2.4.01": {"n": 2, "exact": 1, "gap": 1}},
        "reliability": [{"confidence": 0.5, "success": 0.4, "n": 5}],
        "usage": {
            "jalon": {"cases": 2, "cost_eur": None, "seconds": 3.0},
            "always-2": {"cases": 2, "cost_eur": None, "seconds": 0.1},
        },
        "noise": None,
        "provenance": {"model": "embedded", "prompts": {"judge": {"version": "2", "sha256": "abcdef0123"}}},
        **more,
    }


BAD = Disagreement("d<1>", "CR.2.4.01", 3, 0, "<script>alert(1)</script>", "rien", ("« cité » & tout",), ())


class Balance(HTMLParser):
    """Checks that tags close in order."""

    VOID = ("meta", "br", "line", "circle", "rect", "polyline")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_is_well_formed_and_runs_nothing() -> None:
    text = page([("A", scores(), [BAD]), ("B", scores(), [])])
    balance = Balance()
    balance.feed(text)
    assert balance.open == []
    assert "<script" not in text
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", text)
    assert "&lt;script&gt;" in text
    assert "« cité » &amp; tout" in text
    assert "une &lt;b&gt;note" in text
    for drawn in ("Confusion", "Calibration", "Coût et accord", "Écart moyen", "QWK d&#x27;une évaluation"):
        assert drawn in text
    assert text.count("<svg") == text.count("<title>") - 1 == text.count("<desc>")


def test_undefined_is_written_na_and_failed_cases_are_told() -> None:
    text = summary(scores())
    line = next(row for row in text.splitlines() if row.startswith("Kappa simple"))
    assert line.split()[2] == "n/a"
    assert "0,31 [0,00 ; 0,50]" in text
    assert "2 cas (1 en échec, 0 non notés)" in text
    assert "Bruit non mesuré" in text


def test_cells_and_numbers_are_french() -> None:
    assert cell(None) == cell({"value": None}) == "n/a"
    assert cell({"value": 0.5, "low": None, "high": None}) == "0,50"
    assert number(-0.004) == "0,00"
    assert number(-0.4) == "-0,40"


def test_tables() -> None:
    rows = [["a", "bb"], ["ccc", "d"]]
    assert aligned(rows) == "a    bb\nccc  d"
    assert markdown(rows) == "| a | bb |\n|---|---|\n| ccc | d |"


def test_cost_is_in_euros_only_when_something_was_paid() -> None:
    dots, unit = cost_dots(scores())
    assert (unit, [d.x for d in dots]) == ("secondes", [1.5, 0.05])
    paid = scores()
    paid["usage"]["jalon"]["cost_eur"] = 0.5
    dots, unit = cost_dots(paid)
    assert (unit, [d.x for d in dots]) == ("euros", [0.25, 0.0])


def test_pictures_say_in_words_what_they_show() -> None:
    svg = pictures.confusion([[3, 0, 0, 0], [0] * 4, [0] * 4, [0] * 4])
    assert "étiquette 0 : 3, 0, 0, 0" in svg
    assert "QWK 0,40, 1,00 euros" in pictures.cost_against_agreement([pictures.Dot("j", 1.0, 0.4)], "euros")
