"""The report as a Word document with real styles, so that a trainer can edit and comment it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.reporting import wording as w
from assistant.reporting.plain_text import clean, one_line
from assistant.reporting.rows import feedback, metadata
from assistant.reporting.view import CriterionView, ReportView
from assistant.reporting.word_elements import add_field, add_link, bookmark, shade, underline_row
from assistant.reporting.word_styles import EXAMPLE, LABEL, NOTICE, QUOTE, ROW, TINT, TONES, WHERE, apply_styles

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell  # pyright: ignore[reportPrivateUsage]
    from docx.table import _Row as Row  # pyright: ignore[reportPrivateUsage]
    from docx.text.paragraph import Paragraph


def render_docx(view: ReportView) -> bytes:
    """The report; A4, French, AI notice in header and footer, core properties set."""
    import docx

    word = docx.Document()
    apply_styles(word)
    _properties(word, view)
    _header_and_footer(word, view)
    _opening(word, view)
    _hidden(word, view)
    _moves(word, view)
    _overview(word, view)
    _projection(word, view)
    _criteria(word, view)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _line(text: str) -> str:
    return w.french_spaces(one_line(text))


def _properties(word: WordDocument, view: ReportView) -> None:
    # OOXML stores UTC without a zone.
    when = view.when.astimezone(UTC).replace(tzinfo=None) if view.when.tzinfo else view.when
    properties = word.core_properties
    properties.title = _line(f"{w.CRITIQUE_OF} : {view.production.title}")[:255]
    properties.author = properties.last_modified_by = w.AUTHOR
    properties.subject = one_line(view.draft.name)[:255]
    properties.keywords = w.generator_mark(view.version)
    properties.category = w.KEYWORDS
    properties.comments = f"{w.AI_NOTICE} {w.MODEL} : {one_line(view.model)}"[:255]
    properties.language = "fr-FR"
    properties.created = properties.modified = datetime(*when.timetuple()[:6])
    properties.revision = 1


def _header_and_footer(word: WordDocument, view: ReportView) -> None:
    section = word.sections[0]
    header = section.header.paragraphs[0]
    header.text = f"{w.PRODUCT} · {_line(view.production.title)} · {_line(w.model_label(view.model))}"
    footer = section.footer.paragraphs[0]
    footer.text = f"{w.french_spaces(w.AI_NOTICE_SHORT)}\t\t{w.PAGE_OF[0]} "
    add_field(footer, "PAGE")
    footer.add_run(f" {w.PAGE_OF[1]} ")
    add_field(footer, "NUMPAGES")


def _opening(word: WordDocument, view: ReportView) -> None:
    word.add_paragraph(w.CRITIQUE_OF, style="Title")
    word.add_paragraph(_line(view.production.title), style="Subtitle")
    notice = word.add_paragraph(style=NOTICE)
    notice.add_run(w.french_spaces(w.AI_NOTICE)).bold = True
    for label, value in metadata(view):
        _labelled(word, label, value)
    word.add_heading(w.CAN_AND_CANNOT, 1)
    for label, items in ((w.CAN_LABEL, w.CAN), (w.CANNOT_LABEL, w.CANNOT)):
        word.add_paragraph(w.french_spaces(f"{label} :")).paragraph_format.keep_with_next = True
        _bullets(word, items)
    for label, items in ((w.NOTICES, view.notices), (w.READING_NOTES, view.warnings)):
        if items:
            word.add_heading(label, 2)
            _bullets(word, items)


def _bullets(word: WordDocument, items: tuple[str, ...]) -> None:
    for item in items:
        word.add_paragraph(_line(item), style="List Bullet")


def _labelled(word: WordDocument, label: str, text: str, *, strong: bool = False) -> Paragraph:
    paragraph = word.add_paragraph(style=ROW)
    paragraph.add_run(w.french_spaces(f"{label} :\t"), style=LABEL)
    paragraph.add_run(_line(text)).bold = strong or None
    return paragraph


def _hidden(word: WordDocument, view: ReportView) -> None:
    if not view.draft.hidden_text:
        return
    word.add_heading(w.HIDDEN_TEXT, 1)
    word.add_paragraph(w.french_spaces(w.HIDDEN_INTRO))
    for hidden in view.draft.hidden_text:
        label = _line(w.hidden_label(hidden.reason, hidden.where))
        word.add_paragraph(f"{label} «\u00a0{one_line(hidden.text)}\u00a0»", style="List Bullet")


def _moves(word: WordDocument, view: ReportView) -> None:
    from docx.shared import Pt

    word.add_heading(w.moves_heading(len(view.moves)), 1)
    if not view.moves:
        word.add_paragraph(w.french_spaces(w.NO_MOVES if view.projection.judged else w.NO_MOVES_NOTHING_JUDGED))
    for move in view.moves:
        paragraph = word.add_paragraph(style="List Number")
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.space_after = Pt(8)
        paragraph.add_run(_line(move.next_step or move.question)).bold = True
        paragraph.add_run(f"\n{_line(move.finding)}\n" if move.finding else "\n")
        add_link(paragraph, move.id, _anchor(move))
        paragraph.add_run("  ")
        _level(paragraph, move)


def _anchor(criterion: CriterionView) -> str:
    """A bookmark name: letters, digits and underscores only."""
    return "".join(c if c.isalnum() else "_" for c in criterion.id)


def _level(paragraph: Paragraph, criterion: CriterionView) -> None:
    """The level as shape and word, in its colour."""
    run = paragraph.add_run(f"{criterion.meter.strip()} {criterion.word}")
    run.bold = True
    run.font.color.rgb = TONES[criterion.tone].rgb()


def _overview(word: WordDocument, view: ReportView) -> None:
    from docx.shared import Cm

    word.add_heading(w.OVERVIEW, 1)
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, (w.CRITERION, w.LEVEL), strict=True):
        cell.paragraphs[0].add_run(text, style=LABEL)
    _repeat_on_each_page(table.rows[0])
    for heading in view.headings:
        first, last = table.add_row().cells
        merged = first.merge(last)
        merged.paragraphs[0].add_run(_line(heading.title)).bold = True
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        shade(merged, TINT)
        for criterion in heading.criteria:
            _overview_row(table.add_row(), criterion)
    table.columns[0].width, table.columns[1].width = Cm(11.8), Cm(5.2)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(11.8), Cm(5.2)
        underline_row(row)
        for cell in row.cells:
            _tighten(cell)


def _overview_row(row: Row, criterion: CriterionView) -> None:
    paragraph = row.cells[0].paragraphs[0]
    add_link(paragraph, criterion.id, _anchor(criterion))
    paragraph.add_run(f"  {_line(criterion.wording)}")
    _level(row.cells[1].paragraphs[0], criterion)


def _repeat_on_each_page(row: Row) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)  # pyright: ignore[reportPrivateUsage]


def _tighten(cell: Cell) -> None:
    from docx.shared import Pt

    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def _projection(word: WordDocument, view: ReportView) -> None:
    projection = view.projection
    word.add_heading(w.PROJECTION, 1)
    word.add_paragraph(
        _line(w.projection_scope(projection.number, projection.title, projection.covered, projection.total))
    )
    word_said = w.ATTAINMENT[projection.attainment] if projection.attainment else w.NO_PROJECTION
    paragraph = word.add_paragraph()
    paragraph.add_run(word_said.capitalize()).bold = True
    paragraph.add_run(f" ({w.projection_counts(projection.judged, projection.not_assessed)}). ")
    paragraph.add_run(w.french_spaces(w.PROJECTION_WARNING))
    word.add_paragraph(w.french_spaces(w.PROJECTION_RULE), style=WHERE).paragraph_format.left_indent = 0


def _criteria(word: WordDocument, view: ReportView) -> None:
    word.add_heading(w.BY_CRITERION, 1)
    for heading in view.headings:
        word.add_heading(_line(heading.title), 2)
        for criterion in heading.criteria:
            _criterion(word, criterion)


def _criterion(word: WordDocument, criterion: CriterionView) -> None:
    title = word.add_heading(f"{criterion.id}  {_line(criterion.wording)}", 3)
    bookmark(title, _anchor(criterion))
    level = word.add_paragraph()
    level.paragraph_format.keep_with_next = True
    _level(level, criterion)
    for label, text in feedback(criterion):
        paragraph = _labelled(word, label, text, strong=label == w.NEXT_STEP)
        if label == w.FINDING:
            paragraph.paragraph_format.keep_with_next = bool(criterion.quotes)
            _quotes(word, criterion)
    if criterion.exemplar:
        _example(word, criterion)


def _quotes(word: WordDocument, criterion: CriterionView) -> None:
    for quote in criterion.quotes:
        paragraph = word.add_paragraph(f"«\u00a0{one_line(quote.quote)}\u00a0»", style=QUOTE)
        if quote.where:
            paragraph.paragraph_format.keep_with_next = True
            word.add_paragraph(_line(quote.where), style=WHERE)


def _example(word: WordDocument, criterion: CriterionView) -> None:
    example = criterion.exemplar
    assert example is not None
    title = w.example_title(example.company, example.sector, example.level)
    paragraph = word.add_paragraph(style=EXAMPLE)
    paragraph.add_run(_line(f"{w.EXAMPLE} : {title}")).bold = True
    paragraph.add_run(f"\n{clean(example.text).strip()}")
    for label, note in ((w.EXAMPLE_WHY, example.why), (w.EXAMPLE_LIFT[example.level], example.lift)):
        paragraph.add_run(w.french_spaces(f"\n{label} : ")).italic = True
        paragraph.add_run(_line(note))
