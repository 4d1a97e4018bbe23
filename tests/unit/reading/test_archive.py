from __future__ import annotations

import pytest

from assistant.errors import DraftError
from assistant.reading.archive import check_archive, check_entries
from assistant.reading.limits import ReadingLimits

from . import hostile

LIMITS = ReadingLimits()


def code_of(data: bytes, limits: ReadingLimits = LIMITS) -> str:
    try:
        check_entries("a.docx", data, limits)
        check_archive("a.docx", data, limits)
    except DraftError as error:
        return error.code
    return "sound"


def test_an_ordinary_file_is_sound() -> None:
    assert code_of(hostile.docx(hostile.p("Bonjour"))) == "sound"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"../../etc/passwd": "x"}, "bomb"),
        ({"/etc/passwd": "x"}, "bomb"),
        ({"C:/windows": "x"}, "bomb"),
        ({"word/..\\..\\a": "x"}, "bomb"),
        ({"word/inside.zip": "x"}, "bomb"),
        ({"word/inside.7Z": "x"}, "bomb"),
        ({"word/embeddings/book.xlsx": "x"}, "sound"),
        ({"word/a.xml": b"\0" * 6_000_000}, "bomb"),
        ({"word/media/blank.bmp": b"\0" * 6_000_000}, "sound"),
    ],
)
def test_names_nesting_and_ratio(parts: dict[str, bytes | str], code: str) -> None:
    assert code_of(hostile.zipped(parts)) == code


def test_the_whole_archive_has_a_ratio_too() -> None:
    parts: dict[str, bytes | str] = {f"word/{i}.xml": b"\0" * 1_000_000 for i in range(6)}
    assert code_of(hostile.zipped(parts)) == "bomb"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hostile.encrypted_zip(), "encrypted"),
        (hostile.overlapping_zip(), "bomb"),
        (hostile.many_entries(), "bomb"),
        (b"PK\x03\x04 ...", "damaged"),
    ],
)
def test_hostile_archives(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_the_declared_total_is_bounded() -> None:
    assert code_of(hostile.zipped({"word/a.png": b"\0" * 3_000_000}), ReadingLimits(max_unpacked=2_000_000)) == "bomb"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_given_twice_is_refused() -> None:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "vu")
        archive.writestr("word/document.xml", "caché")
    assert code_of(buffer.getvalue()) == "bomb"
