from __future__ import annotations

import os

import pytest

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import LEARNER, open_app, state_of, text_of, visit, with_sample


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


def test_what_is_done_after_an_erasure_still_belongs_to_the_browser_s_key(app_services: Services) -> None:
    at, other = with_sample("donnees"), with_sample("donnees")
    key = os.environ[LEARNER]
    at.checkbox[0].check().run()
    at.button(key="effacer-tout").click().run()

    for tab in (at, visit(other, "coach")):  # the tab that erased, and one that was open meanwhile
        person = state_of(tab).person
        assert person is not None
        assert (person.key, person.id) == (key, app_services.store.person(key).id)
    assert w.ABOUT_NOTHING in text_of(other)


@pytest.mark.usefixtures("app_services")
def test_everything_can_be_taken_away() -> None:
    at = open_app("donnees")

    assert at.download_button[0].label == w.EXPORT


def test_a_service_of_vectors_is_told_even_without_a_language_model() -> None:
    line = w.data_line("embedded", "openai:text-embedding-3-small")

    assert "envoyés au service « openai:text-embedding-3-small »" in line
    assert "Tout reste sur la machine" not in line
    assert "Tout reste sur la machine" in w.data_line("embedded")
