"""What surrounds Streamlit: the French page, the person's cookie, security headers, start and stop."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = Path(__file__).with_name("script.py")
STATIC = Path(__file__).with_name("static")
COOKIE = "jalon_personne"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_YEAR = 365 * 24 * 3600
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{streams}; media-src 'self' blob:; "
    "worker-src 'self' blob:; frame-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")
_HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"content-language", b"fr"),
    (b"cache-control", b"no-store"),
)
_HEAD = (
    '<meta name="description" content="Jalon, coach pour préparer une certification, critère par critère. Contenus '
    'produits par une IA.">'
    '<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="./jalon/jalon.css">'
    '<script src="./jalon/jalon.js" defer></script></head>'
)
_FIRST = '<head><script src="./jalon/theme.js"></script>'  # before any other script: the first paint has its theme
_NOSCRIPT = "<noscript>Jalon a besoin de JavaScript : activez-le dans votre navigateur, puis rechargez.</noscript>"

log = logging.getLogger("jalon.app")


def middleware() -> Sequence[Middleware]:
    """What every request goes through before Streamlit."""
    from starlette.middleware import Middleware

    from assistant.ui.same_origin import SameOrigin

    return [Middleware(SameOrigin), Middleware(FrenchPage)]


def routes() -> Sequence[BaseRoute]:
    """Our own style sheet, script and pictures, under ``/jalon``."""
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    return [Mount("/jalon", StaticFiles(directory=STATIC), name="jalon")]


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[dict[str, Any] | None]:
    """Load the engines and pick up unfinished critiques in the background, at start."""
    from streamlit.runtime.pages_manager import PagesManager

    from assistant.ui import house

    # Left to itself, Streamlit takes the folder ``pages`` for its old way of making pages until the first run of
    # ``st.navigation``: the first visitor of a new server who follows a link would get a page without menu nor notice.
    PagesManager.uses_pages_directory = False
    threading.Thread(target=house.warm_up, name="jalon-warm-up", daemon=True).start()
    yield None
    house.close()


def on_script_error(error: Exception) -> bool:
    """One French sentence in place of a traceback. The log has the kind of error and its place, no learner's text."""
    from assistant.ui.incident import show_incident

    show_incident(error)
    return True


class FrenchPage:
    """Rewrites Streamlit's page: language, title, our style before the first paint; gives each person a token."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry: only documents are touched."""
        if not _is_document_request(scope):
            await self._app(scope, receive, send)
            return
        from starlette.concurrency import run_in_threadpool

        brought = _token_of(scope)
        key = await run_in_threadpool(_key_for, brought)
        page = _Page(send, new_token=key if key != brought else None, secure=_is_secure(scope), policy=_policy(scope))
        await self._app(_plain(scope), receive, page.send)


class _Page:
    """Holds back a document until it is whole, then sends it rewritten."""

    def __init__(self, send: Send, *, new_token: str | None, secure: bool, policy: str) -> None:
        self._send = send
        self._policy = policy
        self._token = new_token
        self._secure = secure
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_rewritten(self._start)
        else:
            await self._send(message)

    async def _send_rewritten(self, start: Message) -> None:
        body = in_french(bytes(self._body).decode()).encode()
        added = [*_HEADERS, (b"content-security-policy", self._policy.encode())]
        added.append((b"content-length", str(len(body)).encode()))
        ours = {name for name, _ in added} | {b"etag", b"last-modified"}
        headers = [*((k, v) for k, v in start["headers"] if k.lower() not in ours), *added]
        if self._token:
            headers.append((b"set-cookie", cookie(self._token, secure=self._secure).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def in_french(html: str) -> str:
    """Streamlit's page with the language, title, description and style of the product."""
    html = html.replace('<html lang="en">', '<html lang="fr">', 1)
    html = re.sub(r"<title>[^<]*</title>", "<title>Jalon</title>", html, count=1)
    html = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, html, count=1, flags=re.S)
    return html.replace("<head>", _FIRST, 1).replace("</head>", _HEAD, 1)


def cookie(token: str, *, secure: bool) -> str:
    """The header that keeps a person's token for a year, out of reach of any script."""
    return f"{COOKIE}={token}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")


def valid_token(value: object) -> str | None:
    """The token if it has the form of ours."""
    return value if isinstance(value, str) and _TOKEN.fullmatch(value) else None


def _key_for(brought: str | None) -> str | None:
    """The key that this browser must keep: its own if the store knows it, else a new person's."""
    from assistant.errors import StoreError
    from assistant.ui.house import services

    try:
        return services().store.person(brought).key
    except StoreError as error:  # the page itself says what is wrong with the database
        log.error("base de données indisponible : %s", error.message)
        return brought


def _is_document_request(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    accept = next((v for k, v in scope["headers"] if k == b"accept"), b"")
    return b"text/html" in accept or scope["path"] in ("/", "/index.html")


def _is_html(start: Message) -> bool:
    kind = next((v for k, v in start["headers"] if k.lower() == b"content-type"), b"")
    return start["status"] == 200 and kind.startswith(b"text/html")


def _plain(scope: Scope) -> Scope:
    """The same request, asking for a whole answer that can be read."""
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in dropped]}


def _token_of(scope: Scope) -> str | None:
    jar = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except Exception:  # a malformed cookie of another site is no reason to refuse the page
                return None
    return valid_token(jar[COOKIE].value) if COOKIE in jar else None


def _policy(scope: Scope) -> str:
    """What the page may load: from this very address only, its stream included (« self » is not enough of a word for
    every browser), so that nothing that would be slipped into a page could send it elsewhere."""
    hosts = (v.decode("latin-1") for k, v in scope["headers"] if k in (b"host", b"x-forwarded-host"))
    streams = "".join(f" ws://{host} wss://{host}" for host in hosts if _HOST.fullmatch(host))
    return _POLICY.replace("{streams}", streams)


def _is_secure(scope: Scope) -> bool:
    forwarded = next((v for k, v in scope["headers"] if k == b"x-forwarded-proto"), b"")
    return scope.get("scheme") == "https" or forwarded == b"https"
