"""Tables as rows that can be read and searched one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.reading.blocks import Block

SEPARATOR: Final = " | "
_FIGURE: Final = re.compile(r"[\d\s.,%€$£+\-–—/\u00a0\u202f]*")


def header_of(rows: Sequence[Sequence[str]]) -> Sequence[str] | None:
    """The first row when it names columns: two cells or more, words rather than figures, something below it."""
    if len(rows) < 2:
        return None
    named = [c for c in rows[0] if c.strip()]
    words = [c for c in named if not _FIGURE.fullmatch(c)]
    if len(rows[0]) < 2 or not words or len(words) < len(named) or any(len(c.split()) > 25 for c in named):
        return None
    return rows[0]


def pairs(header: Sequence[str], cells: Sequence[str]) -> str:
    """``en-tête : valeur`` for each filled cell under a named column."""
    named = ((h.strip(), c.strip()) for h, c in zip(header, cells, strict=False))
    return " ; ".join(f"{h} : {c}" for h, c in named if h and c)


def row_blocks(
    rows: Sequence[Sequence[str]],
    table: int,
    *,
    meant: Sequence[Sequence[str]] | None = None,
    pages: Sequence[int | None] | None = None,
    locators: Sequence[str] | None = None,
) -> list[Block]:
    """A block for each row that is not empty, with its header as context.

    meant: the same rows with merged cells filled in, for the context only. pages, locators: one for each row.
    """
    meant = meant or rows
    header = header_of(meant)
    blocks: list[Block] = []
    for i, cells in enumerate(rows):
        if not any(c.strip() for c in cells):
            continue
        blocks.append(
            Block(
                text=SEPARATOR.join(c.strip() for c in cells).strip(),
                kind="row",
                cells=tuple(c.strip() for c in cells),
                table=table,
                context=pairs(header, meant[i]) if header and i else "",
                page=pages[i] if pages else None,
                locator=locators[i] if locators else "",
            )
        )
    return blocks
