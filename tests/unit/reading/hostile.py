"""Files made to harm or to puzzle a reader, small on disk; and a few ordinary ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORDS = "Le marché de la location de vélos progresse de douze pour cent par an dans la région nantaise. "


def zipped(parts: dict[str, bytes | str], *, level: int = 9) -> bytes:
    """A deflated archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, *, extra: dict[str, bytes | str] | None = None, prologue: str = "", rels: str = "") -> bytes:
    """A minimal Word file around the XML of its body."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document xmlns:w="{W}"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    parts: dict[str, bytes | str] = {"[Content_Types].xml": _TYPES, "word/document.xml": document, **(extra or {})}
    if rels:
        parts["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{rels}</Relationships>"
        )
    return zipped(parts)


def relation(ident: str, kind: str, target: str) -> str:
    """A relation to a part of the same folder."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{ident}" Type="{base}/{kind}" Target="{target}"/>'


def p(*runs: str, style: str = "", props: str = "") -> str:
    """A Word paragraph of runs (texts, or XML when they begin with <)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{named}{props}</w:pPr>{inner}</w:p>"


def run(text: str, props: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx_of_many_paragraphs(count: int = 3_000_000) -> bytes:
    """About 300 kB that make a tree of millions of elements."""
    return docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * count)


def docx_of_many_empty_paragraphs(count: int = 600_000) -> bytes:
    """Under every ratio that is looked at, yet with far more paragraphs than a draft has."""
    return docx("<w:p/>" * count)


def docx_of_varied_words(count: int) -> bytes:
    """A text of that many words, which does not compress like a bomb."""
    words = " ".join(f"mot{i * 7919 % 99991}" for i in range(count))
    return docx("".join(p(words[i : i + 600]) for i in range(0, len(words), 600)))


def xml_bomb() -> bytes:
    """Entities that expand ten thousand million times."""
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    prologue = f'<!DOCTYPE lol [<!ENTITY e0 "lol">{levels}]>'
    return docx(p("<w:r><w:t>&e9;</w:t></w:r>"), prologue=prologue)


def external_entity() -> bytes:
    """An entity that would read a file of the machine."""
    prologue = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return docx(p("<w:r><w:t>&f;</w:t></w:r>"), prologue=prologue)


def deep_docx(depth: int = 5000) -> bytes:
    """Content controls inside one another."""
    return docx("<w:sdt><w:sdtContent>" * depth + p("fond") + "</w:sdtContent></w:sdt>" * depth)


def zip_bomb(size: int = 450 * 1024 * 1024) -> bytes:
    """A member that would fill the memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        with archive.open("word/document.xml", "w") as stream:
            block = b" " * (1024 * 1024)
            for _ in range(size // len(block)):
                stream.write(block)
    return buffer.getvalue()


def lying_zip() -> bytes:
    """A member that declares ten bytes and inflates to many."""
    data = bytearray(zipped({"[Content_Types].xml": _TYPES, "word/document.xml": b"<a>" + b" " * 2_000_000 + b"</a>"}))
    size = (2_000_007).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def overlapping_zip() -> bytes:
    """Two entries of the directory that point to the same bytes."""
    data = bytearray(zipped({"[Content_Types].xml": _TYPES, "word/document.xml": b"<a/>", "word/other1.xml": b"<a/>"}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    third = data.find(b"PK\x01\x02", second + 4)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]
    return bytes(data)


def many_entries(count: int = 6000) -> bytes:
    """An archive of thousands of members."""
    return zipped({"[Content_Types].xml": _TYPES, **{f"word/{i}.xml": b"" for i in range(count)}}, level=1)


def encrypted_zip() -> bytes:
    """A member flagged as encrypted."""
    data = bytearray(docx(p("secret")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def ole(stream: str) -> bytes:
    """The head of an old Office file that holds a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + stream.encode("utf-16-le") + b"\0" * 512


def xlsx_far_cell() -> bytes:
    """A workbook of two cells, one in the last row and column of the grid."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Chiffre d'affaires"
    sheet["XFD1048576"] = "au bout du monde"
    return saved(book)


def saved(document: object) -> bytes:
    """The bytes of a python-docx, python-pptx or openpyxl document."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def pdf(contents: Sequence[str], *, extra: str = "", kids: str = "", count: int | None = None, page: str = "") -> bytes:
    """A PDF of one page a content stream; fonts F1 (regular) and F2 (bold), an image Im1."""
    streams = [c.encode("cp1252", "replace") for c in contents]
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n\x80\nendstream",
    ]
    pages: list[str] = []
    for stream in streams:
        number = len(objects) + 1
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} /Contents {number + 1} 0 R /Resources"
            " << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im1 5 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        pages.append(f"{number} 0 R")
    kids = kids or " ".join(pages)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {count or len(pages)} >>".encode()
    return _numbered(objects, extra)


def form_pdf(content: str, fields: Sequence[str]) -> bytes:
    """A PDF of one page with a form; ``fields``: the entries of each field's dictionary (/FT, /V, /Rect…)."""
    stream = content.encode("cp1252", "replace")
    refs = " ".join(f"{6 + rank} 0 R" for rank in range(len(fields)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{refs}] /DA (/Helv 11 Tf 0 g) >> >>".encode(),
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [{refs}] /Contents 5 0 R"
        " /Resources << /Font << /F1 3 0 R /F2 3 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    objects += [f"<< /Type /Annot /Subtype /Widget /P 4 0 R {field} >>".encode("cp1252") for field in fields]
    return _numbered(objects, "")


def _numbered(objects: Sequence[bytes], extra: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def text_at(text: str, x: float = 72, y: float = 700, *, size: float = 11, font: str = "F1", before: str = "") -> str:
    """PDF operators that print a line; ``before``: operators such as ``3 Tr`` or ``1 1 1 rg``."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q BT {before} /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET Q\n"


def page_of(lines: Sequence[str], *, top: float = 720, leading: float = 14, size: float = 11) -> str:
    """PDF operators of lines one under the other."""
    return "".join(text_at(line, y=top - i * leading, size=size) for i, line in enumerate(lines))


def cyclic_pdf() -> bytes:
    """A page tree whose root is its own child."""
    return pdf([page_of([WORDS])], kids="2 0 R 6 0 R 2 0 R", count=1000)


def cyclic_form_pdf() -> bytes:
    """A form that draws itself."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>"
        b" /Length 11 >>\nstream\n/X Do /X Do\nendstream",
    ]
    return _numbered(objects, "")


def long_pdf(count: int = 10_000) -> bytes:
    """A PDF that shows the same page ten thousand times."""
    return pdf([page_of([WORDS])], kids="6 0 R " * count, count=count)


def scanned_pdf(pages: int = 3) -> bytes:
    """Pages that are only an image."""
    return pdf(["q 595 0 0 842 0 0 cm /Im1 Do Q"] * pages)


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    encrypt = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -44 >>"
        f" /ID [<{'00' * 16}> <{'00' * 16}>]"
    )
    return pdf([page_of([WORDS])], extra=encrypt)
