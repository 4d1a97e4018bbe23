from __future__ import annotations

import time
from email.utils import formatdate
from types import SimpleNamespace

import pytest

from assistant.errors import ModelAuthError, ModelError, ModelRateLimited, ModelUnavailable
from assistant.llm.faults import model_error, retry_after
from assistant.llm.ports import UnusableAnswer


def asking(**headers: str) -> SimpleNamespace:
    return SimpleNamespace(headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_the_delay_is_read_in_each_of_its_forms() -> None:
    assert retry_after(asking(retry_after="7")) == 7.0
    assert retry_after(asking(retry_after_ms="1500", retry_after="9")) == 1.5
    assert retry_after(asking(retry_after="-3")) == 0.0
    in_a_minute = retry_after(asking(retry_after=formatdate(time.time() + 60, usegmt=True)))
    assert in_a_minute is not None
    assert 55 < in_a_minute <= 61


@pytest.mark.parametrize("response", [None, asking(), asking(retry_after="bientôt"), asking(retry_after="")])
def test_a_delay_that_says_nothing_is_none(response: object) -> None:
    assert retry_after(response) is None


class APIError(Exception):
    """As a vendor would name it: faults are known by the names of their classes."""


def test_an_error_told_in_the_middle_of_a_stream() -> None:
    assert isinstance(model_error(APIError("Rate limit reached"), "x"), ModelRateLimited)
    assert isinstance(model_error(APIError("boom"), "x"), ModelUnavailable)


def test_our_own_errors_pass_as_they_are_and_strangers_are_unreadable_answers() -> None:
    ours = ModelAuthError("clé")
    assert model_error(ours, "x") is ours
    stranger = model_error(KeyError("choices"), "x")
    assert isinstance(stranger, UnusableAnswer)
    assert stranger.reason == "malformed"


def test_what_the_vendor_says_is_searched_and_never_shown() -> None:
    class Refused(Exception):
        status_code = 400
        body = {"error": {"message": "texte de l'apprenant"}}  # noqa: RUF012

    shown = model_error(Refused("texte de l'apprenant"), "x")
    assert type(shown) is ModelError
    assert "apprenant" not in shown.sentence()
