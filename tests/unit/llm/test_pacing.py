from __future__ import annotations

import threading

import pytest

from assistant.errors import ModelRateLimited
from assistant.llm.pacing import Paced
from assistant.llm.ports import ChatRequest, Message
from assistant.llm.scripted import Line, ScriptedModel

REQUEST = ChatRequest((Message("user", "Bonjour"),))


def test_never_more_calls_at_once_than_slots() -> None:
    lock, running, peak = threading.Lock(), 0, 0
    full = threading.Barrier(3)

    def answer(_request: ChatRequest) -> Line:
        return "bonjour"

    class Slow(ScriptedModel):
        def complete(self, request: ChatRequest):  # type: ignore[no-untyped-def]
            nonlocal running, peak
            with lock:
                running += 1
                peak = max(peak, running)
            full.wait(5)
            with lock:
                running -= 1
            return super().complete(request)

    model = Paced(Slow(answer), slots=3)
    threads = [threading.Thread(target=model.complete, args=(REQUEST,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (peak, running) == (3, 0)


def test_starts_are_spaced_over_the_minute() -> None:
    now, slept = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(seconds)
        now += seconds

    model = Paced(ScriptedModel(lambda _r: "ok"), slots=1, per_minute=30, clock=lambda: now, sleep=sleep)
    for _ in range(3):
        model.complete(REQUEST)
    assert slept == [2.0, 2.0]


def test_after_a_429_everyone_waits() -> None:
    now, slept = 0.0, []
    lines: list[Line] = [ModelRateLimited("429", retry_after=5.0), "ok"]
    model = Paced(ScriptedModel(lines), slots=2, clock=lambda: now, sleep=slept.append)
    with pytest.raises(ModelRateLimited):
        model.complete(REQUEST)
    model.complete(REQUEST)
    assert slept == [5.0]
