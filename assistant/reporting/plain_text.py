"""Untrusted text made safe to print: no control, no bidirectional override, no markup."""

from __future__ import annotations

import re

# C0 and C1 controls (escape sequences included), bidirectional marks that reorder what surrounds them, invisible
# tag characters, lone surrogates and non-characters: none is part of what a reader sees, several are not legal XML.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MARKDOWN = re.compile(r"([\\`*_\[\]|~$])")
_AUTOLINK = re.compile(r"(?i)(?<=[a-z])(:)(?=//)|(?<=www)(\.)|(?<=mailto)(:)|(@)")
_LINE_MARK = re.compile(r"^(\s*)([#+\-=])")
_LIST_NUMBER = re.compile(r"^(\s*\d+)([.)])")


def clean(text: str) -> str:
    """The text without unprintable characters; tabs and line breaks stay, CR LF becomes LF."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def one_line(text: str) -> str:
    """The cleaned text on one line, runs of spaces collapsed (no-break spaces kept)."""
    return re.sub(r"[ \t\n\f\u2028\u2029]+", " ", clean(text)).strip()


def shorten(text: str, width: int) -> str:
    """The text in at most ``width`` characters, cut after a word, with an ellipsis when it was cut."""
    if len(text) <= width:
        return text
    room = max(width - 1, 0)
    cut = text[:room]
    if " " in cut[room // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:(") + "…"


def escape_markdown(text: str) -> str:
    """The text on one line, with nothing a Markdown or HTML reader could act on: no tag, link, image, list, title."""
    safe = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _MARKDOWN.sub(r"\\\1", safe)
    safe = _AUTOLINK.sub(lambda m: "\\" + m.group(0), safe)
    return _LIST_NUMBER.sub(r"\1\\\2", _LINE_MARK.sub(r"\1\\\2", safe))
