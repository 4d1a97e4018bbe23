from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.llm.ports import TokenUsage
from assistant.llm.prices import Price, load_prices


def test_a_dated_model_has_the_price_of_its_family_and_no_other() -> None:
    table = load_prices()
    assert table.of("openai:gpt-4o-mini-2024-07-18") == table.prices["openai:gpt-4o-mini"]
    assert table.of("openai:gpt-4o") == table.prices["openai:gpt-4o"]
    assert table.of("openai:gpt-4omega") is None
    assert table.of("ollama:qwen3:8b") is None


def test_cached_tokens_cost_less_only_where_the_provider_says_so() -> None:
    usage = TokenUsage(prompt_tokens=1_000_000, cached_tokens=400_000, completion_tokens=0)
    assert Price(prompt=2.0, cached=0.5, completion=8.0).euros(usage) == pytest.approx(1.4)
    assert Price(prompt=2.0, completion=8.0).euros(usage) == pytest.approx(2.0)


def test_an_operator_corrects_and_completes_the_table(tmp_path: Path) -> None:
    own = tmp_path / "prices.yaml"
    assert load_prices(own) == load_prices()
    own.write_text("checked: 2026-11-01\nprices:\n  generic:maison: {prompt: 1, completion: 2}\n", encoding="utf-8")
    table = load_prices(own)
    assert table.of("generic:maison") == Price(prompt=1, completion=2)
    assert table.of("openai:gpt-4o") is not None
    assert table.checked.year == 2026


@pytest.mark.parametrize("bad", ["prices: [", "checked: 2026-11-01\nprices: {x: {prompt: -1, completion: 2}}", "x"])
def test_a_table_that_does_not_hold_is_named(tmp_path: Path, bad: str) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(bad, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"prices\.yaml"):
        load_prices(own)


def test_every_shipped_price_is_dated_and_says_that_it_was_not_verified() -> None:
    assert all(price.noted is not None and price.to_verify for price in load_prices().prices.values())
