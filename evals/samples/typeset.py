"""A sample as a PDF, set by Typst with the typefaces that it carries."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final

from evals.samples.sealing import WRITTEN
from evals.samples.source import Block, Figure, Grid, Heading, Listing, Paragraph, Source, Spans

_PAGE: Final = """#set document(title: {title}, author: {author}, date: none)
#set page(paper: "a4", margin: 2.2cm, header: align(right, text(8pt, {header})),
  footer: context align(center, text(8pt)[#{footer} – page #counter(page).display()]))
#set text(lang: "fr", font: "Libertinus Serif", size: 11pt)
#set par(justify: false, leading: 0.68em, spacing: 1.1em)
#set table(stroke: 0.5pt + rgb("#888888"), inset: (x: 8pt, y: 5pt), fill: (_, y) => if y == 0 {{ rgb("#dde8ea") }})
#show heading: set block(above: 1.5em, below: 0.8em)
#show table: set text(9.5pt)
#show table: set par(justify: false)
#text(20pt, weight: "bold", {title})

"""


def write_pdf(source: Source) -> bytes:
    """The PDF of a source. Raises ``ValueError`` on a figure, which no pdf sample has."""
    import typst

    meta = source.meta
    page = _PAGE.format(**{key: _string(meta[key]) for key in ("title", "author", "header", "footer")})
    body = "\n\n".join(_markup(block) for block in source.blocks)
    pdf: Any = typst.compile(
        (page + body).encode(), ignore_system_fonts=True, timestamp=int(WRITTEN.replace(tzinfo=UTC).timestamp())
    )
    return bytes(pdf)


def _markup(block: Block) -> str:
    match block:
        case Heading(level, spans):
            return f"#heading(level: {level})[{_inline(spans)}]"
        case Paragraph(spans, quoted):
            words = _inline(spans)
            return f"#pad(left: 0.8cm, right: 0.8cm)[{words}]" if quoted else words
        case Listing(items, ordered):
            kind = "enum" if ordered else "list"
            return f"#{kind}({', '.join(f'[{_inline(spans)}]' for spans in items)})"
        case Grid(rows):
            head, *rest = ([f"[{_inline(spans)}]" for spans in row] for row in rows)
            cells = ", ".join(cell for row in rest for cell in row)
            columns = ", ".join("auto" if n == 0 else "1fr" for n in range(len(head)))
            return f"#table(columns: ({columns}), table.header({', '.join(head)}), {cells})"
        case Figure():
            raise ValueError("a pdf sample has no figure")


def _inline(spans: Spans) -> str:
    parts: list[str] = []
    for span in spans:
        words = _string(span.text)
        parts.append(f"#strong({words})" if span.bold else f"#emph({words})" if span.italic else f"#{words}")
    return "".join(parts)


def _string(text: str) -> str:
    """A Typst string literal: nothing in the text is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
