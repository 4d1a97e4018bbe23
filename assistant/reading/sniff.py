"""What a file really is, told from its bytes and not from its name."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.reading.messages import draft_error

if TYPE_CHECKING:
    from assistant.domain.document import Format

_LABELS: Final[dict[str, str]] = {
    "docx": "document Word (.docx)",
    "pdf": "PDF",
    "odt": "document OpenDocument (.odt)",
    "pptx": "diaporama PowerPoint (.pptx)",
    "xlsx": "classeur Excel (.xlsx)",
    "md": "texte Markdown",
    "txt": "texte simple",
}
_EXTENSIONS: Final[dict[str, Format]] = {
    ".docx": "docx", ".pdf": "pdf", ".odt": "odt", ".pptx": "pptx", ".xlsx": "xlsx", ".md": "md",
    ".markdown": "md", ".mdown": "md", ".txt": "txt", ".text": "txt", "": "txt",
}  # fmt: skip
_FOREIGN: Final[dict[str, str]] = {
    ".doc": "ancien document Word (.doc)", ".xls": "ancien classeur Excel (.xls)",
    ".ppt": "ancien diaporama PowerPoint (.ppt)", ".pages": "document Apple Pages",
    ".numbers": "tableur Apple Numbers", ".key": "présentation Apple Keynote", ".rtf": "texte enrichi (.rtf)",
    ".csv": "données CSV", ".tsv": "données TSV", ".html": "page web", ".htm": "page web", ".json": "données JSON",
    ".xml": "données XML", ".tex": "source LaTeX", ".ods": "classeur OpenDocument (.ods)",
    ".odp": "présentation OpenDocument (.odp)", ".epub": "livre EPUB", ".eml": "courriel", ".msg": "courriel",
}  # fmt: skip
_MACRO_EXTENSIONS: Final = frozenset((".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm"))
_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"\x89PNG", "image PNG"), (0, b"\xff\xd8\xff", "image JPEG"), (0, b"GIF8", "image GIF"),
    (8, b"WEBP", "image WebP"), (0, b"II*\x00", "image TIFF"), (0, b"MM\x00*", "image TIFF"),
    (4, b"ftypheic", "photo HEIC"), (4, b"ftypmif1", "photo HEIC"), (4, b"ftyp", "vidéo ou son"),
    (0, b"\x1f\x8b", "archive compressée"), (0, b"7z\xbc\xaf\x27\x1c", "archive 7z"), (0, b"Rar!", "archive RAR"),
    (0, b"BZh", "archive compressée"), (0, b"\xfd7zXZ", "archive compressée"), (0, b"ID3", "fichier son"),
    (0, b"RIFF", "fichier son ou vidéo"), (0, b"OggS", "fichier son"), (0, b"MZ", "programme"),
    (0, b"\x7fELF", "programme"), (0, b"SQLite format 3", "base de données"), (0, b"{\\rtf", "texte enrichi (.rtf)"),
)  # fmt: skip
_OPENDOCUMENT: Final[dict[str, str]] = {
    "application/vnd.oasis.opendocument.spreadsheet": "classeur OpenDocument (.ods)",
    "application/vnd.oasis.opendocument.presentation": "présentation OpenDocument (.odp)",
    "application/vnd.oasis.opendocument.graphics": "dessin OpenDocument (.odg)",
    "application/epub+zip": "livre EPUB",
}
_OFFICE: Final[tuple[tuple[str, Format], ...]] = (("word", "docx"), ("ppt", "pptx"), ("xl", "xlsx"))
_ODT_TYPES: Final = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")


class Sniffed(NamedTuple):
    """The format to read, and the warning to give when the extension says otherwise."""

    format: Format
    warning: str = ""


def sniff(name: str, data: bytes) -> Sniffed:
    """The real format of these bytes.

    Raises ``DraftError``: ``encrypted``, ``macros``, ``damaged``, ``unsupported``, ``wrong_extension``.
    """
    extension = PurePath(name).suffix.lower()
    if extension in _MACRO_EXTENSIONS:
        raise draft_error("macros", name)
    real, kind = _real_type(name, data)
    if real is None:
        claimed = extension in _EXTENSIONS and extension != ""
        raise draft_error("wrong_extension" if claimed else "unsupported", name, kind=kind)
    if real == "txt":
        return _text_type(name, extension)
    if _EXTENSIONS.get(extension) == real:
        return Sniffed(real)
    return Sniffed(real, _mismatch(extension, real))


def _text_type(name: str, extension: str) -> Sniffed:
    if extension in _FOREIGN and extension != ".doc":
        raise draft_error("unsupported", name, kind=_FOREIGN[extension])
    expected = _EXTENSIONS.get(extension)
    if expected in ("txt", "md"):
        return Sniffed(expected)
    return Sniffed("txt", _mismatch(extension, "txt"))


def _mismatch(extension: str, real: Format) -> str:
    return f"L'extension « {extension or 'absente'} » ne correspond pas au contenu : lu comme {_LABELS[real]}."


def _real_type(name: str, data: bytes) -> tuple[Format | None, str]:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_type(name, data)
    if b"%PDF-" in data[:1024]:
        return "pdf", ""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return None, _ole_type(name, data)
    for at, magic, kind in _MAGIC:
        if data.startswith(magic, at):
            return None, kind
    if data.startswith(b"BM") and b"\x00" in data[:64]:
        return None, "image BMP"
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return None, "page web"
    return ("txt", "") if _is_text(data) else (None, _binary(name))


def _binary(name: str) -> str:
    extension = PurePath(name).suffix.lower()
    if extension in _EXTENSIONS:  # claims a format that we read, but nothing of it is there
        raise draft_error("damaged", name)
    return _FOREIGN.get(extension, "fichier binaire inconnu")


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:65536]
    if head.count(b"\x00") > len(head) // 4:  # UTF-16 without its mark: every other byte is zero
        even, odd = head[::2].count(0), head[1::2].count(0)
        return max(even, odd) > 0.4 * len(head) and min(even, odd) < 0.02 * len(head)
    controls = sum(head.count(c) for c in (*range(9), *range(14, 27), *range(28, 32)))
    return controls <= len(head) // 500


def _ole_type(name: str, data: bytes) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise draft_error("encrypted", name)
    if holds("WordDocument"):
        return "ancien document Word (.doc)"
    if holds("PowerPoint Document"):
        return "ancien diaporama PowerPoint (.ppt)"
    if holds("Workbook") or holds("Book"):
        return "ancien classeur Excel (.xls)"
    return _FOREIGN.get(PurePath(name).suffix.lower(), "ancien fichier bureautique")


def _zip_type(name: str, data: bytes) -> tuple[Format | None, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            declared = archive.open("mimetype").read(100) if "mimetype" in members else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        raise draft_error("damaged", name) from None
    if any(m.lower().endswith("vbaproject.bin") for m in members):
        raise draft_error("macros", name)
    return _package_type(members, declared.decode("ascii", "replace").strip())


def _package_type(members: set[str], declared: str) -> tuple[Format | None, str]:
    if declared in _ODT_TYPES:
        return "odt", ""
    if declared in _OPENDOCUMENT:
        return None, _OPENDOCUMENT[declared]
    if "[Content_Types].xml" in members:
        folders = {m.split("/", 1)[0] for m in members if "/" in m}
        if "xl/workbook.bin" in members:
            return None, "classeur Excel binaire (.xlsb)"
        for folder, form in _OFFICE:
            if folder in folders:
                return form, ""
    if any(m.endswith((".iwa", "index.apxl")) for m in members):
        return None, "document Apple iWork (Pages, Numbers ou Keynote)"
    return None, "archive ZIP"
