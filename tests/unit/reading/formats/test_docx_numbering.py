from __future__ import annotations

import pytest
from lxml import etree

from assistant.reading.formats.docx_numbering import Numbering, roman, written


@pytest.mark.parametrize(("value", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (2024, "MMXXIV")])
def test_roman(value: int, text: str) -> None:
    assert roman(value) == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "lowerLetter", "c"),
        (28, "upperLetter", "BB"),
        (3, "decimalZero", "03"),
        (2, "lowerRoman", "ii"),
        (7, "thaiCounting", "7"),
    ],
)
def test_written(value: int, form: str, text: str) -> None:
    assert written(value, form) == text


def numbering(start: str = "") -> Numbering:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return Numbering(
        etree.fromstring(
            f'<w:numbering {space}><w:abstractNum w:abstractNumId="7">'
            '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/><w:pStyle w:val="T2"/></w:lvl>'
            '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="7"/>{override}</w:num></w:numbering>'
        )
    )


def test_counters_run_by_level_and_start_again_below() -> None:
    lists = numbering()
    labels = [lists.next_label("1", depth) for depth in (0, 1, 1, 0, 1, 2)]
    assert labels == ["1.", "1.a)", "1.b)", "2.", "2.a)", ""]
    assert lists.next_label("9", 0) is None
    assert lists.level_of_style("1", "T2") == 1


def test_a_list_may_start_elsewhere() -> None:
    lists = numbering("5")
    assert [lists.next_label("1", 0) for _ in range(2)] == ["5.", "6."]
