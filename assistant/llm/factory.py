"""Stack the wrappers around the adapter, in the one order in which they make sense."""

from __future__ import annotations

from pathlib import Path

from assistant.llm.budget import Ledger, Limits, Metered
from assistant.llm.circuit import CircuitBreaker
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.openai_compatible import OpenAICompatibleModel
from assistant.llm.pacing import Paced
from assistant.llm.ports import ChatModel
from assistant.llm.prices import Price, load_prices
from assistant.llm.recording import Recording
from assistant.llm.retrying import Retrying
from assistant.llm.tokens import count_tokens


class Endpoint:
    """A model's endpoint, shared by everything in the process that calls it: one pace, one circuit, one record.

    Retrying > Metered > CircuitBreaker > Paced > Recording > adapter: each attempt is weighed before it leaves, a
    call that waits to try again holds no slot, and an open circuit costs nothing.
    """

    def __init__(
        self,
        settings: ModelSettings,
        *,
        record: Path | None = None,
        record_text: bool = False,
        prices: Path | None = None,
        adapter: ChatModel | None = None,
        backoff: float = 0.5,
    ) -> None:
        """``record``: the JSON Lines file of calls. ``prices``: the operator's own table. ``backoff``: seconds.

        Raises ``SettingsError``.
        """
        self.settings = settings
        self._adapter = adapter or _adapter(settings)
        self._prices, self._backoff = prices, backoff
        profile = settings.profile
        watched = Recording(self._adapter, record, with_text=record_text) if record else self._adapter
        paced = Paced(watched, slots=settings.slots or profile.slots, per_minute=settings.per_minute)
        self._shared = CircuitBreaker(paced, cooldown=4 * backoff)

    @property
    def price(self) -> Price | None:
        """The model's price, None when unknown (a local model costs nothing that we could know)."""
        return load_prices(self._prices).of(self.settings.model)

    def ledger(self, limits: Limits | None = None) -> Ledger:
        """An account from zero, for one critique or one conversation."""
        return Ledger(limits, self.price)

    def model(self, ledger: Ledger | None = None) -> Retrying:
        """The model, its calls written in ``ledger``."""
        profile = self.settings.profile
        metered = Metered(self._shared, ledger or self.ledger())
        return Retrying(metered, ceiling=profile.max_output, backoff=self._backoff, within=1.5 * profile.patience)

    def warm(self) -> None:
        """Load now what the first call would wait for: the client's imports, the vocabulary for counting tokens.

        Meant for a thread beside the reading of the draft. Calls nobody.
        """
        count_tokens("")
        warm = getattr(self._adapter, "warm", None)
        if warm is not None:
            warm()

    def close(self) -> None:
        """Close the connections."""
        close = getattr(self._adapter, "close", None)
        if close is not None:
            close()


def _adapter(settings: ModelSettings) -> ChatModel:
    if settings.provider == "local":
        from assistant.llm.local import LocalModel

        return LocalModel(settings)
    return OpenAICompatibleModel(settings)


def build_model(settings: ModelSettings, *, limits: Limits | None = None, record: Path | None = None) -> ChatModel:
    """A model ready to be asked, with its own endpoint. Raises ``SettingsError``."""
    endpoint = Endpoint(settings, record=record)
    return endpoint.model(endpoint.ledger(limits))
