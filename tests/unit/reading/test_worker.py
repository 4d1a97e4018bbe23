from __future__ import annotations

import pytest

from assistant.reading import worker
from assistant.reading.limits import ReadingLimits

from . import hostile


def code_of(form: str, data: bytes, limits: ReadingLimits | None = None) -> str:
    said = worker.answer(f"a.{form}", form, data, limits or ReadingLimits())
    return said["error"]["code"] if "error" in said else "read"


@pytest.mark.parametrize(
    ("form", "data", "code"),
    [
        ("txt", b"Bonjour", "read"),
        ("txt", b"  \n\t ", "no_text"),
        ("docx", hostile.docx(hostile.p("")), "no_text"),
        ("docx", hostile.docx(hostile.p(hostile.run("caché", "<w:vanish/>"))), "no_text"),
        ("docx", hostile.zipped({"[Content_Types].xml": ""}), "damaged"),
        ("pptx", hostile.zipped({"[Content_Types].xml": ""}), "damaged"),
        ("xlsx", hostile.zipped({"[Content_Types].xml": ""}), "damaged"),
        ("odt", hostile.zipped({"mimetype": ""}), "damaged"),
        ("odt", hostile.zipped({"META-INF/manifest.xml": "<m:encryption-data/>"}), "encrypted"),
        ("pdf", b"%PDF-1.7 rien", "damaged"),
        ("docx", hostile.xml_bomb(), "bomb"),
        ("docx", hostile.external_entity(), "bomb"),
        ("docx", hostile.deep_docx(), "damaged"),
        ("docx", hostile.lying_zip(), "damaged"),
        ("docx", hostile.docx_of_varied_words(61_000), "too_long"),
        ("txt", b"mot " * 61_000, "too_long"),
        ("txt", b"x" * 5_000_000, "too_long"),
        ("pdf", hostile.long_pdf(), "too_many_pages"),
        ("pdf", hostile.scanned_pdf(), "scanned"),
        ("pdf", hostile.locked_pdf(), "encrypted"),
        ("pdf", hostile.pdf([""]), "no_text"),
    ],
)
def test_every_case_has_its_name(form: str, data: bytes, code: str) -> None:
    assert code_of(form, data) == code


def test_a_failed_allocation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "parse", exhausted)
    assert code_of("txt", b"x") == "memory"


def test_whatever_else_breaks_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(worker, "parse", broken)
    assert code_of("txt", b"x") == "damaged"
