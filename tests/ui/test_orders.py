from __future__ import annotations

import threading
import time

import pytest

from assistant.errors import ServiceError
from assistant.ui import wording as w
from assistant.ui.orders import Order


def refused() -> bytes:
    raise ServiceError("Le PDF n'a pas pu être composé.", "Prenez la version Word.")


def broken() -> bytes:
    raise KeyError("un mot du texte")


def test_a_file_that_is_made_tells_nothing() -> None:
    order = Order()

    assert order.fill(lambda: b"pdf") == b"pdf"
    assert order.failure_told() == ""


def test_an_expected_failure_is_told_with_what_to_do() -> None:
    order = Order()
    with pytest.raises(ServiceError):
        order.fill(refused)

    assert order.failure_told() == "Le PDF n'a pas pu être composé. Prenez la version Word."


def test_an_unexpected_one_is_told_without_its_details() -> None:
    order = Order()
    with pytest.raises(KeyError):
        order.fill(broken)

    assert order.failure_told() == w.DOWNLOAD_FAILED
    assert "mot" not in w.DOWNLOAD_FAILED


def test_the_page_waits_for_the_file_and_not_for_ever() -> None:
    order = Order()
    threading.Timer(0.1, lambda: order.fill(lambda: b"")).start()
    started = time.monotonic()

    assert order.failure_told(10) == ""
    assert time.monotonic() - started < 5
    assert order.failure_told(0.05) == ""
