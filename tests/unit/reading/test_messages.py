from __future__ import annotations

import pytest

from assistant.errors import DraftError
from assistant.reading.messages import CODES, draft_error, spaced


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_case_says_what_why_and_what_to_do(code: str) -> None:
    error = draft_error(code, "mémoire.docx", limit="20", count="3", kind="image PNG", why="raison")
    assert isinstance(error, DraftError)
    assert error.code == code
    assert error.exit_code == 1
    assert "mémoire.docx" in error.message
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert "{" not in error.sentence()


def test_a_hostile_name_is_shown_short_and_printable() -> None:
    message = draft_error("empty", "a\x1b[31m\n" + "x" * 500 + ".docx").message
    assert "\x1b" not in message
    assert "\n" not in message
    assert len(message) < 150


def test_braces_in_a_name_are_letters() -> None:
    assert "{limit}" in draft_error("too_long", "{limit}.docx", limit="60").message


def test_numbers_are_spaced() -> None:
    assert spaced(60000) == "60\u202f000"
