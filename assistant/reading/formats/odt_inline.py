"""The inside of an OpenDocument paragraph: text that is seen, text that is not, and what hangs from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assistant.reading.blocks import Extract
from assistant.reading.colour import MASKED, Look, Rgb
from assistant.reading.element import Element
from assistant.reading.formats.odt_styles import DRAW, OFFICE, TEXT, Styles

_SKIPPED: Final = frozenset(
    (OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "tracked-changes", TEXT + "ruby-text")
)
SHAPES: Final = frozenset(DRAW + s for s in ("custom-shape", "rect", "ellipse", "line", "polygon", "path", "caption"))
_SPACES: Final = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}


@dataclass(slots=True)
class Said:
    """What a paragraph says (forced line ends kept), and the notes, frames and shapes that hang from it."""

    parts: list[str] = field(default_factory=list)
    hanging: list[Element] = field(default_factory=list)
    bold: bool = True
    page_breaks: int = 0


class InlineWalker:
    """Reads paragraphs under their styles; hidden text goes to the extract."""

    def __init__(self, styles: Styles, extract: Extract) -> None:
        self._styles = styles
        self._extract = extract
        self._where = ""

    def read(self, paragraph: Element, behind: Rgb, where: str) -> Said:
        """The paragraph's content on that background; ``where`` places what is hidden."""
        self._where = where
        said = Said()
        self._walk(paragraph, self._styles.look(paragraph.get(TEXT + "style-name")), behind, said)
        return said

    def _walk(self, element: Element, look: Look, behind: Rgb, said: Said) -> None:
        self._say(element.text, look, behind, said)
        for child in element:
            tag = child.tag
            if tag == TEXT + "span":
                self._walk(child, self._styles.look(child.get(TEXT + "style-name")).over(look), behind, said)
            elif tag in _SPACES:
                said.parts.append(_SPACES[tag])
            elif tag == TEXT + "soft-page-break":
                said.page_breaks += 1
            elif tag == TEXT + "note" or tag == DRAW + "frame" or tag in SHAPES:
                said.hanging.append(child)
            elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
                hidden = child.get(TEXT + "string-value") or "".join(child.itertext())
                self._extract.hide(MASKED, hidden, self._where)
            elif tag not in _SKIPPED:
                self._walk(child, look, behind, said)
            self._say(child.tail, look, behind, said)

    def _say(self, text: str | None, look: Look, behind: Rgb, said: Said) -> None:
        if not text:
            return
        why = look.unseen_because(behind)
        if why and text.strip():
            self._extract.hide(why, text, self._where)
            said.parts.append(" ")
            return
        said.parts.append(text.replace("\n", " "))  # line ends of the XML are spaces
        if any(c.isalnum() for c in text):
            said.bold = said.bold and bool(look.bold)
