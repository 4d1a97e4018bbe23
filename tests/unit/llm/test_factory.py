from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import BudgetExceeded, CircuitOpen, ModelUnavailable
from assistant.llm.budget import Limits
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.factory import Endpoint, build_model
from assistant.llm.ports import ChatRequest, Message
from assistant.llm.scripted import ScriptedModel

REQUEST = ChatRequest((Message("user", "Bonjour"),))
LOCAL = ModelSettings("generic:essai", base_url="http://127.0.0.1:9/v1")


def test_each_attempt_is_recorded_and_counted_and_each_ledger_starts_from_zero(tmp_path: Path) -> None:
    scripted = ScriptedModel([ModelUnavailable("panne"), "un", "deux"])
    endpoint = Endpoint(LOCAL, record=tmp_path / "m.jsonl", adapter=scripted)
    first, second = endpoint.ledger(), endpoint.ledger()
    assert endpoint.model(first).complete(REQUEST).text == "un"
    assert endpoint.model(second).complete(REQUEST).text == "deux"
    assert (first.usage.calls, second.usage.calls) == (2, 1)
    outcomes = [json.loads(line)["outcome"] for line in (tmp_path / "m.jsonl").read_text().splitlines()]
    assert outcomes == ["ModelUnavailable", "ok", "ok"]


def test_a_limit_stops_the_attempts_of_one_call() -> None:
    scripted = ScriptedModel([ModelUnavailable("panne")] * 9)
    endpoint = Endpoint(LOCAL, adapter=scripted)
    with pytest.raises(BudgetExceeded):
        endpoint.model(endpoint.ledger(Limits(calls=1))).complete(REQUEST)
    assert len(scripted.requests) == 1


def test_the_circuit_is_shared_by_all_the_models_of_an_endpoint() -> None:
    scripted = ScriptedModel([ModelUnavailable("panne")] * 60)
    endpoint = Endpoint(LOCAL, adapter=scripted)
    with pytest.raises(ModelUnavailable):
        endpoint.model().complete(REQUEST)
    other = endpoint.model()
    other._patience = 0.0  # pyright: ignore[reportPrivateUsage] — so that the test does not wait for the probe
    with pytest.raises(CircuitOpen):
        other.complete(REQUEST)
    assert len(scripted.requests) == 5


def test_a_price_is_found_by_the_models_name() -> None:
    known = Endpoint(ModelSettings("openai:gpt-4o-mini", api_key="x"))
    assert known.price is not None
    assert Endpoint(LOCAL).price is None
    assert build_model(LOCAL).name == "generic:essai"
