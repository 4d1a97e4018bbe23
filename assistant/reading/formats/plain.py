"""Plain text: its encoding, its paragraphs, lists and probable titles."""

from __future__ import annotations

import re
from typing import Final

from assistant.reading.blocks import Block, Extract, one_line
from assistant.reading.dialogue import is_dialogue, speaker_of
from assistant.reading.limits import ReadingLimits
from assistant.reading.messages import draft_error, spaced
from assistant.reading.structure import heading_depth, is_capitals, item_of, title_like
from assistant.reading.tables import row_blocks

_WRAPPED: Final = 50  # characters: a shorter line was ended on purpose
_RULE: Final = re.compile(r"\s*(?:[=\-_*~#]\s*){3,}")
_ENCODINGS: Final = ["cp1252", "mac_roman", "iso8859_15", "cp850"]


def decode(data: bytes) -> str:
    """The text of these bytes: UTF-8 or UTF-16 when they hold, else the likeliest Western encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8") if b"\x00" not in data[:4096] else data.decode(_wide(data))
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:200_000], cp_isolation=_ENCODINGS).best()
        return data.decode(best.encoding if best else "cp1252", "replace")


def _wide(data: bytes) -> str:
    return "utf-16-le" if data[1:4096:2].count(0) > data[:4096:2].count(0) else "utf-16-be"


def lines_of(data: bytes, name: str, limits: ReadingLimits) -> list[str]:
    """The lines of a text within the limits. Raises ``DraftError`` too_long before any costly work."""
    text = decode(data)
    # Four times the bound leaves room for markup and blank lines; the exact count comes later.
    if len(text) > 4 * limits.max_chars:
        raise draft_error("too_long", name, limit=spaced(limits.max_words))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n").split("\n")


def read(data: bytes, name: str, limits: ReadingLimits) -> Extract:
    """The draft of a .txt. Raises ``DraftError`` too_long."""
    lines = lines_of(data, name, limits)
    dialogue = is_dialogue([line for line in lines if line.strip()])
    extract = Extract()
    group: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        ruled = bool(_RULE.fullmatch(line)) and bool(line.strip())
        if line.strip() and not ruled:
            group.append((number, line))
        elif group:
            _group(group, ruled, dialogue, extract)
            group = []
    return extract


def _group(group: list[tuple[int, str]], underlined: bool, dialogue: bool, extract: Extract) -> None:
    """The blocks of the lines between two blank lines."""
    if all(line.count("\t") >= 1 for _, line in group) and len(group) > 1:
        rows = [[one_line(cell) for cell in line.split("\t")] for _, line in group]
        locators = [f"ligne {n}" for n, _ in group]
        extract.blocks.extend(row_blocks(rows, extract.new_table(), locators=locators))
        return
    for number, line in _paragraphs(group, dialogue):
        alone = len(group) == 1 or (number == group[-1][0] and underlined) or number == group[0][0]
        extract.blocks.append(_block(line, f"ligne {number}", alone and not dialogue, len(group) == 1))


def _paragraphs(group: list[tuple[int, str]], dialogue: bool) -> list[tuple[int, str]]:
    """Lines put together where a line was only wrapped."""
    joined: list[tuple[int, str]] = []
    previous = ""
    for number, raw in group:
        line = one_line(raw)
        if not line:
            continue
        starts = bool(item_of(line)) or bool(dialogue and speaker_of(line))
        wrapped = (len(previous) >= _WRAPPED and previous[-1] not in ".!?:;»") or (dialogue and not starts)
        if joined and not starts and (wrapped or line[0].islower()):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {line}")
        else:
            joined.append((number, line))
        previous = line
    return joined


def _block(line: str, locator: str, first: bool, alone: bool) -> Block:
    titled = title_like(line)
    if titled and first and (is_capitals(line) or (alone and _titled(line))):
        return Block(line, "heading", locator=locator)
    if item := item_of(line):
        return Block(item[1], "list_item", 0, item[0], locator=locator)
    return Block(line, locator=locator)


def _titled(line: str) -> bool:
    """Whether a line that stands alone opens a part: numbered, or a few words with a capital."""
    if heading_depth(line):
        return True
    return line[0].isupper() and len(line.split()) <= 8 and not item_of(line)
