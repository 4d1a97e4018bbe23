from __future__ import annotations

import asyncio
import tomllib
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.ui.same_origin import SameOrigin
from assistant.ui.server import middleware

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


def asked(kind: str, origin: str | None, **more: str) -> tuple[Scope | None, list[Message]]:
    """What reached the application behind, None when nothing did; what was sent back."""
    reached: list[Scope] = []
    sent: list[Message] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = {"host": "127.0.0.1:8501", **more} | ({"origin": origin} if origin else {})
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(SameOrigin(behind)({"type": kind, "path": "/_stcore/stream", "headers": pairs}, receive, send))
    return (reached[0] if reached else None), sent


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:9999", "http://localhost:8501", "https://ailleurs.example", "null", "http://"]
)
def test_a_page_of_elsewhere_opens_no_session(origin: str) -> None:
    reached, sent = asked("websocket", origin)

    assert reached is None
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("origin", [None, "http://127.0.0.1:8501"])
def test_our_own_page_does(origin: str | None) -> None:
    reached, sent = asked("websocket", origin)

    assert reached is not None
    assert sent == []


def test_a_proxy_in_front_of_us_says_what_was_asked_for() -> None:
    assert asked("websocket", "https://jalon.example", **{"x-forwarded-host": "jalon.example"})[0] is not None


def test_streamlit_sees_no_origin_that_it_would_look_up_on_the_internet() -> None:
    reached, _ = asked("http", "https://ailleurs.example")

    assert reached is not None
    assert b"origin" not in dict(reached["headers"])
    assert b"host" in dict(reached["headers"])


def test_it_stands_before_everything_else() -> None:
    assert middleware()[0].cls is SameOrigin


def test_no_address_is_looked_up_at_the_start() -> None:
    # Streamlit prints the addresses that it finds by asking around, unless this one is given.
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))["browser"]["serverAddress"] == "localhost"
