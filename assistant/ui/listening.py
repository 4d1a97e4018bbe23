"""Listening to a model from another thread, so that a learner who presses « Arrêter » never waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

TICK = 0.4
"""Seconds of silence after which the listener is given a chance to leave."""

_Said = TypeVar("_Said")


def heard(speak: Callable[[], Iterator[_Said]], tick: float = TICK) -> Iterator[_Said | None]:
    """What is said, as it comes; None for each silence of ``tick`` seconds. Raises what ``speak`` raises.

    It is said in a daemon thread of its own: a listener that leaves does not wait for it.
    """
    inbox: SimpleQueue[_Said | BaseException | None] = SimpleQueue()

    def work() -> None:
        try:
            for event in speak():
                inbox.put(event)
            inbox.put(None)
        except BaseException as error:
            inbox.put(error)

    threading.Thread(target=work, name="jalon-listening", daemon=True).start()
    while True:
        try:
            event = inbox.get(timeout=tick)
        except Empty:
            yield None
            continue
        if event is None:
            return
        if isinstance(event, BaseException):
            raise event
        yield event
