from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from assistant.errors import (
    ContextOverflow,
    ModelAuthError,
    ModelError,
    ModelRateLimited,
    ModelRefused,
    ModelUnavailable,
)
from assistant.llm.circuit import CircuitWaiting
from assistant.llm.gathering import unusable
from assistant.llm.ports import ChatRequest, Delta, Message, UnusableAnswer
from assistant.llm.retrying import Retrying
from assistant.llm.scripted import Line, ScriptedModel

REQUEST = ChatRequest((Message("user", "Deux et un ?"),), max_tokens=100)


class Sum(BaseModel):
    total: int


class Clock:
    """Time that passes only when someone sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def retrying(*lines: Line, **options: Any) -> tuple[Retrying, ScriptedModel, Clock]:
    scripted, clock = ScriptedModel(lines), Clock()
    model = Retrying(scripted, ceiling=1000, clock=clock, sleep=clock.sleep, chance=lambda: 0.5, **options)
    return model, scripted, clock


def test_an_outage_is_waited_out_longer_each_time() -> None:
    down = ModelUnavailable("panne")
    model, scripted, clock = retrying(down, down, down, "enfin")
    assert model.complete(REQUEST).text == "enfin"
    assert clock.slept == [0.5, 1.0, 2.0]
    assert len(scripted.requests) == 4


def test_four_attempts_a_call_and_no_more() -> None:
    model, scripted, _ = retrying(*[ModelUnavailable("panne")] * 9)
    with pytest.raises(ModelUnavailable):
        model.complete(REQUEST)
    assert len(scripted.requests) == 4


def test_the_ladder_shares_the_four_attempts() -> None:
    down = ModelUnavailable("panne")
    model, scripted, _ = retrying(down, "pas un nombre", down, "toujours pas", '{"total": 3}')
    with pytest.raises(UnusableAnswer):
        model.parse(REQUEST, Sum)
    assert len(scripted.requests) == 4


def test_the_delay_asked_for_is_honoured() -> None:
    model, _, clock = retrying(ModelRateLimited("429", retry_after=7.0), "enfin")
    model.complete(REQUEST)
    assert clock.slept == [7.1]


def test_a_delay_too_long_is_not_waited_for() -> None:
    model, scripted, clock = retrying(ModelRateLimited("429", retry_after=300.0), "enfin")
    with pytest.raises(ModelRateLimited):
        model.complete(REQUEST)
    assert (clock.slept, len(scripted.requests)) == ([], 1)


def test_no_attempt_starts_past_the_time_allowed() -> None:
    model, scripted, _ = retrying(*[ModelRateLimited("429", retry_after=9.0)] * 4, within=20.0)
    with pytest.raises(ModelRateLimited):
        model.complete(REQUEST)
    assert len(scripted.requests) == 3


@pytest.mark.parametrize("error", [ModelAuthError("a"), ModelRefused("b"), ContextOverflow("c"), ModelError("d")])
def test_what_would_fail_again_is_not_asked_again(error: ModelError) -> None:
    model, scripted, _ = retrying(error, "enfin")
    with pytest.raises(type(error)):
        model.complete(REQUEST)
    assert len(scripted.requests) == 1


def test_an_answer_too_long_is_given_more_room_once() -> None:
    model, scripted, clock = retrying(unusable("length"), '{"total": 3}')
    assert model.parse(REQUEST, Sum).value.total == 3
    assert [r.max_tokens for r in scripted.requests] == [100, 200]
    assert clock.slept == [0.0]
    model, scripted, _ = retrying(unusable("length"), unusable("length"), '{"total": 3}')
    with pytest.raises(UnusableAnswer):
        model.parse(REQUEST, Sum)
    assert len(scripted.requests) == 2


def test_no_more_room_than_the_model_has() -> None:
    scripted = ScriptedModel([unusable("length"), "enfin"])
    with pytest.raises(UnusableAnswer):
        Retrying(scripted, ceiling=100).complete(REQUEST)
    assert len(scripted.requests) == 1


def test_an_invalid_answer_is_repaired_with_what_the_validator_says() -> None:
    model, scripted, _ = retrying('{"total": "trois"}', '{"total": 3}')
    assert model.parse(REQUEST, Sum).value.total == 3
    repair = scripted.requests[1].messages
    assert repair[:1] == REQUEST.messages
    assert repair[1] == Message("assistant", '{"total": "trois"}')
    assert "total : Input should be a valid integer" in repair[2].content


def test_one_repair_and_no_more() -> None:
    model, scripted, _ = retrying("a", "b", '{"total": 3}')
    with pytest.raises(UnusableAnswer):
        model.parse(REQUEST, Sum)
    assert len(scripted.requests) == 2


def test_a_cut_answer_is_asked_again() -> None:
    model, scripted, _ = retrying((Delta("Cela"),), (Delta("Cela fait trois."), Delta("", "stop")))
    assert model.complete(REQUEST).text == "Cela fait trois."
    assert len(scripted.requests) == 2


def test_a_stream_is_tried_again_only_before_its_first_piece() -> None:
    model, _, _ = retrying(ModelUnavailable("panne"), (Delta("Cela"), Delta("", "stop")))
    assert "".join(d.text for d in model.stream(REQUEST)) == "Cela"


class DyingStream(ScriptedModel):
    def stream(self, request: ChatRequest):  # type: ignore[no-untyped-def]
        self.requests.append(request)
        yield Delta("Cela")
        raise ModelUnavailable("panne")


def test_a_stream_that_dies_after_its_first_piece_is_not_said_twice() -> None:
    dying = DyingStream([])
    seen: list[str] = []
    with pytest.raises(ModelUnavailable):
        seen.extend(d.text for d in Retrying(dying, ceiling=10).stream(REQUEST))
    assert (seen, len(dying.requests)) == (["Cela"], 1)


def test_an_open_circuit_is_waited_for_within_patience() -> None:
    model, _, clock = retrying(CircuitWaiting(2.0), CircuitWaiting(4.0), "enfin")
    assert model.complete(REQUEST).text == "enfin"
    assert clock.slept == [2.0, 4.0]
    model, _, _ = retrying(CircuitWaiting(2.0), CircuitWaiting(4.0), CircuitWaiting(8.0), "enfin")
    with pytest.raises(CircuitWaiting):
        model.complete(REQUEST)
