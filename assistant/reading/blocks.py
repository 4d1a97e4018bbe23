"""What a reader hands over: visible blocks in reading order, and hidden text apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.domain.document import PassageKind

_MAX_HIDDEN: Final = 200
_MAX_HIDDEN_CHARS: Final = 2000
# No-break spaces stay (they are French typography); the others and line ends become one space.
_SPACES: Final = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, table row, turn or note.

    level: heading level from 1 (0: guessed, to be placed under the last sure heading), or depth of a list item from 0.
    label: its number as seen ("2.1", "a)"), kept out of its identity so that renumbering keeps ids.
    context: what the eye sees around it, without the section path. table: rank of its table, for rows.
    title: names the whole document. toc: a line of a table of contents. silent: opens a section without being written.
    """

    text: str
    kind: PassageKind = "paragraph"
    level: int = 0
    label: str = ""
    page: int | None = None
    locator: str = ""
    context: str = ""
    cells: tuple[str, ...] = ()
    table: int | None = None
    title: bool = False
    toc: bool = False
    silent: bool = False
    speaker: str | None = None
    turn: int | None = None

    @property
    def shown(self) -> str:
        """Label and text, as seen."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(slots=True)
class Hidden:
    """A piece of text that is not seen, with the reason and the place (French)."""

    reason: str
    text: str
    where: str = ""


@dataclass(slots=True)
class Extract:
    """The whole of a draft before its passages are cut. ``scanned``: some page is only an image."""

    blocks: list[Block] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    pages: int | None = None
    scanned: bool = False
    tables: int = 0

    def hide(self, reason: str, text: str, where: str = "") -> None:
        """Set a hidden text apart; follows on from the last one when reason and place are the same."""
        text = one_line(text)
        if not text:
            return
        last = self.hidden[-1] if self.hidden else None
        if last and (last.reason, last.where) == (reason, where):
            last.text = f"{last.text} {text}"[:_MAX_HIDDEN_CHARS]
        elif len(self.hidden) < _MAX_HIDDEN:
            self.hidden.append(Hidden(reason, text[:_MAX_HIDDEN_CHARS], where))

    def warn(self, sentence: str) -> None:
        """Say something once to the reader of the critique."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def new_table(self) -> int:
        """The rank of the table that begins."""
        self.tables += 1
        return self.tables - 1


def one_line(text: str) -> str:
    """The text on one line, without control characters, its ends trimmed."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()
