from __future__ import annotations

import pytest

from assistant.errors import DraftError
from assistant.reading.limits import ReadingLimits
from assistant.reading.package import Package

from . import hostile


def package(parts: dict[str, bytes | str], limits: ReadingLimits | None = None) -> Package:
    return Package("a.docx", hostile.zipped(parts), limits or ReadingLimits())


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16-be"),
    ],
)
def test_no_entity_is_ever_declared(content: bytes) -> None:
    with pytest.raises(DraftError) as caught:
        package({"a.xml": content}).xml("a.xml")
    assert caught.value.code == "bomb"


def test_broken_xml_is_damaged() -> None:
    with pytest.raises(DraftError) as caught:
        package({"a.xml": "<a><b></a>"}).xml("a.xml")
    assert caught.value.code == "damaged"


def test_a_part_and_the_sum_of_parts_are_bounded() -> None:
    limits = ReadingLimits(max_part=1000)
    parts: dict[str, bytes | str] = {"a": b"x" * 900, "b": b"x" * 900, "c": b"x" * 900, "big": b"x" * 1001}
    with pytest.raises(DraftError):
        package(parts, limits).bytes_of("big")
    one = package(parts, limits)
    assert len(one.bytes_of("a") or b"") == len(one.bytes_of("b") or b"") == 900
    with pytest.raises(DraftError):
        one.bytes_of("c")


def test_too_many_tags_is_too_long() -> None:
    with pytest.raises(DraftError) as caught:
        package({"a.xml": "<a>" + "<b/>" * 50 + "</a>"}, ReadingLimits(max_tags=40)).xml("a.xml")
    assert caught.value.code == "too_long"


def test_relations_stay_inside_the_archive() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/styles" Target="../styles.xml"/>'
        '<Relationship Id="r2" Type="x/image" Target="http://exemple.fr/a.png" TargetMode="External"/>'
        '<Relationship Id="r3" Type="x/part" Target="/word/a.xml"/></Relationships>'
    )
    found = package({"word/sub/_rels/doc.xml.rels": rels}).relations("word/sub/doc.xml")
    assert {k: v.target for k, v in found.items()} == {"r1": "word/styles.xml", "r3": "word/a.xml"}
    assert package({}).relations("word/doc.xml") == {}


def test_a_part_that_is_not_there() -> None:
    assert package({}).xml("a.xml") is None
    assert "a.xml" not in package({})


def test_strict_namespaces_are_read_as_the_usual_ones() -> None:
    root = package({"a.xml": '<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}).xml("a.xml")
    assert root is not None
    assert root.tag == f"{{{hostile.W}}}d"
