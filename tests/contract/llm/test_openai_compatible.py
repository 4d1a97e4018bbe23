"""The adapter against a real server on loopback: every fault of the wire becomes a typed outcome."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import BaseModel

from assistant.errors import (
    BadModelOutput,
    BudgetExceeded,
    ContextOverflow,
    ModelAuthError,
    ModelError,
    ModelNotFound,
    ModelRateLimited,
    ModelRefused,
    ModelUnavailable,
)
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.openai_compatible import OpenAICompatibleModel
from assistant.llm.ports import ChatRequest, Message, TokenUsage, UnusableAnswer
from evals.benchmarks.model_server import ModelServer, Reply, closed_port, failing, text


class Sum(BaseModel):
    total: int


REQUEST = ChatRequest((Message("system", "Vous comptez."), Message("user", "Deux et un ?")), max_tokens=200)


@contextmanager
def serving(
    reply: Reply, model: str = "generic:essai", **options: Any
) -> Iterator[tuple[OpenAICompatibleModel, ModelServer]]:
    strategy = options.pop("strategy", None)
    with ModelServer(lambda _body, _rank: reply).running() as server:
        adapter = OpenAICompatibleModel(ModelSettings(model, server.url, "cle", strategy=strategy), **options)
        try:
            yield adapter, server
        finally:
            adapter.close()


def test_words_come_whole_with_finish_and_usage() -> None:
    with serving(text("Cela fait trois, je crois.")) as (model, server):
        completion = model.complete(REQUEST)
    assert (completion.text, completion.finish) == ("Cela fait trois, je crois.", "stop")
    assert completion.usage == TokenUsage(prompt_tokens=6, cached_tokens=3, completion_tokens=6)
    (body,) = server.requests
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert (body["max_tokens"], body["temperature"], body["stream"]) == (200, 0.0, True)
    assert server.headers[0]["authorization"] == "Bearer cle"


def test_words_come_as_they_are_written() -> None:
    with serving(Reply(("Cela ", "fait ", "trois."))) as (model, _):
        deltas = list(model.stream(REQUEST))
    assert [d.text for d in deltas] == ["Cela ", "fait ", "trois.", ""]
    assert deltas[-1].finish == "stop"
    assert deltas[-1].usage is not None


@pytest.mark.parametrize("strategy", ["json_schema", "function_calling"])
def test_a_value_is_asked_for_with_the_named_strategy(strategy: str) -> None:
    finish = "stop" if strategy == "json_schema" else "tool_calls"
    with serving(text('{"total": 3}', finish=finish), strategy=strategy) as (model, server):
        assert model.parse(REQUEST, Sum).value == Sum(total=3)
    (body,) = server.requests
    described = {"properties": {"total": {"type": "integer"}}, "required": ["total"]}
    described |= {"type": "object", "additionalProperties": False}
    if strategy == "json_schema":
        assert body["response_format"]["json_schema"] == {"name": "Sum", "schema": described, "strict": True}
        assert "tools" not in body
    else:
        assert body["tools"][0]["function"]["parameters"] == described
        assert "response_format" not in body


FAULTS: list[tuple[str, Reply, type[ModelError]]] = [
    ("429", failing(429, retry_after="7"), ModelRateLimited),
    ("quota", failing(429, code="insufficient_quota"), BudgetExceeded),
    ("500", failing(500), ModelUnavailable),
    ("503", failing(503), ModelUnavailable),
    ("key revoked", failing(401), ModelAuthError),
    ("forbidden", failing(403), ModelAuthError),
    ("no such model", failing(404), ModelNotFound),
    ("context overflow", failing(400, "maximum context length is 10", "context_length_exceeded"), ContextOverflow),
    ("llama.cpp overflow", failing(400, "request (900) exceeds the available context size (512)"), ContextOverflow),
    ("too large", failing(413), ContextOverflow),
    ("bad parameter", failing(400, "unknown field"), ModelError),
    ("filtered", failing(400, "the content management policy"), ModelRefused),
    ("reset", Reply(reset=True), ModelUnavailable),
    ("error in the stream", Reply(raw=b'data: {"error":{"message":"boom"}}\n\n'), ModelUnavailable),
    ("cut", Reply(finish=None), BadModelOutput),
    ("cut without an end", Reply(finish=None, done=False), BadModelOutput),
    ("too long", Reply(finish="length"), BadModelOutput),
    ("empty", Reply(pieces=()), BadModelOutput),
    ("nothing at all", Reply(raw=b""), BadModelOutput),
    ("a web page", Reply(raw=b"<html>Bonjour</html>"), BadModelOutput),
    ("invalid JSON", Reply(raw=b'data: {"choices": \n\n'), BadModelOutput),
    ("no choices", Reply(raw=b'data: {"choices": null}\n\n'), BadModelOutput),
    ("never ends", Reply(("bla " * 100,) * 9), BadModelOutput),
    ("refusal", Reply((), refusal="I cannot"), ModelRefused),
    ("filter", Reply(finish="content_filter"), ModelRefused),
]


@pytest.mark.parametrize(("reply", "expected"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_every_fault_of_the_wire_is_typed(reply: Reply, expected: type[ModelError]) -> None:
    with serving(reply) as (model, server), pytest.raises(expected) as caught:
        model.complete(REQUEST)
    assert type(caught.value) in {expected, UnusableAnswer}
    assert caught.value.message.endswith(".")
    assert "Deux et un" not in caught.value.sentence()
    assert len(server.requests) == 1, "the adapter never tries twice"


@pytest.mark.parametrize("reason", ["cut", "length", "empty", "runaway", "malformed"])
def test_a_bad_answer_says_which_sort(reason: str) -> None:
    replies = {
        "cut": Reply(finish=None),
        "length": Reply(finish="length"),
        "empty": Reply(()),
        "runaway": Reply(("bla " * 100,) * 9),
        "malformed": Reply(raw=b"<html>"),
    }
    with serving(replies[reason]) as (model, _), pytest.raises(UnusableAnswer) as caught:
        model.complete(REQUEST)
    assert caught.value.reason == reason


def test_the_delay_asked_for_is_kept() -> None:
    with serving(failing(429, retry_after="7")) as (model, _), pytest.raises(ModelRateLimited) as caught:
        model.complete(REQUEST)
    assert caught.value.retry_after == 7.0


@pytest.mark.parametrize(
    "reply",
    [Reply(before=1.0), Reply(("a", "b"), between=1.0), Reply(("a",) * 20, between=0.1)],
    ids=["slow first token", "stall", "drip"],
)
def test_silence_and_dripping_are_given_up(reply: Reply) -> None:
    with serving(reply, silence=0.25, patience=0.5) as (model, _), pytest.raises(ModelUnavailable):
        model.complete(REQUEST)


def test_nobody_at_the_address() -> None:
    model = OpenAICompatibleModel(ModelSettings("generic:essai", f"http://127.0.0.1:{closed_port()}/v1", "cle"))
    with pytest.raises(ModelUnavailable):
        model.complete(REQUEST)
    model.close()


def test_a_stream_that_is_cut_raises_after_what_came() -> None:
    with serving(Reply(("Cela ",), finish=None)) as (model, _):
        deltas = model.stream(REQUEST)
        assert next(deltas).text == "Cela "
        with pytest.raises(UnusableAnswer, match="interrompue"):
            next(deltas)


@pytest.mark.parametrize("answer", ['{"total": "trois"}', "trois", '{"sum": 3}', "[]", "{" * 5000])
def test_an_answer_that_is_not_of_the_schema_carries_its_text_and_cost(answer: str) -> None:
    with serving(text(answer)) as (model, _), pytest.raises(UnusableAnswer) as caught:
        model.parse(ChatRequest(REQUEST.messages, max_tokens=2000), Sum)
    assert (caught.value.reason, caught.value.output) == ("invalid", answer)
    assert caught.value.detail
    assert caught.value.usage is not None


@pytest.mark.parametrize("answer", ['```json\n{"total": 3}\n```', '<think>{"total": 9}</think>\n{"total": 3}'])
def test_a_fence_or_a_thought_around_the_value_is_taken_off(answer: str) -> None:
    with serving(text(answer)) as (model, _):
        assert model.parse(REQUEST, Sum).value.total == 3


def test_a_server_that_cuts_prompts_silently_is_caught_by_its_own_count() -> None:
    long = ChatRequest((Message("user", "mot " * 3000),))
    with serving(Reply(prompt_tokens=900), model="ollama:essai") as (model, _), pytest.raises(ContextOverflow):
        model.complete(long)
    with serving(Reply(prompt_tokens=2900), model="ollama:essai") as (model, _):
        assert model.complete(long).text == "bonjour"


def test_what_each_provider_refuses_is_not_sent() -> None:
    sent: dict[str, dict[str, Any]] = {}
    for name in ("openai:gpt-4o-mini", "openai:gpt-5-mini", "mistral:mistral-small-latest", "azure:x"):
        with serving(text('{"total": 3}'), model=name) as (model, server):
            model.parse(ChatRequest(REQUEST.messages, cache_key="brouillon"), Sum)
            sent[name] = server.requests[0] | {"headers": server.headers[0]}
    assert sent["openai:gpt-4o-mini"]["max_completion_tokens"] == 1024
    assert "max_tokens" not in sent["openai:gpt-4o-mini"]
    assert sent["openai:gpt-4o-mini"]["prompt_cache_key"] == "brouillon"
    assert "temperature" not in sent["openai:gpt-5-mini"]
    assert "stream_options" not in sent["mistral:mistral-small-latest"]
    assert "prompt_cache_key" not in sent["mistral:mistral-small-latest"]
    assert sent["azure:x"]["headers"]["api-key"] == "cle"
