"""The real child process: its answers, its limits, its deaths. Each hostile file has a named outcome within 25 s."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import DraftError
from assistant.reading import ReadingLimits, dump, read_bytes, read_draft, sandbox
from tests.unit.reading import hostile
from tests.unit.reading.parsing import check_invariants


def code_of(name: str, data: bytes, limits: ReadingLimits | None = None) -> str:
    try:
        document = read_bytes(name, data, limits=limits)
    except DraftError as error:
        return error.code
    check_invariants(document)
    return "read"


def test_a_draft_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "mémoire.docx"
    path.write_bytes(hostile.docx(hostile.p("Le marché croît de 12 % — « fort » 🙂.")))
    document = read_draft(path)
    assert document.name == "mémoire.docx"
    assert document.text == "Le marché croît de 12 % — « fort » 🙂."
    assert (document.format, document.kind, document.language, document.words) == ("docx", "ecrit", "fr", 6)
    assert len(document.sha256) == 64


def test_the_json_of_the_command_line() -> None:
    said = dump(read_bytes("a.md", b"# Titre\n\nTexte.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n<!-- non -->\n"))
    json.dumps(said)
    assert said["schema"] == "jalon/read@1"
    assert {"sections", "passages", "tables", "hidden_text", "words", "text"} <= set(said)
    assert {"id", "text", "section", "page", "start", "end"} <= set(said["passages"][0])


def test_a_wrong_extension_is_read_and_said() -> None:
    document = read_bytes("dossier.pdf", hostile.docx(hostile.p("Bonjour.")))
    assert document.format == "docx"
    assert ".pdf" in document.warnings[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make", "codes"),
    [
        ("a.docx", hostile.docx_of_many_paragraphs, {"bomb"}),
        ("a.docx", hostile.docx_of_many_empty_paragraphs, {"too_long", "no_text", "memory"}),
        ("a.docx", hostile.zip_bomb, {"bomb"}),
        ("a.docx", hostile.xml_bomb, {"bomb"}),
        ("a.docx", hostile.deep_docx, {"damaged"}),
        (
            "a.docx",
            lambda: hostile.zipped({"[Content_Types].xml": "", "word/a.zip": hostile.zip_bomb(1 << 20)}),
            {"bomb"},
        ),
        ("a.xlsx", hostile.xlsx_far_cell, {"read"}),
        ("a.pdf", hostile.cyclic_pdf, {"read", "damaged", "too_many_pages"}),
        ("a.pdf", hostile.cyclic_form_pdf, {"no_text", "memory", "timeout", "damaged"}),
        ("a.pdf", hostile.long_pdf, {"too_many_pages"}),
        ("a.txt", lambda: b"a" * 50_000_000, {"too_large"}),
        ("a.txt", lambda: b"a " * 9_000_000, {"too_long"}),
        ("a.md", lambda: b"<span hidden " * 60_000, {"too_long"}),
    ],
)
def test_known_killers(name: str, make: Callable[[], bytes], codes: set[str]) -> None:
    data = make()
    started = time.monotonic()
    assert code_of(name, data) in codes
    assert time.monotonic() - started < 25


BIG = hostile.docx_of_varied_words(50_000)


def test_a_slow_reading_is_killed() -> None:
    started = time.monotonic()
    assert code_of("a.docx", BIG, ReadingLimits(wall_seconds=0.05)) == "timeout"
    assert time.monotonic() - started < 5


def test_a_reading_without_memory_is_named() -> None:
    assert code_of("a.docx", BIG, ReadingLimits(memory_bytes=24 * 1024 * 1024)) == "memory"


@pytest.mark.slow
def test_processor_time_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "from assistant.reading.worker import ReadingLimits, limit_self\n"
        "limit_self(ReadingLimits(cpu_seconds=1))\nwhile True: pass"
    )
    assert _with_worker(tmp_path, monkeypatch, program, ReadingLimits(wall_seconds=20)) == "timeout"


def _with_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, limits: ReadingLimits | None = None
) -> str:
    """The outcome when the child runs that program instead."""
    root = Path(sandbox.__file__).parents[2]
    worker = tmp_path / "worker.py"
    worker.write_text(f"import sys\nsys.path.insert(0, {str(root)!r})\n{program}\n")
    monkeypatch.setattr(sandbox, "_WORKER", worker)
    return code_of("a.txt", b"Bonjour", limits)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
        ("raise MemoryError", "memory"),
        ("print('pas du json')", "damaged"),
        ("print('[]')", "damaged"),
        ("pass", "damaged"),
    ],
)
def test_a_dead_child_is_a_named_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    assert _with_worker(tmp_path, monkeypatch, program) == code


def test_the_child_gets_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_API_KEY", "sk-secret")
    seen = tmp_path / "env.txt"
    _with_worker(tmp_path, monkeypatch, f"import os\nopen({str(seen)!r}, 'w').write(repr(dict(os.environ)))")
    assert "PATH" in seen.read_text()
    assert "sk-secret" not in seen.read_text()


def test_the_child_finds_the_libraries_of_its_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site"
    (place / "charset_normalizer").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", ["", str(place), "relatif"])
    seen = tmp_path / "path.txt"
    program = (
        "from assistant.reading import worker\n"
        f"worker.answer = lambda *_: open({str(seen)!r}, 'w').write(repr(sys.path)) and {{}}\nworker.main()"
    )
    assert _with_worker(tmp_path, monkeypatch, program) == "damaged"  # an answer without a document
    assert str(place) in seen.read_text()
    assert "relatif" not in seen.read_text()


def test_the_package_is_light_to_import() -> None:
    program = "import sys, assistant.reading; print(sorted(m.split('.')[0] for m in sys.modules))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    for heavy in ("pydantic", "lxml", "pypdfium2", "docx", "openpyxl", "subprocess"):
        assert f"'{heavy}'" not in said
