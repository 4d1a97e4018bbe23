from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.services import Services
from assistant.ui.server import COOKIE, FrenchPage, in_french, routes, valid_token

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body><noscript>You need to enable '
    "JavaScript</noscript></body></html>"
)


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE, headers={"etag": '"x"'})


async def health(request: Request) -> Response:
    return PlainTextResponse("ok")


def get(path: str, *, accept: str = "text/html", cookie: str | None = None, host: str = "test") -> httpx.Response:
    app = FrenchPage(Starlette(routes=[Route("/", page), Route("/health", health), *routes()]))
    headers = {"accept": accept, "host": host} | ({"cookie": f"{COOKIE}={cookie}"} if cookie else {})

    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(call())


@pytest.mark.usefixtures("app_services")
def test_the_page_is_french_with_our_style_before_the_first_paint() -> None:
    answer = get("/")

    assert '<html lang="fr">' in answer.text
    assert "<title>Jalon</title>" in answer.text
    assert "jalon.css" in answer.text
    assert answer.text.index("theme.js") < answer.text.index("</head>")
    assert '<head><script src="./jalon/theme.js">' in answer.text  # before Streamlit asks which theme
    assert "JavaScript</noscript>" not in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["content-language"] == "fr"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "connect-src 'self' ws://test wss://test;" in answer.headers["content-security-policy"]
    assert "etag" not in answer.headers


@pytest.mark.usefixtures("app_services")
def test_a_strange_host_adds_nothing_to_the_policy() -> None:
    policy = get("/", host="x; script-src *").headers["content-security-policy"]

    assert "connect-src 'self';" in policy
    assert "script-src *" not in policy


def test_a_new_browser_gets_a_key_that_no_script_reads_and_keeps_it(app_services: Services) -> None:
    first = get("/")
    jar = SimpleCookie(first.headers["set-cookie"])
    key = jar[COOKIE].value

    assert jar[COOKIE]["httponly"]
    assert jar[COOKIE]["samesite"] == "Lax"
    assert "set-cookie" not in get("/", cookie=key).headers
    assert app_services.store.person(key).id == app_services.store.person(key).id


@pytest.mark.usefixtures("app_services")
def test_an_unknown_or_erased_key_is_replaced() -> None:
    answer = get("/", cookie="A" * 43)

    assert SimpleCookie(answer.headers["set-cookie"])[COOKIE].value != "A" * 43


def test_other_requests_pass_untouched() -> None:
    answer = get("/health", accept="*/*")

    assert answer.text == "ok"
    assert "set-cookie" not in answer.headers


def test_our_files_are_served() -> None:
    assert get("/jalon/jalon.css", accept="text/css").status_code == 200
    assert get("/jalon/jalon.js", accept="*/*").status_code == 200


@pytest.mark.parametrize("value", [None, "", "court", "a" * 32 + "<script>", "x" * 65, 3])
def test_only_keys_of_our_form_are_looked_up(value: object) -> None:
    assert valid_token(value) is None


def test_a_page_without_what_we_look_for_is_left_whole() -> None:
    assert in_french("<p>bonjour</p>") == "<p>bonjour</p>"
