from __future__ import annotations

import re

import pytest

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import bodies, open_app, text_of


def test_every_criterion_of_every_production_can_be_read(app_services: Services) -> None:
    at = open_app("referentiel")
    seen: set[str] = set()
    for production in app_services.referentiel.productions:
        at.selectbox[0].set_value(production.slug).run()
        seen |= set(re.findall(r'id="fiche-(CR[^"]+)"', bodies(at)))

    assert seen == {criterion.id for criterion in app_services.referentiel.criteria()}


@pytest.mark.usefixtures("app_services")
def test_a_question_in_ordinary_french_finds_its_criterion() -> None:
    at = open_app("referentiel")
    at.text_input[0].set_value("comment je défends mon prix face au client").run()

    found = re.findall(r'id="fiche-(CR[^"]+)"', bodies(at))[:6]
    assert w.RESULTS in text_of(at)
    assert any(criterion.startswith("CR.3.") for criterion in found)


@pytest.mark.usefixtures("app_services")
def test_a_code_is_found_exactly() -> None:
    at = open_app("referentiel")
    at.text_input[0].set_value("CR.4.4.05").run()

    assert re.findall(r'id="fiche-(CR[^"]+)"', bodies(at))[0] == "CR.4.4.05"


@pytest.mark.usefixtures("app_services")
def test_a_sheet_says_what_is_expected_with_worked_examples() -> None:
    shown = text_of(open_app("referentiel"))

    for title in (w.INDICATORS, w.LEVEL_SIGNS, w.PITFALLS, w.QUESTIONS, w.EXEMPLARS):
        assert title in shown
