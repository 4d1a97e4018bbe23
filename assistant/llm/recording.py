"""Keep a line for each call: when, which prompt, what it cost, how it ended; a learner's words only when asked."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import ModelError
from assistant.llm.ports import ChatModel, ChatRequest
from assistant.llm.wrapping import Outcome, Wrapper


class Recording(Wrapper):
    """Appends to a JSON Lines file, one whole line at a time, from any number of threads and processes.

    ``with_text``: keep the prompt and the answer as well (for evaluation on drafts that belong to nobody).
    """

    def __init__(self, inner: ChatModel, path: Path, *, with_text: bool = False) -> None:
        super().__init__(inner)
        self._path, self._with_text = path, with_text
        self._lock = threading.Lock()

    @contextmanager
    def around(self, request: ChatRequest) -> Generator[Outcome]:
        """Writes the line once the call has ended, however it ended."""
        started, outcome, error = time.perf_counter(), Outcome(), ""
        try:
            yield outcome
        except ModelError as failure:
            error = type(failure).__name__
            error += f":{failure.reason}" if hasattr(failure, "reason") else ""  # type: ignore[attr-defined]
            raise
        except GeneratorExit:
            error = "abandoned"
            raise
        finally:
            self._append(self._line(request, outcome, error, time.perf_counter() - started))

    def _line(self, request: ChatRequest, outcome: Outcome, error: str, seconds: float) -> dict[str, object]:
        usage = outcome.usage
        prompt = json.dumps([[m.role, m.content] for m in request.messages], ensure_ascii=False)
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "model": self.name,
            "prompt": request.prompt,
            "request_sha256": hashlib.sha256(prompt.encode()).hexdigest(),
            "outcome": error or "ok",
            "finish": outcome.finish,
            "prompt_tokens": usage.prompt_tokens if usage else None,
            "cached_tokens": usage.cached_tokens if usage else None,
            "completion_tokens": usage.completion_tokens if usage else None,
            "seconds": round(seconds, 3),
        }
        if self._with_text:
            line |= {"messages": [[m.role, m.content] for m in request.messages], "answer": outcome.text}
        return line

    def _append(self, line: dict[str, object]) -> None:
        data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, data)
            finally:
                os.close(handle)
