"""What a million tokens costs, from a dated table that an operator may replace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import SettingsError
from assistant.llm.answer_schema import problems
from assistant.llm.ports import TokenUsage

_SHIPPED = Path(__file__).with_name("prices.yaml")


class Price(BaseModel):
    """Euros for a million tokens; ``cached``: prompt tokens that the provider had kept (None: as ``prompt``).

    noted: when it was written down. to_verify: it was never compared with the provider's list.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompt: float = Field(ge=0)
    completion: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)
    noted: date | None = None
    to_verify: bool = False

    def euros(self, usage: TokenUsage) -> float:
        """The cost of one call."""
        cached = min(usage.cached_tokens, usage.prompt_tokens)
        kept = self.prompt if self.cached is None else self.cached
        fresh = usage.prompt_tokens - cached
        return (fresh * self.prompt + cached * kept + usage.completion_tokens * self.completion) / 1e6


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")

    checked: date
    source: str = ""
    prices: dict[str, Price]


@dataclass(frozen=True)
class PriceTable:
    """Prices by ``<provider>:<model>``, as known on ``checked``."""

    checked: date
    prices: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """The price of that model, by its whole name or the longest beginning that is listed; None when unknown."""
        known = [name for name in self.prices if model == name or model.startswith(f"{name}-")]
        return self.prices[max(known, key=len)] if known else None


def load_prices(override: Path | None = None) -> PriceTable:
    """The shipped table, completed and corrected by the operator's file when it exists.

    Raises ``SettingsError`` for a file that does not hold.
    """
    table = _read(_SHIPPED)
    if override is None or not override.is_file():
        return PriceTable(table.checked, table.prices)
    own = _read(override)
    return PriceTable(own.checked, {**table.prices, **own.prices})


def _read(path: Path) -> _Table:
    import yaml

    try:
        return _Table.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError, UnicodeDecodeError) as error:
        what = problems(error, 1) if isinstance(error, ValidationError) else type(error).__name__
        raise SettingsError(
            f"La table de prix « {path.name} » ne peut pas être lue ({what}).",
            "Reprenez la forme de assistant/llm/prices.yaml : checked, puis prices, en euros par million de jetons.",
        ) from error
