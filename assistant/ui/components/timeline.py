"""The picture of a work through its versions: a line per criterion, a column per version."""

from __future__ import annotations

from assistant.domain.judgement import Verdict
from assistant.reporting.wording import level_word
from assistant.ui.desk import Desk
from assistant.ui.house import services
from assistant.ui.markup import show

_COLUMNS = 8  # versions shown, the latest


def show_timeline(desk: Desk) -> None:
    """The levels of each version that has a critique."""
    referentiel = services().referentiel
    points = services().history.timeline(desk.owner, desk.work.id)
    if not points:
        return
    production = points[-1].critique.production.slug
    columns = [
        (
            point.version.number,
            point.version.created.astimezone().strftime("%d/%m/%Y"),
            {verdict.id: verdict for verdict in point.critique.criteria},
        )
        for point in points
        if point.critique.production.slug == production
    ][-_COLUMNS:]
    rows = [
        {
            "id": criterion,
            "short": criterion.removeprefix("CR."),
            "wording": referentiel.criterion(criterion).text,
            "cells": [_cell(verdicts.get(criterion)) for _, _, verdicts in columns],
        }
        for criterion in columns[-1][2]
    ]
    shares = [_shares(verdicts) for _, _, verdicts in columns]
    show("timeline", columns=[(n, when) for n, when, _ in columns], rows=rows, shares=shares)


def _cell(verdict: Verdict | None) -> tuple[str, str]:
    """(tone, word)."""
    if verdict is None:
        return "none", ""
    tone = "failed" if verdict.status == "failed" else "none" if verdict.level is None else str(verdict.level)
    return tone, level_word(verdict.status, verdict.level)


def _shares(verdicts: dict[str, Verdict]) -> list[tuple[str, str, int]]:
    """(tone, word, count), best first, for the bar above a column."""
    cells = [_cell(verdict) for verdict in verdicts.values()]
    return [(*cell, cells.count(cell)) for cell in sorted(set(cells), key=lambda c: "3210".find(c[0]) % 9)]
