from __future__ import annotations

import pytest

from assistant.reporting import render_summary
from tests.unit.reporting import samples
from tests.unit.reporting.snapshots import check_snapshot


def test_the_summary_reads_as_kept() -> None:
    check_snapshot("summary.txt", render_summary(samples.view()))


@pytest.mark.parametrize("width", [60, 72, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, render_summary(samples.view(), width).splitlines())) <= width


def test_one_row_a_criterion_in_aligned_columns() -> None:
    rows = [line for line in render_summary(samples.view()).splitlines() if line.startswith("  CR.")]
    assert len(rows) == 23
    assert len({row.index(c.word) for row, c in zip(rows, samples.view().criteria(), strict=True)}) == 1


def test_hostile_text_cannot_drive_the_terminal() -> None:
    critique = samples.critique()
    verdict = critique.criteria[4].model_copy(update={"finding": "\x1b]0;pwned\x07\x1b[2J vu\r\nligne"})
    criteria = (*critique.criteria[:4], verdict, *critique.criteria[5:])
    from assistant.reporting import build_view

    view = build_view(
        critique.model_copy(update={"criteria": criteria}),
        samples.document(),
        samples.referentiel(),
        samples.corpus(),
        when=samples.WHEN,
    )
    text = render_summary(view)
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert "vu ligne" in text


def test_nothing_to_improve_is_said_and_nothing_judged_too() -> None:
    calm = samples.view().model_copy(update={"moves": ()})
    assert "Rien d'urgent à reprendre" in render_summary(calm).replace("\u00a0", " ")
    nothing = calm.projection.model_copy(update={"counts": (0, 0, 0, 0), "attainment": None})
    text = render_summary(calm.model_copy(update={"projection": nothing})).replace("\u00a0", " ")
    assert "Aucun critère n'a pu être évalué" in text
    assert "pas de projection (0 critère évalué, 23 non évalués)" in text
