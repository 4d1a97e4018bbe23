"""The checks of an Office archive before anything in it is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error

_ARCHIVES: Final = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar", ".cab", ".iso", ".zst")
# Pictures are never unpacked here; a blank bitmap may well compress a thousand times.
_PICTURES: Final = (".bmp", ".emf", ".wmf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".gif", ".svg")
_LOCAL_HEADER: Final = 30


def check_entries(name: str, data: bytes, limits: ReadingLimits) -> None:
    """Refuse an archive of too many entries, counted before its directory is parsed. Raises ``DraftError`` bomb."""
    if data.count(b"PK\x01\x02") > limits.max_entries:
        raise draft_error("bomb", name, why="son archive contient beaucoup trop de fichiers")


def check_archive(name: str, data: bytes, limits: ReadingLimits) -> None:
    """Refuse an archive that is encrypted, damaged, or built to harm.

    Raises ``DraftError``: ``encrypted``, ``damaged`` or ``bomb``. Nothing is inflated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError):
        raise draft_error("damaged", name) from None
    if any(e.flag_bits & 0x1 for e in entries):
        raise draft_error("encrypted", name)
    if any(e.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for e in entries):
        raise draft_error("damaged", name)
    why = _names(entries) or _sizes(entries, limits) or _overlap(entries)
    if why:
        raise draft_error("bomb", name, why=why)


def _names(entries: Sequence[zipfile.ZipInfo]) -> str:
    names = [e.filename for e in entries]
    if len(set(names)) != len(names):
        return "son archive contient deux fois le même nom"
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name.split("/")[0]:
            return "son archive contient un nom de fichier dangereux"
        if name.lower().endswith(_ARCHIVES):
            return "son archive en contient une autre"
    return ""


def _sizes(entries: Sequence[zipfile.ZipInfo], limits: ReadingLimits) -> str:
    if sum(e.file_size for e in entries) > limits.max_unpacked:
        return "son contenu décompressé serait démesuré"
    unpacked = [e for e in entries if not e.filename.lower().endswith(_PICTURES)]
    for entry in unpacked:
        if entry.file_size > limits.ratio_floor and entry.file_size > limits.max_ratio * max(entry.compress_size, 1):
            return "une partie de son archive est anormalement compressée"
    total, packed = sum(e.file_size for e in unpacked), sum(e.compress_size for e in unpacked)
    if total > limits.ratio_floor and total > limits.max_ratio * max(packed, 1):
        return "son archive est anormalement compressée"
    return ""


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> str:
    """Entries that share their bytes: a bomb without nesting."""
    placed = sorted((e.header_offset, e.compress_size) for e in entries)
    for (offset, size), (following, _) in pairwise(placed):
        if offset + _LOCAL_HEADER + size > following:
            return "des parties de son archive se recouvrent"
    return ""
