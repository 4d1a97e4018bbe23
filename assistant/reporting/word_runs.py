"""The characters of a Word file in reading order, each tied to its run, and the cutting of runs between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    Element = Any  # lxml elements: python-docx types only those it models

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _R, _T, _RPR, _BOX = f"{_W}p", f"{_W}r", f"{_W}t", f"{_W}rPr", f"{_W}txbxContent"
_REMOVED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class RunText:
    """``chars``: the visible characters of the body, tables and text boxes included, deletions left out.

    Positions given to the methods are indices in ``chars``; they stay right when runs are cut.
    """

    def __init__(self, word: WordDocument) -> None:
        self.chars: list[str] = []
        self._spots: list[tuple[Element, int]] = []
        self._ranks = {paragraph: rank for rank, paragraph in enumerate(word.element.iter(_P))}
        self._first: dict[int, int] = {}
        for text in _texts(word.element.body):
            self._first.setdefault(self._ranks[next(_ancestors(text, _P))], len(self.chars))
            for offset, char in enumerate(text.text or ""):
                self.chars.append(char)
                self._spots.append((text, offset))

    def isolate(self, first: int, last: int) -> tuple[Element, Element]:
        """The first and last run of ``chars[first:last + 1]``, cut so that they hold nothing else.

        In a text box, where Word takes no comment, it is the run of the body that carries the box, left whole.
        """
        return self._start(first), self._end(last)

    def paragraph(self, rank: int) -> int | None:
        """First character of the paragraph of that rank (from 0, in the order of the file), None without text."""
        return self._first.get(rank)

    def first_run(self, position: int) -> Element:
        """The first run of the paragraph of that character."""
        run = self._spots[position][0].getparent()
        host = _host(run)
        paragraph = next(_ancestors(host if host is not None else run, _P))
        return next(r for r in paragraph.iter(_R) if _host(r) is None)

    def _start(self, position: int) -> Element:
        text, offset = self._spots[position]
        host = _host(text.getparent())
        if host is not None:
            return host
        if offset:
            text = self._cut_text(position)
        if any(sibling.tag != _RPR for sibling in text.itersiblings(preceding=True)):
            _cut_run(text)
        return text.getparent()

    def _end(self, position: int) -> Element:
        text, offset = self._spots[position]
        host = _host(text.getparent())
        if host is not None:
            return host
        if offset + 1 < len(text.text):
            self._cut_text(position + 1)
        following = text.getnext()
        if following is not None:
            _cut_run(following)
        return text.getparent()

    def _cut_text(self, position: int) -> Element:
        """Cut a text element before a character; return the new element, which begins with it."""
        text, offset = self._spots[position]
        rest = deepcopy(text)
        rest.text, text.text = text.text[offset:], text.text[:offset]
        for part in (text, rest):
            part.set(_SPACE, "preserve")
        text.addnext(rest)
        rest.tail = None
        for index in range(position, position + len(rest.text)):
            self._spots[index] = (rest, index - position)
        return rest


def _cut_run(child: Element) -> None:
    """Move ``child`` and what follows it into a new run of the same formatting, right after its own."""
    run = child.getparent()
    new = run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(_RPR)
    if properties is not None:
        new.append(deepcopy(properties))
    for moved in [child, *child.itersiblings()]:
        new.append(moved)
    run.addnext(new)


def _texts(body: Element) -> Iterator[Element]:
    """Text elements paragraph by paragraph; the text of a box comes after the paragraph that carries it."""
    for paragraph in body.iter(_P):
        if any(True for _ in _ancestors(paragraph, *_REMOVED)):
            continue
        for text in paragraph.iter(_T):
            owner = next(_ancestors(text, _P))
            inside = text.getparent().tag == _R and owner is paragraph
            if inside and not any(True for _ in _ancestors(text, *_REMOVED)):
                yield text


def _ancestors(element: Element, *tags: str) -> Iterator[Element]:
    return element.iterancestors(*tags)


def _host(run: Element) -> Element | None:
    """The outermost run that carries the text box in which ``run`` stands, or None."""
    boxes = list(_ancestors(run, _BOX))
    return next(_ancestors(boxes[-1], _R), None) if boxes else None
