"""Markdown drafts: titles, lists, pipe tables, fences; marks taken off, the words of each line kept."""

from __future__ import annotations

import re
from typing import Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.dialogue import is_dialogue, speaker_of
from assistant.reading.formats.plain import lines_of
from assistant.reading.limits import ReadingLimits
from assistant.reading.structure import title_like
from assistant.reading.tables import row_blocks

COMMENT: Final = "commentaire HTML"
HIDDEN_HTML: Final = "balise HTML qui masque son contenu"

_COMMENT: Final = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_LINK_COMMENT: Final = re.compile(
    r"^\[(?://|comment|_)\]:\s*(?:#|<>)?\s*[(\"'](.*)[)\"']\s*$", re.MULTILINE | re.IGNORECASE
)
_MASKED: Final = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]{0,15})\b(?=[^<>]{0,300}(?:\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt|em|%)?\s*[;\"']"
    r"|opacity\s*:\s*0\s*[;\"']|color\s*:\s*(?:white|#fff(?:fff)?)\b))[^<>]{0,600}>(?P<said>.*?)(?:</(?P=tag)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"</?(?:br|p|div|span|b|i|u|em|strong|sub|sup|small|center|font|details|summary|hr|mark)\b[^<>]{0,600}>",
    re.IGNORECASE,
)
_ATX: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_ITEM: Final = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•–]|(?P<label>(?:\d{1,3}|[a-zA-Z])[.)]))[ \t]+(?P<body>\S.*)")
_SETEXT: Final = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_RULE: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_TABLE_RULE: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_BOLD: Final = re.compile(r"(\*\*\*?|___?)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![\w_])"
)
_CODE: Final = re.compile(r"`([^`\n]+)`")
_BOLD_ONLY: Final = re.compile(r"(?:\*\*|__)(?=\S)([^*_]+?)(?:\*\*|__)[ \t]*\Z")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>'\"~<])")
_CHECKBOX: Final = re.compile(r"\[[ xX]\][ \t]+")


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of a .md. Raises ``DraftError`` too_long."""
    extract = Extract()
    text = _set_apart("\n".join(lines_of(data, name, limits)), extract)
    _Reader(text.split("\n"), extract).run()
    return extract


def _set_apart(text: str, extract: Extract) -> str:
    """The text without what a rendered page does not show; line numbers do not move."""

    def take(reason: str, match: re.Match[str], said: str) -> str:
        extract.hide(reason, _TAG.sub(" ", said), f"ligne {text.count(chr(10), 0, match.start()) + 1}")
        return " " + "\n" * match.group().count("\n")

    text = _COMMENT.sub(lambda m: take(COMMENT, m, m[1]), text)
    text = _LINK_COMMENT.sub(lambda m: take(COMMENT, m, m[1]), text)
    return _MASKED.sub(lambda m: take(HIDDEN_HTML, m, m["said"]), text)


def plain(text: str) -> str:
    """A line without emphasis, code and harmless HTML marks; links keep their address, as in the source."""
    text = _TAG.sub(" ", text) if "<" in text else text
    for _ in range(2):  # bold inside italics, and the other way round
        text = _BOLD.sub(r"\2", text)
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    return one_line(_ESCAPE.sub(r"\1", _CODE.sub(r"\1", text)))


class _Reader:
    """One pass over the lines, with the paragraph or item that is still open."""

    def __init__(self, lines: list[str], extract: Extract) -> None:
        self._lines = lines
        self._extract = extract
        self._dialogue = is_dialogue([plain(line) for line in lines if line.strip()])
        self._open: Block | None = None
        self._indents: list[int] = []

    def run(self) -> None:
        """Turn every line into blocks."""
        at = self._front_matter()
        while at < len(self._lines):
            at = self._line(at)
        self._end()

    def _front_matter(self) -> int:
        if not self._lines or self._lines[0].rstrip() != "---":
            return 0
        for end in range(1, min(len(self._lines), 60)):
            if self._lines[end].rstrip() in ("---", "..."):
                if not all(":" in line or line[:1] in " -#" or not line for line in self._lines[1:end]):
                    return 0
                for i in range(1, end):
                    self._put(Block(one_line(self._lines[i]), "note", locator=f"ligne {i + 1}"))
                return end + 1
        return 0

    def _line(self, at: int) -> int:
        """Read what begins at that line; the number of the next one to read."""
        line = self._lines[at]
        quoted = line.lstrip()
        if quoted.startswith(">"):
            line = quoted.lstrip("> \t")
        if not line.strip():
            self._end()
            return at + 1
        if fence := _FENCE.match(line):
            return self._fence(at, fence[1])
        if heading := _ATX.match(line):
            self._put(Block(plain(heading[2] or ""), "heading", len(heading[1]), locator=_place(at)))
            return at + 1
        if "|" in line and at + 1 < len(self._lines) and self._is_table(at):
            return self._table(at)
        if self._underlines(line):
            return at + 1
        if _RULE.fullmatch(line):
            self._end()
            return at + 1
        self._text(line, at)
        return at + 1

    def _underlines(self, line: str) -> bool:
        """Whether a line of = or - makes a title of the paragraph above."""
        rule, above = _SETEXT.match(line), self._open
        if not rule or above is None or above.kind != "paragraph" or not title_like(above.text):
            return False
        above.kind, above.level = "heading", 1 if rule[1][0] == "=" else 2
        self._end()
        return True

    def _text(self, line: str, at: int) -> None:
        item = _ITEM.match(line)
        speaks = self._dialogue and speaker_of(plain(line)) is not None
        if item and not speaks:
            self._item(item, at)
            return
        bold = _BOLD_ONLY.fullmatch(line.strip())
        if bold and self._open is None and title_like(plain(bold[1])):
            self._put(Block(plain(bold[1]), "heading", locator=_place(at)))
            return
        if self._open is not None and not speaks:
            self._open.text = f"{self._open.text}\n{line.strip()}"
            return
        self._end()
        self._indents = []
        self._open = Block(line.strip(), locator=_place(at))

    def _item(self, item: re.Match[str], at: int) -> None:
        self._end()
        indent = len(item["indent"].expandtabs(4))
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        body = _CHECKBOX.sub("", item["body"], count=1)
        self._open = Block(body, "list_item", len(self._indents) - 1, item["label"] or "", locator=_place(at))

    def _fence(self, at: int, mark: str) -> int:
        end = at + 1
        while end < len(self._lines) and not self._lines[end].lstrip().startswith(mark):
            end += 1
        body = [one_line(line) for line in self._lines[at + 1 : end]]
        self._end()
        text = "\n".join(line for line in body if line)
        if text:
            self._extract.blocks.append(Block(text, locator=_place(at + 1)))
        return end + 1

    def _is_table(self, at: int) -> bool:
        rule = self._lines[at + 1].lstrip("> \t")
        return bool("-" in rule and "|" in rule and _TABLE_RULE.fullmatch(rule))

    def _table(self, at: int) -> int:
        self._end()
        rows = [_cells(self._lines[at])]
        end = at + 2
        while end < len(self._lines) and "|" in self._lines[end] and self._lines[end].strip():
            rows.append(_cells(self._lines[end]))
            end += 1
        locators = [_place(at), *(_place(i) for i in range(at + 2, end))]
        self._extract.blocks.extend(row_blocks(rows, self._extract.new_table(), locators=locators))
        return end

    def _put(self, block: Block) -> None:
        self._end()
        self._indents = []
        if block.text:
            self._extract.blocks.append(block)

    def _end(self) -> None:
        """Close the paragraph or item that is open."""
        block, self._open = self._open, None
        if block is None:
            return
        block.text = plain(block.text)
        if block.text:
            self._extract.blocks.append(block)


def _place(at: int) -> str:
    return f"ligne {at + 1}"


def _cells(line: str) -> list[str]:
    inner = line.strip().lstrip(">").strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [plain(cell.replace("\\|", "|")) for cell in _CELL_END.split(inner)]
