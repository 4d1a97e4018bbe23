from __future__ import annotations

import threading
import time

from assistant.ui.turns import Turns


def test_first_come_first_served_and_everyone_knows_their_place() -> None:
    turns = Turns(at_once=2)
    tickets = [turns.enter() for _ in range(5)]

    assert [turns.place(t) for t in tickets] == [0, 0, 1, 2, 3]

    turns.leave(tickets[0])
    assert [turns.place(t) for t in tickets[1:]] == [0, 0, 1, 2]
    turns.leave(tickets[3])
    assert turns.place(tickets[4]) == 1


def test_waiting_ends_as_soon_as_a_place_is_free() -> None:
    turns = Turns(at_once=1)
    first, second = turns.enter(), turns.enter()
    threading.Timer(0.1, turns.leave, [first]).start()

    started = time.monotonic()
    assert turns.wait(second, 5) == 0
    assert time.monotonic() - started < 2


def test_leaving_twice_is_harmless() -> None:
    turns = Turns(at_once=1)
    ticket = turns.enter()
    turns.leave(ticket)
    turns.leave(ticket)

    assert turns.place(turns.enter()) == 0
