from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.document import Document, Passage
from assistant.reporting.marked_text import Block, Piece, marked_blocks
from assistant.reporting.view import QuoteView
from tests.unit.reporting import samples


def _quote(number: int, start: int, end: int) -> QuoteView:
    return QuoteView(number=number, criterion="CR.1.1.01", quote="", where="", start=start, end=end)


def _pieces(blocks: tuple[Block, ...]) -> list[Piece]:
    return [piece for block in blocks for row in block.rows for cell in row for piece in cell]


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c != "|")


@st.composite
def _drafts(draw: st.DrawFn) -> tuple[Document, list[QuoteView]]:
    """Any text, some of it in passages, with any quotes: overlapping, across lines, across cells."""
    text = draw(st.text(st.sampled_from("ab |\n"), min_size=1, max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    kinds = st.sampled_from(["paragraph", "row", "heading", "list_item"])
    passages = [
        Passage(id=f"p-{i}", text=text[a:b], start=a, end=b, kind=draw(kinds))  # type: ignore[arg-type]
        for i, (a, b) in enumerate(itertools.pairwise(cuts))
        if draw(st.booleans())
    ]
    document = Document(
        name="d", sha256="0", format="txt", kind="ecrit", text=text, passages=tuple(passages)
    )  # fmt: skip
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20))
    spans = draw(st.lists(bounds, max_size=5))
    return document, [_quote(n, a, min(a + size, len(text))) for n, (a, size) in enumerate(spans, start=1)]


@given(_drafts())
def test_the_whole_text_is_shown_and_every_quote_is_marked_exactly(draft: tuple[Document, list[QuoteView]]) -> None:
    document, quotes = draft
    pieces = _pieces(marked_blocks(document, quotes))
    rows = "".join(p.text for p in document.passages if p.kind == "row")
    if "|" not in document.text.replace(rows, "", 1) or not rows:
        assert _letters("".join(p.text for p in pieces)) == _letters(document.text)
    for quote in quotes:
        marked = "".join(p.text for p in pieces if quote in p.covers)
        assert _letters(marked) == _letters(document.text[quote.start : quote.end])


@given(_drafts())
def test_a_quote_that_shows_opens_once_and_closes_once(draft: tuple[Document, list[QuoteView]]) -> None:
    document, quotes = draft
    pieces = _pieces(marked_blocks(document, quotes))
    for quote in quotes:
        shown = [p for p in pieces if quote in p.covers]
        assert [quote in p.opens for p in shown] == [i == 0 for i in range(len(shown))]
        assert [quote in p.closes for p in shown] == [i == len(shown) - 1 for i in range(len(shown))]


def test_rows_make_one_table_of_cells() -> None:
    view = samples.view()
    tables = [b for b in marked_blocks(view.document, tuple(view.quote_views())) if b.kind == "table"]
    assert len(tables) == 1
    assert ["".join(p.text for p in cell) for cell in tables[0].rows[1]] == [
        "Sécurmax", "89 €", "48 h", "agence dans chaque département",
    ]  # fmt: skip


def test_pages_are_announced_once_and_headings_keep_their_depth() -> None:
    blocks = marked_blocks(samples.document(), ())
    assert [b.page for b in blocks if b.page] == [1, 2, 3, 4]
    assert [b.level for b in blocks if b.kind == "heading"] == [1, 2, 2, 2, 2]
