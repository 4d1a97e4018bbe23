from __future__ import annotations

from assistant.reading.formats.drawing import chart_rows, diagram_lines
from assistant.reading.limits import ReadingLimits
from assistant.reading.package import Package
from tests.unit.reading.hostile import docx, p, relation, zipped
from tests.unit.reading.parsing import parsed, texts

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
CHART = f"""<c:chartSpace {C} {A}>
<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Ventes</a:t></a:r></a:p></c:rich></c:tx>
</c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>2024</c:v></c:pt></c:strCache></c:strRef>
</c:tx><c:cat><c:strRef><c:strCache><c:pt><c:v>Nantes</c:v></c:pt><c:pt><c:v>Brest</c:v></c:pt></c:strCache></c:strRef>
</c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>12.5</c:v></c:pt><c:pt><c:v>7.000000001E9</c:v></c:pt></c:numCache>
</c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"""
DIAGRAM = (
    f"<dgm:dataModel {DGM} {A}><dgm:ptLst><dgm:pt><dgm:t>"
    "<a:p><a:r><a:t>Pros</a:t></a:r><a:r><a:t>pecter</a:t></a:r></a:p>"
    "</dgm:t></dgm:pt><dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)


def test_a_chart_is_a_table() -> None:
    package = Package("a.docx", zipped({"c.xml": CHART}), ReadingLimits())
    assert chart_rows(package, "c.xml") == ("Ventes", [["", "2024"], ["Nantes", "12,5"], ["Brest", "7000000001"]])
    assert chart_rows(package, None) == ("", [])


def test_a_diagram_is_a_list() -> None:
    package = Package("a.docx", zipped({"d.xml": DIAGRAM}), ReadingLimits())
    assert diagram_lines(package, "d.xml") == ["Prospecter"]
    assert diagram_lines(package, "absent.xml") == []


def test_charts_and_diagrams_of_a_word_file() -> None:
    drawing = (
        f'<w:r><w:drawing><c:chart {C} r:id="r1"/></w:drawing></w:r>'
        f'<w:r><w:drawing><dgm:relIds {DGM} r:dm="r2"/></w:drawing></w:r>'
    )
    rels = relation("r1", "chart", "chart1.xml") + relation("r2", "diagramData", "data1.xml")
    data = docx(p("Voici :", drawing), extra={"word/chart1.xml": CHART, "word/data1.xml": DIAGRAM}, rels=rels)
    assert texts(parsed("docx", data)) == [
        "Voici :",
        "Ventes",
        "| 2024",
        "Nantes | 12,5",
        "Brest | 7000000001",
        "Prospecter",
    ]
