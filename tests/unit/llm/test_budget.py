from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import BudgetExceeded, ModelUnavailable, SettingsError
from assistant.llm.budget import Ledger, Limits, Metered
from assistant.llm.circuit import CircuitWaiting
from assistant.llm.ports import ChatRequest, Delta, Message, TokenUsage, UnusableAnswer
from assistant.llm.prices import Price
from assistant.llm.scripted import ScriptedModel

REQUEST = ChatRequest((Message("user", "Bonjour à tous"),), max_tokens=50)
SPOKEN = (Delta("Bonjour"), Delta("", "stop", TokenUsage(100, 40, 10)))


def test_what_the_provider_says_is_added_up_and_priced() -> None:
    ledger = Ledger(price=Price(prompt=2.0, cached=1.0, completion=10.0))
    model = Metered(ScriptedModel([SPOKEN, SPOKEN]), ledger)
    model.complete(REQUEST)
    list(model.stream(REQUEST))
    usage = ledger.usage
    assert (usage.calls, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens) == (2, 200, 80, 20)
    assert usage.cost_eur == pytest.approx(2 * (60 * 2 + 40 * 1 + 10 * 10) / 1e6)


def test_without_a_price_the_cost_is_not_known() -> None:
    ledger = Ledger()
    Metered(ScriptedModel([SPOKEN]), ledger).complete(REQUEST)
    assert ledger.usage.cost_eur is None


def test_a_silent_provider_is_counted_by_the_program() -> None:
    ledger = Ledger()
    Metered(ScriptedModel([(Delta("Bonjour"), Delta("", "stop"))]), ledger).complete(REQUEST)
    assert ledger.usage.prompt_tokens > 5
    assert ledger.usage.completion_tokens >= 1


def test_a_bad_answer_was_paid_for_and_an_outage_was_not() -> None:
    ledger = Ledger()
    model = Metered(ScriptedModel([(Delta("Bonjour"),), ModelUnavailable("panne")]), ledger)
    with pytest.raises(UnusableAnswer):
        model.complete(REQUEST)
    paid = ledger.usage
    assert paid.completion_tokens >= 1
    with pytest.raises(ModelUnavailable):
        model.complete(REQUEST)
    assert ledger.usage.calls == 2
    assert ledger.usage.completion_tokens == paid.completion_tokens


@pytest.mark.parametrize(
    ("limits", "limit"),
    [(Limits(calls=1), "1 appels"), (Limits(tokens=180), "180 jetons"), (Limits(euros=0.0005), "0,0005 €")],
)
def test_the_call_that_would_go_past_a_limit_is_not_made(limits: Limits, limit: str) -> None:
    ledger = Ledger(limits, Price(prompt=2.0, completion=8.0))
    scripted = ScriptedModel([(Delta("Bonjour"), Delta("", "stop", TokenUsage(100, 0, 20)))] * 2)
    model = Metered(scripted, ledger)
    model.complete(REQUEST)
    with pytest.raises(BudgetExceeded, match=limit):
        model.complete(REQUEST)
    assert len(scripted.requests) == 1
    assert ledger.usage.calls == 1


def test_calls_under_way_are_counted_at_their_heaviest() -> None:
    ledger = Ledger(Limits(tokens=135))
    first = ledger.set_aside(REQUEST)
    second = ledger.set_aside(REQUEST)
    with pytest.raises(BudgetExceeded):
        ledger.set_aside(REQUEST)
    ledger.settle(first, TokenUsage(10, 0, 1))
    ledger.settle(second, TokenUsage(10, 0, 1))
    ledger.set_aside(REQUEST)


def test_a_limit_holds_under_threads() -> None:
    ledger = Ledger(Limits(calls=10))
    scripted = ScriptedModel(lambda _r: "bonjour")
    model = Metered(scripted, ledger)

    def ask(_rank: int) -> bool:
        try:
            model.complete(REQUEST)
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(40))) == 10
    assert len(scripted.requests) == 10


def test_a_call_that_an_open_circuit_turned_away_costs_nothing() -> None:
    ledger = Ledger()
    with pytest.raises(CircuitWaiting):
        Metered(ScriptedModel([CircuitWaiting(1.0)]), ledger).complete(REQUEST)
    assert ledger.usage.calls == 0


def test_a_limit_in_euros_needs_a_price() -> None:
    with pytest.raises(SettingsError, match=r"prix de ce modèle"):
        Ledger(Limits(euros=1.0))
