"""The ladder: what to ask next after an answer that failed — more room, a correction, or the same thing again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from assistant.errors import ModelError, ModelRateLimited, ModelUnavailable
from assistant.llm.ports import ChatRequest, Message, UnusableAnswer

_SHOWN = 4_000
_TIMES: Final = {"length": 1, "invalid": 1, "runaway": 1, "malformed": 1, "cut": 3, "empty": 3}
"""How many times each sort of bad answer is asked again within one call."""

_REPAIR = (
    "Votre réponse précédente ne suit pas la forme demandée :\n{detail}\n"
    "Rendez à nouveau la réponse entière, corrigée, en JSON seul et selon le même schéma."
)


@dataclass
class Ladder:
    """The climb of one call. ``ceiling``: tokens that an answer may have at most."""

    request: ChatRequest
    ceiling: int
    _done: Counter[str] = field(default_factory=Counter[str])

    def climb(self, error: ModelError) -> ChatRequest | None:
        """The next request, or None when asking again would not help."""
        if isinstance(error, ModelRateLimited | ModelUnavailable):
            return self.request
        if not isinstance(error, UnusableAnswer) or self._done[error.reason] >= _TIMES[error.reason]:
            return None
        self._done[error.reason] += 1
        if error.reason == "length":
            return self._with_more_room()
        if error.reason == "invalid":
            self.request = _with_repair(self.request, error)
        return self.request

    def _with_more_room(self) -> ChatRequest | None:
        room = min(self.ceiling, 2 * self.request.max_tokens)
        if room <= self.request.max_tokens:
            return None
        self.request = replace(self.request, max_tokens=room)
        return self.request


def _with_repair(request: ChatRequest, error: UnusableAnswer) -> ChatRequest:
    return request.with_turns(
        Message("assistant", error.output[:_SHOWN]), Message("user", _REPAIR.format(detail=error.detail))
    )
