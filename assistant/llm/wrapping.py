"""A model around a model: what every wrapper that only watches, delays or forbids a call has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from assistant.llm.ports import ChatModel, ChatRequest, Completion, Delta, Parsed, Schema, TokenUsage, UnusableAnswer


@dataclass
class Outcome:
    """What came out of one call, filled in as it comes. ``usage`` None: not known."""

    usage: TokenUsage | None = None
    finish: str | None = None
    parts: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self.parts)

    def saw(self, delta: Delta) -> None:
        """A piece of a stream."""
        self.parts.append(delta.text)
        self.finish, self.usage = delta.finish or self.finish, delta.usage or self.usage

    def got(self, completion: Completion) -> None:
        """A whole answer."""
        self.parts.append(completion.text)
        self.finish, self.usage = completion.finish, completion.usage

    def failed(self, error: BaseException) -> None:
        """An answer that came and cannot be used was paid for all the same."""
        if isinstance(error, UnusableAnswer):
            self.parts.append(error.output)
            self.usage = error.usage or self.usage


class Wrapper(ABC):
    """A ``ChatModel`` that puts ``around`` about each call to another."""

    def __init__(self, inner: ChatModel) -> None:
        self.inner = inner

    @property
    def name(self) -> str:
        """The wrapped model's."""
        return self.inner.name

    @abstractmethod
    def around(self, request: ChatRequest) -> AbstractContextManager[Outcome]:
        """Entered before the call (raise there to forbid it), left after it with its error if any."""

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The answer as it comes."""
        with self.around(request) as outcome:
            for delta in self.inner.stream(request):
                outcome.saw(delta)
                yield delta

    def complete(self, request: ChatRequest) -> Completion:
        """The whole answer."""
        with self.around(request) as outcome:
            try:
                completion = self.inner.complete(request)
            except UnusableAnswer as error:
                outcome.failed(error)
                raise
            outcome.got(completion)
            return completion

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """A value of ``schema``."""
        with self.around(request) as outcome:
            try:
                parsed = self.inner.parse(request, schema)
            except UnusableAnswer as error:
                outcome.failed(error)
                raise
            outcome.got(parsed.completion)
            return parsed
