from __future__ import annotations

import re

import pytest

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import bodies, open_app, state_of, text_of, with_sample


@pytest.mark.usefixtures("app_services")
def test_without_a_work_the_page_shows_the_way() -> None:
    assert w.NO_WORK in text_of(open_app("autoevaluation"))


def test_own_levels_are_kept_and_compared_widest_gap_first(app_services: Services) -> None:
    at = with_sample("autoevaluation")
    assert len(at.radio) == 23
    for radio in at.radio:
        radio.set_value(3)
    at.button[0].click().run()

    sent = bodies(at)
    rows = re.findall(r'class="cid">(CR[^<]+)</span>', sent[sent.index("ecarts") :])
    assert len(rows) == 23
    state = state_of(at)
    assert state.person is not None
    assert state.version is not None
    critique = app_services.store.runs.latest_critique(state.person.id, state.version)
    assert critique is not None
    levels = {v.id: v.level for v in critique.criteria}
    gaps = [3 - level for row in rows if (level := levels[row]) is not None]
    assert gaps == sorted(gaps, reverse=True)
    same = sum(level == 3 for level in levels.values())
    assert f"sur {sum(level is not None for level in levels.values())}" in text_of(at)
    assert f"Même niveau pour {same} critère" in text_of(at)


@pytest.mark.usefixtures("app_services")
def test_nothing_chosen_is_told() -> None:
    at = with_sample("autoevaluation")
    at.button[0].click().run()

    assert w.SELF_NOTHING in text_of(at)


@pytest.mark.usefixtures("app_services")
def test_it_can_be_done_again() -> None:
    at = with_sample("autoevaluation")
    at.radio[0].set_value(2)
    at.button[0].click().run()
    at.button(key="refaire").click().run()

    assert at.radio[0].value == 2
    assert at.radio[1].value is None
