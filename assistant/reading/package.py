"""Parts of an Office archive, inflated within bounds and parsed as harmless XML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Final, NamedTuple

from assistant.reading.element import Element
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error, spaced

_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DTD: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(?:D\x00O|E\x00N)")
# ISO "strict" files use other namespaces for the same elements.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip


class Relation(NamedTuple):
    """A link from a part to another: the last word of its type, and the part's name in the archive."""

    kind: str
    target: str


class Package:
    """An archive already checked, read part by part. Raises ``DraftError`` of codes damaged, bomb, too_long."""

    def __init__(self, name: str, data: bytes, limits: ReadingLimits) -> None:
        self._name = name
        self._limits = limits
        self._left = 2 * limits.max_part
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, EOFError, OSError, ValueError):
            raise draft_error("damaged", name) from None
        self._members = set(self._zip.namelist())

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def bytes_of(self, part: str) -> bytes | None:
        """The inflated part, or None when the archive has no such part."""
        if part not in self._members:
            return None
        bound = min(self._limits.max_part, self._left)
        try:
            with self._zip.open(part) as stream:
                content = stream.read(bound + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            raise draft_error("damaged", self._name) from None
        if len(content) > bound:
            raise draft_error("bomb", self._name, why="son contenu décompressé serait démesuré")
        self._left -= len(content)
        return content

    def xml(self, part: str) -> Element | None:
        """The root of an XML part, or None when the archive has no such part."""
        content = self.bytes_of(part)
        return None if content is None else self._parse(content)

    def _parse(self, content: bytes) -> Element:
        from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: compiled, ships no stub

        if _DTD.search(content):
            raise draft_error("bomb", self._name, why="il définit des entités XML")
        if content.count(b"<") > self._limits.max_tags:
            raise draft_error("too_long", self._name, limit=spaced(self._limits.max_words))
        if b"purl.oclc.org" in content[:4096]:
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if "memory" in str(error).lower():
                raise MemoryError from None
            raise draft_error("damaged", self._name) from None

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by id; links outside the archive are left out."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for rel in root.iter(_RELS):
            target = rel.get("Target", "")
            if rel.get("TargetMode") == "External" or not target:
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[rel.get("Id", "")] = Relation(rel.get("Type", "").rsplit("/", 1)[-1], path)
        return found

    def main_part(self, default: str) -> str:
        """The part that the archive names as its main document."""
        mains = [r.target for r in self.relations("").values() if r.kind == "officeDocument" and r.target in self]
        return mains[0] if mains else default
