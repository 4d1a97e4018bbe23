from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ModelNotFound, ModelUnavailable, SettingsError
from assistant.llm.gguf_files import gguf_file

CONTENT = b"GGUF" + bytes(range(256)) * 20
NAME = "owner/small-model/tiny.Q4.gguf"


@contextmanager
def hub(*, cut_after: int | None = None, content: bytes = CONTENT) -> Generator[list[tuple[str, str | None]]]:
    """A file server that takes up where one stopped; the first answer may be cut."""
    asked: list[tuple[str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is printed."""

        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            asked.append((self.path, wanted))
            if not self.path.endswith("/resolve/main/tiny.Q4.gguf"):
                self.send_error(404)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = cut_after if cut_after and len(asked) == 1 else len(content)
            self.wfile.write(content[start:end])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
        yield asked
    server.shutdown()
    server.server_close()


def test_a_file_of_this_machine_is_taken_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(CONTENT)
    assert gguf_file(str(path), tmp_path / "kept") == path


def test_a_file_of_a_repository_is_downloaded_once(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    with hub() as asked:
        path = gguf_file(NAME, tmp_path, told=lambda done, total: seen.append((done, total)))
        assert gguf_file(NAME, tmp_path) == path
    assert path.read_bytes() == CONTENT
    assert asked == [("/owner/small-model/resolve/main/tiny.Q4.gguf", None)]
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_download_cut_short_is_taken_up_and_never_seen_half_done(tmp_path: Path) -> None:
    with hub(cut_after=1000) as asked:
        with pytest.raises(ModelUnavailable):
            gguf_file(NAME, tmp_path)
        assert list(tmp_path.rglob("*.gguf")) == []
        assert gguf_file(NAME, tmp_path).read_bytes() == CONTENT
    assert asked[1][1] == "bytes=1000-"


def test_what_cannot_be_had_is_told(tmp_path: Path) -> None:
    with hub(), pytest.raises(ModelNotFound):
        gguf_file("owner/small-model/autre.gguf", tmp_path)
    with hub(content=b"<html>"), pytest.raises(SettingsError, match="GGUF"):
        gguf_file(NAME, tmp_path)
    for name in ("absent.gguf", "../../etc/passwd", "owner/repo/../../x.gguf"):
        with pytest.raises(SettingsError):
            gguf_file(name, tmp_path)
