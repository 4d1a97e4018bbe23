"""What a model server answers to an agent: words, or a call of one of its tools."""

from __future__ import annotations

import json
from typing import Any

from evals.benchmarks.model_server import Body, Reply


def says(text: str, *, finish: str | None = "stop", size: int = 20, between: float = 0.0) -> Reply:
    """Words, streamed."""
    if between:
        return Reply(raw=None, pieces=tuple(text[i : i + size] for i in range(0, len(text), size)), between=between)
    pieces = [{"content": text[i : i + size]} for i in range(0, len(text), size)]
    return Reply(raw=_stream([{"role": "assistant", "content": ""}, *pieces], finish))


def calls(name: str, **arguments: Any) -> Reply:
    """One call of a tool."""
    call = {
        "index": 0,
        "id": "call-1",
        "type": "function",
        "function": {"name": name, "arguments": json.dumps(arguments)},
    }
    return Reply(raw=_stream([{"role": "assistant", "content": None, "tool_calls": [call]}], "tool_calls"))


def tool_results(body: Body) -> list[str]:
    """The results of tools that a request carries."""
    return [str(m["content"]) for m in body["messages"] if m["role"] == "tool"]


def _stream(deltas: list[dict[str, Any]], finish: str | None) -> bytes:
    lines = [_event([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    if finish is not None:
        lines.append(_event([{"index": 0, "delta": {}, "finish_reason": finish}]))
        lines.append(_event([], usage={"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}))
    return ("".join(lines) + "data: [DONE]\n\n").encode()


def _event(choices: list[dict[str, Any]], **more: Any) -> str:
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "essai", "choices": choices, **more}
    return f"data: {json.dumps(chunk)}\n\n"
