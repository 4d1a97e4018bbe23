"""Count what calls cost, and forbid the one that would go past a limit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.domain.critique import Usage
from assistant.errors import BudgetExceeded, CircuitOpen, SettingsError
from assistant.llm.ports import ChatModel, ChatRequest, TokenUsage
from assistant.llm.prices import Price
from assistant.llm.tokens import count_tokens
from assistant.llm.wrapping import Outcome, Wrapper

_OVERHEAD = 8
"""Tokens that a message costs beside its text."""


@dataclass(frozen=True)
class Limits:
    """At most so many calls, tokens (prompt and answer together) and euros; None: no limit."""

    calls: int | None = None
    tokens: int | None = None
    euros: float | None = None

    @property
    def needs_counting(self) -> bool:
        """Whether a request must be weighed before it leaves."""
        return self.tokens is not None or self.euros is not None


@dataclass(frozen=True)
class _Weight:
    tokens: int = 0
    euros: float = 0.0


class Ledger:
    """What was spent, and what is set aside for the calls under way. Thread-safe."""

    def __init__(self, limits: Limits | None = None, price: Price | None = None) -> None:
        """Raises ``SettingsError`` for a limit in euros on a model whose price is unknown."""
        self._limits, self._price = limits or Limits(), price
        if self._limits.euros is not None and price is None:
            raise SettingsError(
                "Une limite en euros est fixée, mais le prix de ce modèle n'est pas connu.",
                "Ajoutez-le dans le fichier prices.yaml du dossier de données, ou fixez une limite en jetons.",
            )
        self._lock = threading.Lock()
        self._calls = 0
        self._spent = TokenUsage()
        self._euros = 0.0
        self._aside = _Weight()

    @property
    def usage(self) -> Usage:
        """Calls and tokens so far; the cost when the price is known."""
        with self._lock:
            return Usage(
                calls=self._calls,
                prompt_tokens=self._spent.prompt_tokens,
                cached_tokens=self._spent.cached_tokens,
                completion_tokens=self._spent.completion_tokens,
                cost_eur=round(self._euros, 6) if self._price else None,
            )

    def set_aside(self, request: ChatRequest) -> _Weight:
        """Reserve what the call may cost at most. Raises ``BudgetExceeded`` when it would not fit."""
        weight = self._heaviest(request)
        with self._lock:
            limits = self._limits
            tokens = self._spent.prompt_tokens + self._spent.completion_tokens + self._aside.tokens + weight.tokens
            euros = self._euros + self._aside.euros + weight.euros
            if limits.calls is not None and self._calls + 1 > limits.calls:
                raise _exceeded(f"{limits.calls} appels")
            if limits.tokens is not None and tokens > limits.tokens:
                raise _exceeded(f"{limits.tokens} jetons")
            if limits.euros is not None and euros > limits.euros:
                raise _exceeded(f"{limits.euros:g} €".replace(".", ","))
            self._calls += 1
            self._aside = _Weight(self._aside.tokens + weight.tokens, self._aside.euros + weight.euros)
        return weight

    def settle(self, weight: _Weight, usage: TokenUsage | None) -> None:
        """The call ended: what was set aside is given back, what it cost is kept. ``usage`` None: it cost nothing."""
        spent = usage or TokenUsage()
        with self._lock:
            self._give_back(weight)
            self._spent = TokenUsage(
                self._spent.prompt_tokens + spent.prompt_tokens,
                self._spent.cached_tokens + spent.cached_tokens,
                self._spent.completion_tokens + spent.completion_tokens,
            )
            self._euros += self._price.euros(spent) if self._price else 0.0

    def cancel(self, weight: _Weight) -> None:
        """The call was never made."""
        with self._lock:
            self._calls -= 1
            self._give_back(weight)

    def _give_back(self, weight: _Weight) -> None:
        self._aside = _Weight(self._aside.tokens - weight.tokens, self._aside.euros - weight.euros)

    def _heaviest(self, request: ChatRequest) -> _Weight:
        if not self._limits.needs_counting:
            return _Weight()
        prompt = prompt_tokens(request)
        worst = TokenUsage(prompt_tokens=prompt, completion_tokens=request.max_tokens)
        return _Weight(prompt + request.max_tokens, self._price.euros(worst) if self._price else 0.0)


class Metered(Wrapper):
    """Writes every call in a ledger, which may forbid it."""

    def __init__(self, inner: ChatModel, ledger: Ledger, *, count: Callable[[str], int] = count_tokens) -> None:
        super().__init__(inner)
        self.ledger = ledger
        self._count = count

    @contextmanager
    def around(self, request: ChatRequest) -> Generator[Outcome]:
        """Reserves before, settles after with what the provider says, else with what the program counts."""
        weight = self.ledger.set_aside(request)
        outcome = Outcome()
        try:
            yield outcome
        except CircuitOpen:
            self.ledger.cancel(weight)
            raise
        except BaseException:
            self.ledger.settle(weight, self._cost(request, outcome))
            raise
        self.ledger.settle(weight, self._cost(request, outcome))

    def _cost(self, request: ChatRequest, outcome: Outcome) -> TokenUsage | None:
        usage = outcome.usage
        if usage is not None and not usage.estimated:
            return usage
        if not outcome.text:
            return None
        return TokenUsage(prompt_tokens(request, self._count), 0, self._count(outcome.text), estimated=True)


def prompt_tokens(request: ChatRequest, count: Callable[[str], int] = count_tokens) -> int:
    """Tokens of a prompt, as counted here."""
    return sum(count(m.content) + _OVERHEAD for m in request.messages)


def _exceeded(limit: str) -> BudgetExceeded:
    return BudgetExceeded(
        f"La limite fixée ({limit}) est atteinte : la demande n'a pas été envoyée.",
        "Relevez la limite, puis relancez : ce qui est déjà évalué est gardé.",
    )
