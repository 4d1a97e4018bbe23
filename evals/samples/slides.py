"""A sample as a slide show: one slide a heading, bullets or a table, what the speaker says in the notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from evals.samples.sealing import WRITTEN, reseal
from evals.samples.source import Block, Grid, Heading, Listing, Paragraph, Source, Spans, plain

if TYPE_CHECKING:
    from pptx.presentation import Presentation


def write_pptx(source: Source) -> bytes:
    """The slide show of a source: a title slide, then one slide for each heading."""
    from pptx import Presentation as new_presentation
    from pptx.util import Cm

    show = new_presentation()
    show.slide_width, show.slide_height = Cm(33.87), Cm(19.05)
    properties = show.core_properties
    properties.title, properties.author = source.meta["title"], source.meta["author"]
    properties.last_modified_by = source.meta["author"]
    properties.created = properties.modified = WRITTEN
    _cover(show, source.meta)
    for rank, (title, blocks) in enumerate(_by_heading(source.blocks), 2):
        _slide(show, title, blocks, f"{source.meta['footer']}  –  {rank}")
    out = io.BytesIO()
    show.save(out)
    return reseal(out.getvalue())


def _by_heading(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    slides: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            slides.append((plain(block.spans), []))
        else:
            slides[-1][1].append(block)
    return slides


def _cover(show: Presentation, meta: dict[str, Any]) -> None:
    from pptx.util import Cm, Pt

    slide: Any = show.slides.add_slide(show.slide_layouts[0])
    title, subtitle = slide.placeholders
    title.left, title.top, title.width, title.height = Cm(2.5), Cm(5), Cm(28.8), Cm(4)
    subtitle.left, subtitle.top, subtitle.width, subtitle.height = Cm(2.5), Cm(9.5), Cm(28.8), Cm(3.5)
    title.text_frame.text, subtitle.text_frame.text = meta["title"], meta["subtitle"]
    subtitle.text_frame.paragraphs[0].font.size = Pt(22)


def _slide(show: Presentation, title: str, blocks: list[Block], footer: str) -> None:
    from pptx.util import Cm, Pt

    slide: Any = show.slides.add_slide(show.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Cm(1.5), Cm(0.7), Cm(30.8), Cm(2.2)
    head.text_frame.text = title
    head.text_frame.paragraphs[0].font.size = Pt(32)
    top = 3.3
    for block in blocks:
        match block:
            case Paragraph(spans, quoted=True):
                slide.notes_slide.notes_text_frame.text = plain(spans)
            case Paragraph(spans):
                top += _text(slide, (spans,), top, bullet="")
            case Listing(items):
                top += _text(slide, items, top, bullet="•  ")
            case Grid():
                top += _table(slide, block, top)
            case _:
                raise ValueError("a slide holds paragraphs, lists and tables")
    _text(slide, (), 17.6, bullet="", footer=footer)


def _text(slide: Any, items: tuple[Spans, ...], top: float, *, bullet: str, footer: str = "") -> float:
    from pptx.util import Cm, Pt

    lines = sum(1 + len(plain(spans)) // 95 for spans in items)
    box = slide.shapes.add_textbox(Cm(1.5), Cm(top), Cm(30.8), Cm(1.05 * lines + 0.3))
    box.text_frame.word_wrap = True
    if footer:
        box.text_frame.text = footer
        box.text_frame.paragraphs[0].font.size = Pt(11)
        return 0
    for n, spans in enumerate(items):
        paragraph = box.text_frame.paragraphs[0] if n == 0 else box.text_frame.add_paragraph()
        paragraph.space_after = Pt(6)
        for rank, span in enumerate(spans):
            run = paragraph.add_run()
            run.text = (bullet if rank == 0 else "") + span.text
            run.font.size, run.font.bold, run.font.italic = Pt(20), span.bold, span.italic
    return 1.05 * lines + 0.6


def _table(slide: Any, grid: Grid, top: float) -> float:
    from pptx.util import Cm, Pt

    rows, columns = len(grid.rows), len(grid.rows[0])
    frame = slide.shapes.add_table(rows, columns, Cm(1.5), Cm(top), Cm(30.8), Cm(1.1 * rows))
    for row, cells in zip(frame.table.rows, grid.rows, strict=True):
        for cell, spans in zip(row.cells, cells, strict=True):
            cell.text_frame.text = plain(spans)
            cell.text_frame.paragraphs[0].font.size = Pt(16)
    wrapped = sum(any(len(plain(spans)) > 24 for spans in cells) for cells in grid.rows)
    return 1.1 * rows + 0.7 * wrapped + 0.6
