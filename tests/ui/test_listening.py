from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from assistant.coaching.ports import Delta, Reply
from assistant.errors import ModelUnavailable
from assistant.ui.listening import heard


def test_what_is_said_comes_in_order_and_silences_are_told() -> None:
    def speak() -> Iterator[Delta | Reply]:
        yield Delta("un")
        time.sleep(0.15)
        yield Delta("deux")

    events = list(heard(speak, tick=0.05))

    assert [e.text for e in events if isinstance(e, Delta)] == ["un", "deux"]
    assert None in events[1:-1]


def test_a_failure_reaches_the_listener_after_what_was_said() -> None:
    def speak() -> Iterator[Delta | Reply]:
        yield Delta("un")
        raise ModelUnavailable("Le modèle ne répond plus.")

    listening = heard(speak)

    assert next(listening) == Delta("un")
    with pytest.raises(ModelUnavailable, match="ne répond plus"):
        next(listening)


def test_a_listener_leaves_at_once_whatever_the_coach_does() -> None:
    free = threading.Event()

    def speak() -> Iterator[Delta | Reply]:
        free.wait(20)
        yield Delta("trop tard")

    started = time.monotonic()
    listening = heard(speak, tick=0.05)
    assert next(listening) is None
    del listening
    assert time.monotonic() - started < 5
    free.set()
