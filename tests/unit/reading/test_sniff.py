from __future__ import annotations

import pytest

from assistant.errors import DraftError
from assistant.reading.sniff import sniff

from . import hostile

DOCX = hostile.docx(hostile.p("Bonjour"))
PDF = hostile.pdf([hostile.page_of(["Bonjour"])])


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.docx", DOCX, "docx"),
        ("a.DOCX", DOCX, "docx"),
        ("a.pdf", PDF, "pdf"),
        ("a.pdf", b"\n\n" + PDF, "pdf"),
        ("a.md", b"# Titre", "md"),
        ("a.txt", b"Bonjour", "txt"),
        ("a", b"Bonjour", "txt"),
        ("a.txt", "Été".encode("utf-16"), "txt"),
        ("a.txt", "Élève très occupé".encode("utf-16-le"), "txt"),
        ("a.txt", "Été".encode("cp1252"), "txt"),
        ("a.odt", hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
        ("a.pptx", hostile.zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "pptx"),
        ("a.xlsx", hostile.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
    ],
)
def test_the_type_is_told_by_the_content(name: str, data: bytes, form: str) -> None:
    assert sniff(name, data) == (form, "")


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [("a.pdf", DOCX, "docx"), ("a.doc", DOCX, "docx"), ("a.docx", PDF, "pdf"), ("a.docx", b"Du texte", "txt")],
)
def test_a_wrong_extension_is_read_all_the_same_with_a_warning(name: str, data: bytes, form: str) -> None:
    real, warning = sniff(name, data)
    assert real == form
    assert "extension" in warning
    assert name[1:] in warning


OFFICE = {"[Content_Types].xml": "", "word/document.xml": ""}


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("a.doc", hostile.ole("WordDocument"), "unsupported", ".doc"),
        ("a.xls", hostile.ole("Workbook"), "unsupported", ".xls"),
        ("a.ppt", hostile.ole("PowerPoint Document"), "unsupported", ".ppt"),
        ("a.msg", hostile.ole("autre"), "unsupported", "courriel"),
        ("a.docx", hostile.ole("WordDocument"), "wrong_extension", ".doc"),
        ("a.docx", hostile.ole("EncryptedPackage"), "encrypted", "mot de passe"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "unsupported", "PNG"),
        ("a.pdf", b"\xff\xd8\xff\xe0", "wrong_extension", "JPEG"),
        ("a.bmp", b"BM\0\0\0\0", "unsupported", "BMP"),
        ("a.rtf", b"{\\rtf1 bonjour}", "unsupported", "enrichi"),
        ("a.csv", b"a;b", "unsupported", "CSV"),
        ("a.docx", b"<!DOCTYPE html><p>", "wrong_extension", "web"),
        ("a.docx", b"\0\1\2\3" * 100, "damaged", "endommagé"),
        ("a.bin", b"\0\1\2\3" * 100, "unsupported", "binaire"),
        ("a.docm", DOCX, "macros", "macros"),
        ("a.docx", hostile.zipped({**OFFICE, "word/vbaProject.bin": "x"}), "macros", "macros"),
        ("a.docx", DOCX[: len(DOCX) // 2], "damaged", "endommagé"),
        ("a.zip", hostile.zipped({"a.txt": "x"}), "unsupported", "ZIP"),
        ("a.pages", hostile.zipped({"Index/Document.iwa": "x"}), "unsupported", "iWork"),
        (
            "a.ods",
            hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "unsupported",
            ".ods",
        ),
        ("a.xlsb", hostile.zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "unsupported", ".xlsb"),
    ],
)
def test_what_is_not_read_is_named(name: str, data: bytes, code: str, said: str) -> None:
    with pytest.raises(DraftError) as caught:
        sniff(name, data)
    assert caught.value.code == code
    assert said in caught.value.message
