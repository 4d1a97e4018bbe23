"""A chat-completions server on loopback for benchmarks and tests: its user decides its answers and its faults."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

Body = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """How the server behaves for one request.

    pieces: text of the stream. finish: None cuts the stream before its finish reason. status, headers, error: an
    HTTP error instead. before, between: seconds of silence before the first piece, and between pieces. raw: bytes
    sent as they are in place of events. reset: the connection is torn down after the pieces. done: send [DONE].
    """

    pieces: tuple[str, ...] = ("bonjour",)
    finish: str | None = "stop"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    error: Body | None = None
    before: float = 0.0
    between: float = 0.0
    raw: bytes | None = None
    reset: bool = False
    refusal: str | None = None
    usage: bool = True
    done: bool = True
    prompt_tokens: int | None = None


def text(value: str, **options: Any) -> Reply:
    """A plain answer, in pieces."""
    return Reply(tuple(value[i : i + 40] for i in range(0, len(value), 40)), **options)


def failing(status: int, message: str = "no", code: str = "", **headers: str) -> Reply:
    """An HTTP error in OpenAI's form."""
    named = tuple((k.replace("_", "-"), v) for k, v in headers.items())
    return Reply(status=status, headers=named, error={"error": {"message": message, "code": code, "type": "error"}})


@dataclass
class ModelServer:
    """``answer(body, rank)`` gives the reply to the request of that rank (from 0)."""

    answer: Callable[[Body, int], Reply]
    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    peak: int = 0
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def running(self) -> Generator[ModelServer]:
        """Serves until the end of the block."""
        server = _Server(self)
        self.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)

    @contextmanager
    def taken(self, body: Body, headers: dict[str, str]) -> Generator[int]:
        """Count a request as under way until the end of the block; its rank."""
        with self.lock:
            rank = len(self.requests)
            self.requests.append(body)
            self.headers.append(headers)
            self.at_once += 1
            self.peak = max(self.peak, self.at_once)
        try:
            yield rank
        finally:
            with self.lock:
                self.at_once -= 1


class _Server(ThreadingHTTPServer):
    """Hands its owner's wishes to each connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, owner: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the game."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        """The list of models."""
        self._send(200, {"object": "list", "data": [{"id": "essai", "object": "model"}]})

    def do_POST(self) -> None:
        """An answer of the owner's."""
        owner = cast("_Server", self.server).owner
        body: Body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {k.lower(): v for k, v in self.headers.items()}
        with owner.taken(body, headers) as rank, suppress(BrokenPipeError, ConnectionResetError):
            self._reply(owner.answer(body, rank), body)

    def _reply(self, reply: Reply, body: Body) -> None:
        if reply.before:
            time.sleep(reply.before)
        if reply.error is not None:
            self._send(reply.status, reply.error, reply.headers)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        if reply.raw is not None:
            self.wfile.write(reply.raw)
        else:
            self._stream(reply, body)

    def _stream(self, reply: Reply, body: Body) -> None:
        self._delta({"role": "assistant", "content": ""})
        if reply.refusal:
            self._delta({"refusal": reply.refusal})
        for piece in reply.pieces:
            self._delta(_tool_call(piece) if "tools" in body else {"content": piece})
            if reply.between:
                time.sleep(reply.between)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if reply.finish is not None:
            self._delta({}, reply.finish)
            if reply.usage:
                self._chunk({"choices": [], "usage": _usage(reply, body)})
        if reply.done:
            self.wfile.write(b"data: [DONE]\n\n")

    def _delta(self, delta: Body, finish: str | None = None) -> None:
        self._chunk({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def _chunk(self, content: Body) -> None:
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "essai", **content}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _send(self, status: int, body: Body, headers: tuple[tuple[str, str], ...] = ()) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _tool_call(piece: str) -> Body:
    return {"tool_calls": [{"index": 0, "id": "c1", "function": {"name": "x", "arguments": piece}}]}


def _usage(reply: Reply, body: Body) -> Body:
    prompt = reply.prompt_tokens or sum(len(m["content"]) for m in body["messages"]) // 4
    written = sum(map(len, reply.pieces)) // 4
    return {
        "prompt_tokens": prompt,
        "completion_tokens": written,
        "total_tokens": prompt + written,
        "prompt_tokens_details": {"cached_tokens": prompt // 2},
    }


def closed_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
