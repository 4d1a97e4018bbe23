"""The part of lxml's element that readers use, since lxml ships no types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, overload


class Element(Protocol):
    """An XML element without comments or processing instructions around it."""

    tag: str
    text: str | None
    tail: str | None

    @property
    def attrib(self) -> Mapping[str, str]:
        """Every attribute."""
        ...

    @overload
    def get(self, key: str) -> str | None: ...
    @overload
    def get(self, key: str, default: str) -> str: ...
    def set(self, key: str, value: str) -> None:
        """Set an attribute."""
        ...

    def find(self, path: str) -> Element | None:
        """The first descendant on that path."""
        ...

    def findall(self, path: str) -> list[Element]:
        """The descendants on that path."""
        ...

    def iter(self, *tags: str) -> Iterator[Element]:
        """The element and its descendants of those names, in document order."""
        ...

    def itertext(self) -> Iterator[str]:
        """Every text under the element."""
        ...

    def getparent(self) -> Element | None:
        """The element that holds this one."""
        ...

    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
