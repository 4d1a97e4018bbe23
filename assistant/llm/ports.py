"""The port to a language model: words (whole, or as they come) and values of a schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from assistant.errors import BadModelOutput

Role = Literal["system", "user", "assistant"]
Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True)
class Message:
    """One turn of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True)
class ChatRequest:
    """What is asked in one call.

    max_tokens: of the answer. temperature: None leaves it to the provider. prompt: ``<id>@<version>`` of the prompt
    file, for records. cache_key: the same for calls that share a long beginning, so that a provider can route them
    to the machine that still holds it.
    """

    messages: tuple[Message, ...]
    max_tokens: int = 1024
    temperature: float | None = 0.0
    prompt: str = ""
    cache_key: str = ""

    def with_turns(self, *turns: Message) -> ChatRequest:
        """The same request with more turns at its end."""
        return replace(self, messages=(*self.messages, *turns))


@dataclass(frozen=True)
class ToolRequest(ChatRequest):
    """A turn of an agent. ``messages`` hold its text for weighing and records; what is sent is ``turns``.

    turns: LangChain messages, calls of tools and their results included. tools: OpenAI's description of each.
    """

    turns: tuple[Any, ...] = ()
    tools: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class TokenUsage:
    """Tokens of one call; ``cached_tokens`` are those of the prompt that the provider had kept.

    ``estimated``: the provider said nothing and the program counted.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False


@dataclass(frozen=True)
class Delta:
    """A piece of an answer. The last one carries ``finish`` (the finish reason) and, when known, ``usage``."""

    text: str
    finish: str | None = None
    usage: TokenUsage | None = None


@dataclass(frozen=True)
class ToolDelta(Delta):
    """A piece of an agent's turn. ``chunk``: LangChain's own piece, which may hold a part of a call of a tool."""

    chunk: Any = None


@dataclass(frozen=True)
class Completion:
    """A whole answer, with the reason for which it ended."""

    text: str
    finish: str
    usage: TokenUsage = field(default_factory=TokenUsage)


@dataclass(frozen=True)
class Parsed(Generic[Schema]):
    """An answer that holds as a value of the schema asked for."""

    value: Schema
    completion: Completion


class ChatModel(Protocol):
    """A language model, or a wrapper around one.

    Every method raises only the ``ModelError`` family; an answer without a finish reason is never given as whole.
    """

    @property
    def name(self) -> str:
        """``<provider>:<model>``."""
        ...

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The answer as it comes. An answer cut short raises after what came."""
        ...

    def complete(self, request: ChatRequest) -> Completion:
        """The whole answer. Raises ``BadModelOutput`` when it is empty, cut or too long for ``max_tokens``."""
        ...

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """A value of ``schema``. Raises ``BadModelOutput`` when the answer is not one."""
        ...


BadReason = Literal["cut", "length", "empty", "runaway", "malformed", "invalid"]


class UnusableAnswer(BadModelOutput):
    """An answer that came but cannot be used, with what it cost.

    detail: what is wrong, in the words of the validator, for the repair turn; usage: None when unknown.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        reason: BadReason,
        output: str = "",
        detail: str = "",
        usage: TokenUsage | None = None,
    ) -> None:
        super().__init__(message, hint, output=output, reason=reason)
        self.detail = detail
        self.usage = usage
