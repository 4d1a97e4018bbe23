"""A visitor of the application without a browser: its cookies, its websocket, Streamlit's frames parsed."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import httpx
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.Element_pb2 import Element
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.proto.WidgetStates_pb2 import WidgetState
    from websockets.asyncio.client import ClientConnection

PATIENCE = 120.0
"""Seconds without any frame after which a visitor is lost."""


@dataclass
class Visitor:
    """One tab. ``widgets``: id of each widget on the page, by kind, the latest first; filled by ``frames``."""

    socket: ClientConnection
    http: httpx.AsyncClient
    page: str
    session: str = ""
    widgets: dict[str, str] = field(default_factory=dict[str, str])
    buttons: dict[str, str] = field(default_factory=dict[str, str])

    async def run(self, *states: WidgetState) -> None:
        """Ask for a run of the page with those widgets set."""
        from streamlit.proto.BackMsg_pb2 import BackMsg

        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.widget_states.widgets.extend(states)
        await self._send(message)

    async def frames(self) -> AsyncGenerator[ForwardMsg]:
        """What the server sends until the script's end. Raises ``TimeoutError``, ``ConnectionClosed``."""
        while True:
            message = await self._receive()
            self._learn(message)
            yield message
            if message.WhichOneof("type") == "script_finished" and message.script_finished != _FAST_RERUN:
                return

    async def settle(self) -> None:
        """Read until the script's end."""
        async for _ in self.frames():
            pass

    async def upload(self, name: str, data: bytes) -> WidgetState:
        """Send a file as the browser does; the state of the uploader that holds it. Raises ``HTTPStatusError``."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.WidgetStates_pb2 import WidgetState

        ask = BackMsg()
        ask.file_urls_request.request_id = uuid.uuid4().hex
        ask.file_urls_request.session_id = self.session
        ask.file_urls_request.file_names.append(name)
        await self._send(ask)
        while (message := await self._receive()).WhichOneof("type") != "file_urls_response":
            self._learn(message)
        urls = message.file_urls_response.file_urls[0]
        answer = await self.http.put(
            urls.upload_url, files={"file": (name, data)}, headers={"X-Xsrftoken": self.http.cookies["_streamlit_xsrf"]}
        )
        answer.raise_for_status()
        state = WidgetState(id=self.widgets["file_uploader"])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(data)
        info.file_urls.CopyFrom(urls)
        return state

    async def _send(self, message: BackMsg) -> None:
        await self.socket.send(message.SerializeToString())

    async def _receive(self) -> ForwardMsg:
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = ForwardMsg()
        message.ParseFromString(cast("bytes", await asyncio.wait_for(self.socket.recv(), PATIENCE)))
        return message

    def _learn(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
            self.widgets, self.buttons = {}, {}
        element = element_of(message)
        if element is None:
            return
        kind = element.WhichOneof("type") or ""
        of_kind = getattr(element, kind, None)
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif hasattr(of_kind, "id"):
            self.widgets[kind] = cast("Any", of_kind).id


@asynccontextmanager
async def visiting(address: str, page: str) -> AsyncGenerator[Visitor]:
    """Opens the page as a new person: the document first, for its cookies, then the websocket; waits for the page."""
    import httpx
    from websockets.asyncio.client import connect

    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, trust_env=False) as http:
        for path, accept in (("/", "text/html"), ("/_stcore/health", "*/*")):  # the order of a browser
            (await http.get(path, headers={"Accept": accept})).raise_for_status()
        jar = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
        async with connect(
            address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=cast("Any", ["streamlit", http.cookies["_streamlit_xsrf"]]),
            additional_headers={"Cookie": jar},
            origin=cast("Any", address),
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
            proxy=None,
        ) as socket:
            visitor = Visitor(socket, http, page)
            await visitor.run()
            await visitor.settle()
            yield visitor


def element_of(message: ForwardMsg) -> Element | None:
    """The element that a frame puts on the page, if it does."""
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return None
    return message.delta.new_element


def words_of(message: ForwardMsg) -> str:
    """The HTML or Markdown that a frame puts on the page."""
    element = element_of(message)
    kind = element.WhichOneof("type") if element is not None else None
    if element is None or kind not in ("html", "markdown"):
        return ""
    return element.html.body if kind == "html" else element.markdown.body


_FAST_RERUN = 2  # ForwardMsg.FINISHED_EARLY_FOR_RERUN: another run follows at once
