"""The Markdown of a sample: front matter and blocks, with the typography that a French word processor adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

NBSP: Final = "\u00a0"
_TYPESET: Final = ("title", "subtitle", "header", "footer")
_FRONT: Final = re.compile(r"\A---\n(?P<meta>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_INLINE: Final = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\d+)\]")
_NOTE: Final = re.compile(r"\[\^(\d+)\]: (.+)")
_FIGURE: Final = re.compile(r"!\[(?P<caption>.+?)\]\((?P<chart>[\w-]+)\)")
_HEADING: Final = re.compile(r"(#{1,4}) (.+)")
_ITEM: Final = re.compile(r"(?P<mark>-|\d+\.) (?P<text>.+)")


@dataclass(frozen=True)
class Span:
    """A run of text of one look; ``note`` is the number of a footnote called after it (then ``text`` is empty)."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is the highest."""

    level: int
    spans: Spans


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a quotation (``> …``: a speaker's note on a slide)."""

    spans: Spans
    quoted: bool = False


@dataclass(frozen=True)
class Listing:
    """A bulleted or numbered list."""

    items: tuple[Spans, ...]
    ordered: bool


@dataclass(frozen=True)
class Grid:
    """A table; the first row is its header."""

    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A chart of the front matter, with its caption."""

    chart: str
    caption: str


Block = Heading | Paragraph | Listing | Grid | Figure


@dataclass(frozen=True)
class Source:
    """A sample before it has a format. ``meta``: the front matter; ``notes``: footnotes by number."""

    path: Path
    meta: dict[str, Any]
    body: str
    blocks: tuple[Block, ...]
    notes: dict[int, str]


def read_source(path: Path) -> Source:
    """The source in that file. Raises ``ValueError`` when it has no front matter."""
    text = path.read_text(encoding="utf-8")
    parts = _FRONT.match(text)
    if parts is None:
        raise ValueError(f"{path.name}: no front matter between two lines of ---")
    meta: dict[str, Any] = yaml.safe_load(parts["meta"])
    body = parts["body"].strip() + "\n"
    typeset = body
    if meta.get("typography") != "plain":
        typeset = typography(body)
        meta |= {key: typography(meta[key]) for key in _TYPESET if key in meta}
    notes = {int(n): words for n, words in _NOTE.findall(typeset)}
    chunks = [c for c in typeset.split("\n\n") if not _NOTE.match(c)]
    return Source(path, meta, body, tuple(_blocks(chunks)), notes)


def typography(text: str) -> str:
    """Curly apostrophes and no-break spaces, as a French word processor puts them while one types."""
    text = text.replace("'", "’")
    text = re.sub(r" (?=[;:!?»%€](?:\W|$))", NBSP, text)
    text = text.replace("« ", f"«{NBSP}")
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NBSP, text)


def spans_of(text: str) -> Spans:
    """Bold, italic and footnote calls of a line."""
    spans: list[Span] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            spans.append(Span(text[at : match.start()]))
        note = match["note"]
        spans.append(
            Span("", note=int(note))
            if note
            else Span(match["bold"] or match["italic"], bold=match["bold"] is not None, italic=match["bold"] is None)
        )
        at = match.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def plain(spans: Spans) -> str:
    """The words alone."""
    return "".join(s.text for s in spans)


def _blocks(chunks: list[str]) -> Iterator[Block]:
    for chunk in chunks:
        lines = chunk.strip().split("\n")
        first = lines[0]
        if heading := _HEADING.fullmatch(first):
            yield Heading(len(heading[1]), spans_of(heading[2]))
        elif figure := _FIGURE.fullmatch(first):
            yield Figure(figure["chart"], figure["caption"])
        elif first.startswith("|"):
            yield Grid(tuple(_cells(line) for line in lines if not re.fullmatch(r"\|(?:-+\|)+", line)))
        elif item := _ITEM.fullmatch(first):
            yield Listing(tuple(_item(line) for line in lines), ordered=item["mark"] != "-")
        elif first:
            quoted = first.startswith("> ")
            yield Paragraph(spans_of(" ".join(line.removeprefix("> ") for line in lines)), quoted)


def _cells(line: str) -> tuple[Spans, ...]:
    return tuple(spans_of(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _item(line: str) -> Spans:
    match = _ITEM.fullmatch(line)
    if match is None:
        raise ValueError(f"a list goes on with something else: {line!r}")
    return spans_of(match["text"])
