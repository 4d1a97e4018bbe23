"""Listening to a coach from another thread, so that a learner who presses « Arrêter » never waits for the model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from assistant.coaching.ports import Delta, Reply

TICK = 0.4
"""Seconds of silence after which the listener is given a chance to leave."""

_Heard = Delta | Reply | BaseException | None


def heard(speak: Callable[[], Iterator[Delta | Reply]], tick: float = TICK) -> Iterator[Delta | Reply | None]:
    """What the coach says, as it comes; None for each silence of ``tick`` seconds. Raises what ``speak`` raises.

    The coach speaks in a daemon thread of its own: a listener that leaves does not wait for it.
    """
    inbox: SimpleQueue[_Heard] = SimpleQueue()

    def work() -> None:
        try:
            for event in speak():
                inbox.put(event)
            inbox.put(None)
        except BaseException as error:
            inbox.put(error)

    threading.Thread(target=work, name="jalon-coach", daemon=True).start()
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
