"""The one door to language models: LangChain's chat client on an OpenAI-compatible endpoint, one call a request."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from assistant.llm.answer_schema import read_answer, strict_schema
from assistant.llm.endpoint_settings import ModelSettings, is_local
from assistant.llm.faults import context_overflow, model_error, refused, stalled
from assistant.llm.gathering import gather, unusable
from assistant.llm.ports import (
    ChatRequest,
    Completion,
    Delta,
    Parsed,
    Schema,
    TokenUsage,
    ToolDelta,
    ToolRequest,
    UnusableAnswer,
)
from assistant.llm.profiles import takes_temperature
from assistant.llm.tokens import count_tokens

if TYPE_CHECKING:
    import httpx
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from langchain_core.outputs import ChatGenerationChunk
    from langchain_openai import ChatOpenAI

_CONNECT = 5.0
_CHARS_A_TOKEN = 8
"""An answer longer than this many characters for each token allowed comes from a server that ignores the limit."""


class OpenAICompatibleModel:
    """A model behind ``{base_url}/chat/completions``. Always streamed, so that a stall is seen and a cut is known.

    It never tries twice. Thread-safe. ``silence`` and ``patience`` (seconds) default to the profile's.
    """

    def __init__(self, settings: ModelSettings, *, silence: float | None = None, patience: float | None = None) -> None:
        self._settings = settings
        self._profile = settings.profile
        self._silence = silence or self._profile.silence
        self._patience = patience or self._profile.patience
        self._strategy = settings.strategy or self._profile.strategy
        self._address, self._key = settings.address, settings.key
        self._building = threading.Lock()

    @property
    def name(self) -> str:
        """``<provider>:<model>``."""
        return self._settings.model

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The answer as it comes; raises when it ends without a finish reason."""
        finish, usage = None, None
        for delta in self._deltas(request, None):
            finish, usage = delta.finish or finish, delta.usage or usage
            if isinstance(delta, ToolDelta):
                yield delta
            elif delta.text:
                yield Delta(delta.text)
        if finish is None:
            raise unusable("cut")
        if finish == "content_filter":
            raise refused(self.name)
        yield Delta("", finish, usage)

    def complete(self, request: ChatRequest) -> Completion:
        """The whole answer, or ``BadModelOutput``."""
        return self._whole(request, None)

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """A value of ``schema``, asked for with the profile's strategy."""
        completion = self._whole(request, schema)
        try:
            return Parsed(read_answer(completion.text, schema), completion)
        except UnusableAnswer as error:
            error.usage = completion.usage
            raise

    def warm(self) -> None:
        """Load what the first call would wait for (two seconds of imports); safe from any thread, calls nobody."""
        self._ready()

    def close(self) -> None:
        """Close the connections."""
        if "_http" in self.__dict__:
            self._http.close()

    # --- one call --------------------------------------------------------------------------------------------------

    def _whole(self, request: ChatRequest, schema: type[BaseModel] | None) -> Completion:
        limit = _CHARS_A_TOKEN * request.max_tokens
        completion = gather(self._deltas(request, schema), self.name, limit)
        self._check_window(request, completion.usage)
        return completion

    def _check_window(self, request: ChatRequest, usage: TokenUsage) -> None:
        """A server that cuts prompts silently is caught by its own count."""
        if not self._profile.cuts_silently or usage.estimated or not usage.prompt_tokens:
            return
        expected = count_tokens("\n".join(m.content for m in request.messages))
        if usage.prompt_tokens < expected / 2:
            raise context_overflow(self.name)

    def _deltas(self, request: ChatRequest, schema: type[BaseModel] | None) -> Iterator[Delta]:
        """Pieces of text and of metadata; every fault of the wire becomes a ``ModelError``."""
        deadline = time.monotonic() + self._patience
        tools = isinstance(request, ToolRequest)
        chunks: Iterator[AIMessageChunk] | None = None
        try:
            # no callbacks: inside an agent, LangChain would report each piece twice
            chunks = self._ready().stream(_messages(request), {"callbacks": []}, **self._options(request, schema))
            for chunk in chunks:
                if time.monotonic() > deadline:
                    raise stalled()
                delta = self._delta(chunk)
                yield ToolDelta(delta.text, delta.finish, delta.usage, chunk) if tools else delta
        except GeneratorExit:
            raise
        except Exception as error:  # vendors and transports raise what they like; outside, only our tree exists
            raise model_error(error, self.name) from error
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()

    def _delta(self, chunk: AIMessageChunk) -> Delta:
        if chunk.additional_kwargs.get("refusal"):
            raise refused(self.name)
        text = chunk.text if not chunk.tool_call_chunks else (chunk.tool_call_chunks[0]["args"] or "")
        finish = chunk.response_metadata.get("finish_reason")
        return Delta(str(text), str(finish) if finish else None, _usage(chunk))

    def _options(self, request: ChatRequest, schema: type[BaseModel] | None) -> dict[str, Any]:
        # The schema travels in the body: given to LangChain as an option it would go through the vendor's own
        # parser, which hides the finish reason and the raw text that the repair turn needs.
        profile = self._profile
        body: dict[str, Any] = {profile.tokens_field: request.max_tokens}
        options: dict[str, Any] = {"extra_body": body}
        if request.temperature is not None and takes_temperature(profile.provider, self._settings.model_name):
            options["temperature"] = request.temperature
        if profile.caches_by_key and request.cache_key:
            body["prompt_cache_key"] = request.cache_key
        if schema is not None:
            described = strict_schema(schema, bounds=profile.schema_bounds)
            body |= _asked(schema.__name__, described, self._strategy)
        if isinstance(request, ToolRequest) and request.tools:
            options["tools"] = list(request.tools)
        return options

    def _ready(self) -> ChatOpenAI:
        with self._building:
            return self._client

    @cached_property
    def _http(self) -> httpx.Client:
        import httpx

        timeout = httpx.Timeout(self._silence, connect=min(_CONNECT, self._silence))
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
        return httpx.Client(timeout=timeout, limits=limits, trust_env=not is_local(self._address))

    @cached_property
    def _client(self) -> ChatOpenAI:
        from pydantic import SecretStr

        header = self._profile.key_header
        return _client_class()(
            model=self._settings.model_name,
            base_url=self._address,
            api_key=SecretStr(self._key),
            max_retries=0,
            timeout=self._http.timeout,
            stream_usage=self._profile.sends_usage_option,
            http_client=self._http,
            default_headers={header: self._key} if header else None,
        )


def _client_class() -> type[ChatOpenAI]:
    from langchain_openai import ChatOpenAI

    class SeesRefusals(ChatOpenAI):
        """LangChain drops a refusal that comes in a stream, which then looks like an empty answer."""

        def _convert_chunk_to_generation_chunk(
            self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
        ) -> ChatGenerationChunk | None:
            converted = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
            choices = chunk.get("choices") or [{}]
            refusal = (choices[0].get("delta") or {}).get("refusal")
            if converted is not None and refusal:
                converted.message.additional_kwargs["refusal"] = refusal
            return converted

    return SeesRefusals


def _messages(request: ChatRequest) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    if isinstance(request, ToolRequest):
        return list(request.turns)
    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[m.role](content=m.content) for m in request.messages]


def _asked(name: str, schema: dict[str, Any], strategy: str) -> dict[str, Any]:
    if strategy == "function_calling":
        function = {"name": name, "parameters": schema, "strict": True}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    return {"response_format": {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}}}


def _usage(chunk: AIMessageChunk) -> TokenUsage | None:
    told = chunk.usage_metadata
    if not told:
        return None
    cached = (told.get("input_token_details") or {}).get("cache_read") or 0
    return TokenUsage(told["input_tokens"], cached, told["output_tokens"])
