"""Only pages of this very server talk to it: another site, or another port of the same machine, is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_POLICY_VIOLATION = 1008


class SameOrigin:
    """Judges the header ``Origin`` before Streamlit does, then takes it away.

    Streamlit lets any port of localhost in, with the learner's cookie, and asks a service on the Internet for this
    machine's address when it does not know an origin. Without the header it does neither; pages of the same origin
    need none of what it would answer. Other origins: option ``server.corsAllowedOrigins``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry: a page of elsewhere may not open the stream of a session."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        origin = _header(scope, b"origin")
        if origin and origin in _allowed():
            await self._app(scope, receive, send)
        elif origin and scope["type"] == "websocket" and not is_same(origin, scope):
            await receive()  # the opening that is refused
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            headers = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            await self._app({**scope, "headers": headers}, receive, send)


def is_same(origin: str, scope: Scope) -> bool:
    """Whether that origin is the address that was asked for, directly or of a proxy in front of us."""
    return urlsplit(origin).netloc in {_header(scope, b"host"), _header(scope, b"x-forwarded-host")} - {""}


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _allowed() -> list[str]:
    from streamlit import config

    return list(config.get_option("server.corsAllowedOrigins") or ())
