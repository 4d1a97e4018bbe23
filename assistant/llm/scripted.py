"""A model that answers what it is told to, for tests and demonstrations: no network, same rules as a real one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

from assistant.errors import ModelError
from assistant.llm.answer_schema import read_answer
from assistant.llm.gathering import gather
from assistant.llm.ports import ChatRequest, Completion, Delta, Parsed, Schema, TokenUsage

Line = str | ModelError | tuple[Delta, ...]
"""A whole answer, an error to raise, or the very pieces of a stream."""


class ScriptedModel:
    """Gives its lines in order, or what ``answer`` makes of each request; keeps the requests it was sent."""

    def __init__(self, lines: Iterable[Line] | Callable[[ChatRequest], Line], *, name: str = "scripted:essai") -> None:
        self.name = name
        self.requests: list[ChatRequest] = []
        self._lock = threading.Lock()
        self._answer: Callable[[ChatRequest], Line]
        if callable(lines):
            self._answer = lines
        else:
            script = iter(lines)
            self._answer = lambda _request: next(script)

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The line, in pieces of a few words."""
        with self._lock:
            self.requests.append(request)
            line = self._answer(request)
        if isinstance(line, ModelError):
            raise line
        if isinstance(line, tuple):
            yield from line
            return
        for start in range(0, len(line), 24):
            yield Delta(line[start : start + 24])
        yield Delta("", "stop", TokenUsage(sum(len(m.content) for m in request.messages) // 4, 0, len(line) // 4))

    def complete(self, request: ChatRequest) -> Completion:
        """The whole line, under the rules of a real answer."""
        return gather(self.stream(request), self.name, limit=1_000_000)

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """The line read as a value."""
        completion = self.complete(request)
        return Parsed(read_answer(completion.text, schema), completion)
