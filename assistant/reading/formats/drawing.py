"""DrawingML shared by Word, PowerPoint and Excel: charts and diagrams as rows and lines."""

from __future__ import annotations

from typing import Final

from assistant.reading.element import Element
from assistant.reading.package import Package

A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART_POINTS: Final = 500


def text_of(element: Element, tag: str = A + "t") -> str:
    """All the text under an element, in order."""
    return "".join(t.text or "" for t in element.iter(tag))


def diagram_lines(package: Package, part: str | None) -> list[str]:
    """The lines of a SmartArt diagram, from its data part."""
    root = package.xml(part) if part else None
    if root is None:
        return []
    return [line for p in root.iter(_DGM + "t") for a in p.iter(A + "p") if (line := text_of(a).strip())]


def chart_rows(package: Package, part: str | None) -> tuple[str, list[list[str]]]:
    """The title of a chart and its figures: categories down, series across, as the file keeps them."""
    root = package.xml(part) if part else None
    if root is None:
        return "", []
    title = root.find(f".//{_C}chart/{_C}title")
    series = list(root.iter(_C + "ser"))
    names = [" ".join(_points(s.find(_C + "tx"))) for s in series]
    categories: list[str] = []
    for one in series:
        categories = categories or _points(one.find(_C + "cat"))
    values = [_points(s.find(_C + "val")) for s in series]
    rows = [["", *names]]
    for i, category in enumerate(categories[:_CHART_POINTS]):
        rows.append([category, *(v[i] if i < len(v) else "" for v in values)])
    return (text_of(title).strip() if title is not None else ""), rows if len(rows) > 1 else []


def _points(holder: Element | None) -> list[str]:
    if holder is None:
        return []
    return [_short(v.text or "") for pt in holder.iter(_C + "pt") for v in pt.iter(_C + "v")]


def _short(value: str) -> str:
    """A figure without the noise of binary floats, with the French comma."""
    try:
        figure = float(value)
    except ValueError:
        return value.strip()
    if figure != figure or abs(figure) >= 1e15:
        return value
    return f"{figure:.10g}".replace(".", ",")


def relation_ids(element: Element, tag: str, attribute: str = "id") -> list[str]:
    """The relation ids that elements of that name hold ("chart": c:chart, "relIds": dgm:relIds)."""
    space = _DGM if tag == "relIds" else _C
    return [value for e in element.iter(space + tag) if (value := e.get(_R + attribute))]
