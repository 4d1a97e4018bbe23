"""A real HTTP server on loopback that speaks the ``/embeddings`` protocol and can misbehave on order."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Fault = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Endpoint:
    """``faults`` are used up one a request, then the server behaves. ``requests`` keeps (headers, body)."""

    url: str
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


def vector_of(text: str) -> list[float]:
    return [float(len(text)), float(text.count("e")) + 1.0, 2.0]


def payload(texts: list[str]) -> dict[str, Any]:
    return {"data": [{"index": i, "embedding": vector_of(text)} for i, text in enumerate(texts)], "model": "m"}


def send(handler: BaseHTTPRequestHandler, status: int, content: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", headers.get("announced", str(len(content))))
    handler.end_headers()
    handler.wfile.write(content)


def status(code: int, **headers: str) -> Fault:
    return lambda handler, _: send(handler, code, b'{"error": {"message": "no"}}', **headers)


def body(make: Callable[[list[str]], Any]) -> Fault:
    return lambda handler, asked: send(handler, 200, json.dumps(make(asked["input"])).encode())


def raw(content: bytes) -> Fault:
    return lambda handler, _: send(handler, 200, content)


def cut(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Announce more than is sent, then hang up."""
    content = json.dumps(payload(asked["input"])).encode()
    send(handler, 200, content[: len(content) // 2], announced=str(len(content)))
    handler.close_connection = True


def reset(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    handler.close_connection = True
    handler.connection.close()


def stall(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    time.sleep(1.0)
    handler.close_connection = True


@contextmanager
def running() -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append((dict(self.headers), asked))
            if endpoint.faults:
                endpoint.faults.pop(0)(self, asked)
            elif self.path == "/v1/embeddings":
                send(self, 200, json.dumps(payload(asked["input"])).encode())
            else:
                send(self, 404, b"{}")

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients that hang up are what these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
