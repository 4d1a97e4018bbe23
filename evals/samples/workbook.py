"""A sample as a workbook: one sheet a heading, real formulas together with the values they give."""

from __future__ import annotations

import io
import re
from typing import Any, Final

from evals.samples.formulas import Cells, value_of
from evals.samples.sealing import WRITTEN, reseal
from evals.samples.source import Grid, Heading, Listing, Paragraph, Source, plain

_FORMATS: Final = {"%": "0.0%", "€": '#,##0" €"', "pt": "+0.0;-0.0", "": "#,##0"}
_NUMBER: Final = re.compile(r"(?P<digits>-?\d{1,3}(?: \d{3})+|-?\d+(?:,\d+)?)(?: (?P<unit>[%€]))?")
_FORMULA: Final = re.compile(r"(?P<formula>=.+?)(?: :: (?P<unit>[%€]|pt))?")
_CELL: Final = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*>)(<f>.*?</f>)<v(?:\s*/>|></v>)')


def write_xlsx(source: Source) -> bytes:
    """The workbook of a source; cells starting with ``=`` are formulas.

    In a formula ``{r}`` is its row, ``{top}`` and ``{up}`` the first data row of its table and the row above.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = source.meta["author"]
    book.properties.title = source.meta["title"]
    book.properties.created = book.properties.modified = WRITTEN
    sheet: Any = None
    row = 1
    for block in source.blocks:
        match block:
            case Heading(1, spans):
                sheet, row = book.create_sheet(plain(spans)), 1
            case Heading(_, spans) | Paragraph(spans):
                _note(sheet, row, plain(spans), bold=isinstance(block, Heading))
                row += 1
            case Grid():
                row = _grid(sheet, row, block) + 1
            case Listing(items):
                for spans in items:
                    _note(sheet, row, f"- {plain(spans)}")
                    row += 1
            case _:
                raise ValueError("a sheet holds headings, paragraphs, lists and tables")
    for chart in source.meta.get("charts", []):
        _chart(book[chart["sheet"]], chart)
    out = io.BytesIO()
    book.save(out)
    return _with_values(out.getvalue(), book)


def _note(sheet: Any, row: int, words: str, *, bold: bool = False) -> None:
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, 1, words)
    cell.font = Font(bold=bold, size=13 if bold else 11)
    cell.alignment = Alignment(wrap_text=not bold, vertical="top")
    if not bold:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
        sheet.row_dimensions[row].height = 16 * (1 + len(words) // 105)


def _grid(sheet: Any, row: int, grid: Grid) -> int:
    """Write a table from that row; give the row after it."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="999999")
    top = row + 1
    for cells in grid.rows:
        for column, spans in enumerate(cells, 1):
            value, unit = _value(plain(spans), row, top)
            cell = sheet.cell(row, column, value)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if not isinstance(value, str) or value.startswith("="):
                cell.number_format = _FORMATS[unit]
            if row == top - 1:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", "DDE8EA")
            sheet.column_dimensions[cell.column_letter].width = {1: 32, 7: 46}.get(column, 17)
        row += 1
    return row


def _value(text: str, row: int, top: int) -> tuple[str | float | None, str]:
    """A cell's content and its unit."""
    if formula := _FORMULA.fullmatch(text):
        return formula["formula"].format(r=row, top=top, up=row - 1), formula["unit"] or ""
    if number := _NUMBER.fullmatch(text):
        figure = float(number["digits"].replace(" ", "").replace(",", "."))
        unit = number["unit"] or ""
        figure = round(figure / 100, 6) if unit == "%" else figure
        return (int(figure) if figure.is_integer() else figure), unit
    return (text or None), ""


def _chart(sheet: Any, spec: dict[str, Any]) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.title, chart.height, chart.width = spec["title"], 8, 16
    for column in spec["columns"]:
        data = Reference(sheet, min_col=column, min_row=spec["top"] - 1, max_row=spec["end"])
        chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=spec["top"], max_row=spec["end"]))
    sheet.add_chart(chart, spec["anchor"])


def _with_values(data: bytes, book: Any) -> bytes:
    """Put beside each formula the value it gives, which openpyxl leaves out."""
    cells: Cells = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, int | float) or (isinstance(cell.value, str) and cell.value.startswith("="))
    }
    titles = {f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)}

    def fill(name: str, member: bytes) -> bytes:
        if name not in titles:
            return member

        def put(match: re.Match[bytes]) -> bytes:
            value = round(value_of(cells, titles[name], match[2].decode()), 10)
            return match[1] + match[3] + f"<v>{value!r}</v>".encode()

        return _CELL.sub(put, member)

    return reseal(data, fill)
