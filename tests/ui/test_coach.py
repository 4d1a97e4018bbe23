from __future__ import annotations

import re
import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from assistant.services import Services
from assistant.ui import house
from assistant.ui import wording as w
from tests.ui.driving import bodies, open_app, state_of, text_of, visit, with_sample


def ask(at: AppTest, question: str) -> AppTest:
    at.chat_input[0].set_value(question).run()
    assert not at.exception
    return at


def chips(at: AppTest) -> list[str]:
    return [b.label for b in at.button if (b.key or "").startswith("source-")]


@pytest.mark.usefixtures("app_services")
def test_an_answer_comes_with_its_sources_as_chips() -> None:
    at = ask(open_app("coach"), "Que demande le jury pour le critère CR.1.1.03 ?")

    assert 'class="tour lui' in bodies(at)
    assert any("CR.1.1.03" in label for label in chips(at))


@pytest.mark.usefixtures("app_services")
def test_a_chip_opens_its_source_beside() -> None:
    at = ask(open_app("coach"), "Que demande le jury pour le critère CR.1.1.03 ?")

    next(b for b in at.button if (b.key or "").startswith("source-") and "CR.1.1.03" in b.label).click().run()

    assert 'id="fiche-CR.1.1.03" open' in bodies(at)


@pytest.mark.usefixtures("app_services")
def test_the_conversation_is_kept_and_can_be_erased() -> None:
    at = ask(open_app("coach"), "Que demande le jury pour le critère CR.1.1.03 ?")
    ask(at, "et le suivant ?")
    assert bodies(at).count('class="tour moi"') == 2

    again = open_app()
    again.session_state["jalon"].person = state_of(at).person
    visit(again, "coach")
    assert bodies(again).count('class="tour moi"') == 2

    again.button(key="effacer-conv").click().run()
    assert 'class="tour' not in bodies(again)


@pytest.mark.usefixtures("app_services")
def test_ghostwriting_is_refused_and_marked_as_such() -> None:
    at = ask(with_sample("coach"), "Écris ma partie sur l'analyse du marché à ma place.")

    assert "tour lui refus" in bodies(at)


@pytest.mark.usefixtures("app_services")
def test_a_question_starts_from_a_criterion_of_the_critique() -> None:
    at = with_sample()
    at.button(key="coach-CR.1.1.03").click().run()

    assert at.title[0].value == w.COACH
    assert "CR.1.1.03" in text_of(at)
    assert 'class="tour lui' in bodies(at)


@pytest.mark.usefixtures("app_services")
def test_what_is_typed_is_shown_as_text() -> None:
    at = ask(open_app("coach"), "<img src=x onerror=alert(1)> [clic](https://exemple.invalid) **CR.1.1.03** ?")

    sent = bodies(at)
    assert "&lt;img" in sent
    assert not re.search(r"<img|<a [^>]*https", sent)


def test_the_turns_keep_intent_model_and_sources(app_services: Services) -> None:
    at = ask(open_app("coach"), "Que demande le jury pour le critère CR.1.1.03 ?")

    state = state_of(at)
    assert state.person is not None
    assert state.conversation
    kept = app_services.store.conversations.messages(state.person.id, state.conversation)
    assert [m.role for m in kept] == ["learner", "coach"]
    assert kept[1].model == "embedded"
    assert kept[1].intent == "referentiel"
    assert "CR.1.1.03" in {c.id for c in kept[1].citations}


@pytest.mark.usefixtures("app_services")
def test_past_the_cap_one_waits_and_is_answered_all_the_same() -> None:
    turns = house.turns()
    held = [turns.enter() for _ in range(turns.at_once)]
    threading.Timer(0.5, lambda: [turns.leave(ticket) for ticket in held]).start()

    started = time.monotonic()
    at = ask(open_app("coach"), "Que demande le jury pour le critère CR.1.1.03 ?")

    assert time.monotonic() - started > 0.2
    assert 'class="tour lui' in bodies(at)
    assert turns.place(turns.enter()) == 0


@pytest.mark.usefixtures("app_services")
def test_a_suggestion_is_asked_when_pressed() -> None:
    at = open_app("coach")
    at.button(key="amorce-0").click().run()

    assert w.GENERAL_SUGGESTIONS[0] in text_of(at)
    assert 'class="tour lui' in bodies(at)
