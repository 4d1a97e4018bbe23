from __future__ import annotations

import threading

import pytest

from assistant.errors import CircuitOpen, ModelAuthError, ModelError, ModelRateLimited, ModelUnavailable
from assistant.llm.circuit import CircuitBreaker, CircuitWaiting
from assistant.llm.gathering import unusable
from assistant.llm.ports import ChatRequest, Message
from assistant.llm.scripted import Line, ScriptedModel

REQUEST = ChatRequest((Message("user", "Bonjour"),))
DOWN = ModelUnavailable("panne")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def breaker(*lines: Line) -> tuple[CircuitBreaker, ScriptedModel, Clock]:
    scripted, clock = ScriptedModel(lines), Clock()
    return CircuitBreaker(scripted, clock=clock), scripted, clock


def fail(model: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        with pytest.raises(ModelError):
            model.complete(REQUEST)


def test_five_failures_in_a_row_stop_the_calls() -> None:
    model, scripted, _ = breaker(*[DOWN] * 5, "revenu")
    fail(model, 5)
    with pytest.raises(CircuitOpen):
        model.complete(REQUEST)
    assert len(scripted.requests) == 5


def test_a_success_or_a_sign_of_life_starts_the_count_again() -> None:
    for sign in ("bonjour", ModelRateLimited("429"), unusable("empty")):
        model, _, _ = breaker(*[DOWN] * 4, sign, *[DOWN] * 4, "bonjour")
        fail(model, 4)
        if isinstance(sign, str):
            model.complete(REQUEST)
        else:
            fail(model, 1)
        fail(model, 4)
        assert model.complete(REQUEST).text == "bonjour"


def test_a_revoked_key_opens_it_too() -> None:
    model, scripted, _ = breaker(*[ModelAuthError("clé")] * 9)
    fail(model, 9)
    assert len(scripted.requests) == 5


def test_one_probe_after_the_pause_then_all_or_nothing() -> None:
    model, scripted, clock = breaker(*[DOWN] * 6, "revenu", "bonjour")
    fail(model, 5)
    clock.now = 2.0
    fail(model, 1)
    assert len(scripted.requests) == 6
    clock.now = 5.9
    with pytest.raises(CircuitWaiting) as caught:
        model.complete(REQUEST)
    assert caught.value.retry_after == pytest.approx(0.25)
    clock.now = 6.0
    assert model.complete(REQUEST).text == "revenu"
    assert not model.is_open
    assert model.complete(REQUEST).text == "bonjour"


def test_while_the_probe_is_out_nobody_else_calls() -> None:
    entered, leave = threading.Event(), threading.Event()

    def answer(_request: ChatRequest) -> Line:
        if len(scripted.requests) <= 5:
            return DOWN
        entered.set()
        leave.wait(5)
        return "revenu"

    scripted, clock = ScriptedModel(answer), Clock()
    model = CircuitBreaker(scripted, clock=clock)
    fail(model, 5)
    clock.now = 2.0
    probe = threading.Thread(target=model.complete, args=(REQUEST,))
    probe.start()
    assert entered.wait(5)
    with pytest.raises(CircuitOpen):
        model.complete(REQUEST)
    leave.set()
    probe.join(5)
    assert not model.is_open


def test_a_probe_that_is_abandoned_lets_another_through() -> None:
    model, _, clock = breaker(*[DOWN] * 5, "un deux trois quatre cinq six sept", "revenu")
    fail(model, 5)
    clock.now = 2.0
    stream = model.stream(REQUEST)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert model.complete(REQUEST).text == "revenu"
