from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import DraftError
from assistant.ui.incident import sentence_of


def test_an_expected_failure_says_what_and_what_to_do() -> None:
    assert sentence_of(DraftError("Le fichier est vide.", "Enregistrez-le.")) == "Le fichier est vide. Enregistrez-le."


def test_an_unexpected_one_says_nothing_of_its_details(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from assistant.ui.incident import show_incident

        try:
            raise ValueError("le texte secret d'Inès")
        except ValueError as error:
            show_incident(error)

    with caplog.at_level(logging.ERROR, "jalon.app"):
        at = AppTest.from_function(script).run()

    assert len(at.error) == 1
    assert "secret" not in at.error[0].value
    assert "ValueError" not in at.error[0].value
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
