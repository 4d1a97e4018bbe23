from __future__ import annotations

import pytest

from assistant.services import Services
from assistant.settings import Settings
from assistant.ui import wording as w
from tests.ui.driving import bodies, critiqued, open_app, state_of, text_of, visit


@pytest.mark.usefixtures("app_services")
def test_says_what_it_is_which_model_and_where_data_goes() -> None:
    at = open_app()

    shown = text_of(at)
    assert "Vous échangez avec une IA" in shown
    assert "moteur embarqué" in shown
    assert "Tout reste sur la machine" in shown
    assert w.HERO_LEAD.count(". ") == 2  # three sentences
    assert not at.exception


def test_says_that_text_leaves_when_a_model_server_is_used(app_services: Services) -> None:
    app_services.settings = Settings(home=app_services.settings.home, model="mistral:mistral-small-latest")

    shown = text_of(open_app())

    assert "mistral:mistral-small-latest" in shown
    assert "sont envoyés au modèle" in shown
    assert "Tout reste sur la machine" not in shown


def test_the_sample_is_critiqued_in_full_and_pressed_twice_is_one_work(app_services: Services) -> None:
    at = open_app()
    at.button(key="exemple").click().run()
    critiqued(at)
    assert bodies(at).count('<article class="criterion') == 23
    assert "Trois gestes d'abord" in text_of(at)

    visit(at, "accueil").button(key="exemple").click().run()
    person = state_of(at).person
    assert person is not None
    assert len(app_services.store.works.all(person.id)) == 1
