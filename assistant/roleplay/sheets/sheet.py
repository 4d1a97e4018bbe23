"""What the three printed documents of a scenario say: seller's sheet, buyer's sheet, trainer's guide with its grid."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

SheetName = Literal["vendeur", "acheteur", "guide"]
SHEET_NAMES: tuple[SheetName, ...] = ("vendeur", "acheteur", "guide")


_LINE = 100
"""Characters of a line across the page, at the size of a table."""

_LINES_KEPT = 32
"""A table of fewer lines is never cut by the end of a page; a longer one would leave too much white."""


@dataclass(frozen=True)
class Table:
    """Rows under a header. ``widths``: relative column widths. ``tall``: empty cells are to be filled in by hand."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    tall: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is short enough to stand on one page."""
        room = [max(4.0, _LINE * share / sum(self.widths)) for share in self.widths]
        lines = sum(max(math.ceil(len(c) / w) for c, w in zip(row, room, strict=True)) for row in self.rows)
        return lines + (3 * len(self.rows) if self.tall else 0) < _LINES_KEPT


@dataclass(frozen=True)
class Section:
    """A heading, then paragraphs, then bullets, then tables. ``wide``: on landscape pages of its own."""

    title: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Sheet:
    """A document ready to print. ``warning``: who may read it. ``slug``: the end of its file name."""

    slug: SheetName | Literal["debrief"]
    title: str
    subtitle: str
    warning: str
    sections: tuple[Section, ...]
    footer: str
