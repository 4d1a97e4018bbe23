"""What the three printed documents of a scenario say: seller's sheet, buyer's sheet, trainer's guide with its grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SheetName = Literal["vendeur", "acheteur", "guide"]
SHEET_NAMES: tuple[SheetName, ...] = ("vendeur", "acheteur", "guide")


@dataclass(frozen=True)
class Table:
    """Rows under a header. ``widths``: relative column widths. ``tall``: empty cells are to be filled in by hand."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    tall: bool = False


@dataclass(frozen=True)
class Section:
    """A heading, then paragraphs, then bullets, then tables."""

    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Sheet:
    """A document ready to print. ``warning``: who may read it. ``slug``: the end of its file name."""

    slug: SheetName
    title: str
    subtitle: str
    warning: str
    sections: tuple[Section, ...]
    footer: str
