from __future__ import annotations

import pytest

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import open_app, state_of, text_of, with_sample


@pytest.mark.usefixtures("app_services")
def test_says_what_is_kept_where_and_with_what_rights() -> None:
    shown = text_of(with_sample("donnees"))

    assert w.SAMPLE_TITLE in shown
    assert "Tout reste sur la machine" in shown
    assert "Seul un formateur ou un jury décide" in shown
    assert w.JOURNAL_HELP in shown


def test_erasing_asks_first_then_leaves_nothing(app_services: Services) -> None:
    at = with_sample("donnees")
    person = state_of(at).person
    assert person is not None
    assert at.button(key="effacer-tout").disabled

    at.checkbox[0].check().run()
    at.button(key="effacer-tout").click().run()

    assert w.ERASED in text_of(at)
    assert w.NO_WORK in text_of(at)
    assert app_services.store.works.all(person.id) == ()
    assert state_of(at).documents == {}


@pytest.mark.usefixtures("app_services")
def test_everything_can_be_taken_away() -> None:
    at = open_app("donnees")

    assert at.download_button[0].label == w.EXPORT
