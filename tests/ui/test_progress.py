from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ui import house
from assistant.ui import wording as w
from assistant.ui.markup import plain


def page(total: int) -> None:
    from datetime import UTC, datetime

    from assistant.domain.learning import CritiqueRun, OwnerId, RunProgress
    from assistant.ui.components.progress import _show  # pyright: ignore[reportPrivateUsage]

    run = CritiqueRun(
        id="r",
        owner=OwnerId("o"),
        version="v",
        status="running",
        production="dossier",
        model="embedded",
        done=0,
        total=total,
        created=datetime.now(UTC),
    )
    _show(RunProgress(run=run))


@pytest.mark.parametrize(
    ("total", "ready", "says"),
    [
        (0, False, w.PREPARING),
        (0, True, w.progress_line(0, 0, None)),
        (23, False, w.progress_line(0, 23, None)),
    ],
)
def test_the_wait_of_a_new_machine_is_told(total: int, ready: bool, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = threading.Event()
    if ready:
        engines.set()
    monkeypatch.setattr(house, "_ready", engines)
    at = AppTest.from_function(page, kwargs={"total": total}, default_timeout=20).run()
    assert not at.exception
    assert at.get("progress")[0].proto.text == plain(says)  # type: ignore[attr-defined]
