"""The bundled samples are what their sources say, are read as a learner's file is, and are whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.location import corpus_folder
from assistant.reading import read_draft
from evals.samples.formulas import value_of
from evals.samples.manifest import write_samples
from evals.samples.sealing import reseal
from evals.samples.source import plain, read_source, spans_of, typography

SAMPLES = corpus_folder() / "samples"
ENTRIES: list[dict[str, Any]] = yaml.safe_load((SAMPLES / "manifest.yaml").read_text(encoding="utf-8"))["samples"]
TABLES = {
    "analyse.odt": 3,
    "bilan.xlsx": 4,
    "dossier.docx": 10,
    "negociation-transcription.md": 0,
    "negociation.docx": 5,
    "offre.docx": 5,
    "outils.pdf": 1,
    "projet.docx": 5,
    "prospection.docx": 5,
    "reunion.pptx": 3,
}


def entry_id(entry: dict[str, Any]) -> str:
    return entry["file"]


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("samples")
    assert len(list(write_samples(SAMPLES / "sources", target))) == len(ENTRIES) + 1
    return target


def test_every_production_has_a_sample_and_nothing_else_lies_there():
    referentiel = yaml.safe_load((corpus_folder() / "referentiels" / "rdc.yaml").read_text(encoding="utf-8"))
    assert {e["production"] for e in ENTRIES} == {p["slug"] for p in referentiel["productions"]}
    assert {e["file"] for e in ENTRIES} | {"manifest.yaml"} == {p.name for p in SAMPLES.iterdir() if p.is_file()}
    assert {e["source"] for e in ENTRIES} == {f"sources/{p.name}" for p in (SAMPLES / "sources").iterdir()}
    assert {e["licence"] for e in ENTRIES} == {"MIT"}


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_the_manifest_gives_the_hash_of_the_file(entry: dict[str, Any]):
    assert hashlib.sha256((SAMPLES / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_the_file_is_what_its_source_gives(entry: dict[str, Any], regenerated: Path):
    kept, made = ((folder / entry["file"]).read_bytes() for folder in (SAMPLES, regenerated))
    assert members(made) == members(kept)


def test_writing_twice_gives_the_same_bytes(regenerated: Path, tmp_path: Path):
    for path in write_samples(SAMPLES / "sources", tmp_path):
        assert path.read_bytes() == (regenerated / path.name).read_bytes(), path.name


@pytest.mark.parametrize("entry", ENTRIES, ids=entry_id)
def test_a_sample_is_read_whole(entry: dict[str, Any]):
    document = read_draft(SAMPLES / entry["file"])
    assert document.words > 250
    assert len(document.tables) == TABLES[entry["file"]]
    assert document.language == "fr"
    assert not document.warnings
    assert not document.hidden_text


def test_the_transcript_is_a_dialogue_of_two():
    document = read_draft(SAMPLES / "negociation-transcription.md")
    turns = [p for p in document.passages if p.kind == "turn"]
    assert document.kind == "transcription"
    assert 50 <= len(turns) <= 70
    assert {t.speaker for t in turns} == {"Vendeur", "Acheteur"}


def test_the_demo_dossier_holds_its_footnote_picture_and_every_level():
    document = read_draft(SAMPLES / "dossier.docx")
    with zipfile.ZipFile(SAMPLES / "dossier.docx") as archive:
        assert "word/media/image1.png" in archive.namelist()
    assert 1800 <= document.words <= 2400
    assert "nappes enduites" in document.text
    levels: dict[str, int] = read_source(SAMPLES / "sources" / "dossier.md").meta["levels"]
    assert len(levels) == 23
    assert set(levels.values()) == {0, 1, 2, 3}


def test_the_workbook_keeps_formulas_beside_their_values():
    path = SAMPLES / "bilan.xlsx"
    formulas, values = (openpyxl.load_workbook(path, data_only=flag, read_only=True) for flag in (False, True))
    pairs = [
        (formula, value)
        for sheet in formulas.sheetnames
        for row, figures in zip(
            formulas[sheet].iter_rows(values_only=True), values[sheet].iter_rows(values_only=True), strict=True
        )
        for formula, value in zip(row, figures, strict=True)
        if isinstance(formula, str) and formula.startswith("=")
    ]
    assert len(pairs) > 30
    assert all(isinstance(value, int | float) for _, value in pairs)
    assert values["Mensuel"]["B16"].value == sum(values["Mensuel"].cell(row, 2).value for row in range(4, 16))
    formulas.close()
    values.close()


def test_the_offer_has_one_wrong_line_and_a_right_total():
    table = next(t for t in read_draft(SAMPLES / "offre.docx").tables if t.rows[0][0] == "Désignation")
    lines = [[amount(cell) for cell in row[1:]] for row in table.rows[1:7]]
    wrong = [n for n, (quantity, unit, total) in enumerate(lines) if quantity * unit != total]
    assert wrong == [2]
    assert sum(quantity * unit for quantity, unit, _ in lines) == amount(table.rows[7][3]) == 44_498


def test_a_source_without_front_matter_is_refused(tmp_path: Path):
    path = tmp_path / "nu.md"
    path.write_text("# Titre\n\nDu texte.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nu\.md"):
        read_source(path)


@given(st.text(alphabet="ab *'«»:!?%€12 ", max_size=60))
def test_typography_changes_no_letter_and_is_stable(text: str):
    once = typography(text)
    assert typography(once) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]


def test_inline_marks_become_runs():
    spans = spans_of("un **mot** et *deux*[^3] fin")
    assert plain(spans) == "un mot et deux fin"
    assert [(s.bold, s.italic, s.note) for s in spans] == [
        (False, False, None),
        (True, False, None),
        (False, False, None),
        (False, True, None),
        (False, False, 3),
        (False, False, None),
    ]


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=9))
def test_sums_and_averages_are_those_of_arithmetic(figures: list[int]):
    cells: dict[tuple[str, str], float | str] = {("S", f"A{n}"): float(v) for n, v in enumerate(figures, 1)}
    cells |= {("S", "B1"): f"=SUM(A1:A{len(figures)})", ("S", "B2"): f"=AVERAGE(A1:A{len(figures)})-S!B1*2"}
    assert value_of(cells, "S", "B1") == sum(figures)
    assert value_of(cells, "S", "B2") == pytest.approx(sum(figures) / len(figures) - 2 * sum(figures))


def test_a_formula_beyond_arithmetic_is_refused():
    with pytest.raises(ValueError, match="grammar"):
        value_of({("S", "A1"): "=open('x')"}, "S", "A1")


def test_a_sealed_archive_forgets_when_it_was_written():
    def archive(year: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            new.writestr(zipfile.ZipInfo("meta.xml", (year, 5, 4, 3, 2, 1)), f"<d>{year}-05-04T03:02:01Z</d>")
        return out.getvalue()

    assert reseal(archive(2020)) == reseal(archive(2025))


def amount(cell: str) -> float:
    return float("".join(c for c in cell if c.isdigit() or c in ",-").replace(",", "."))


def members(data: bytes) -> dict[str, Any]:
    """What must not change from one machine to another: members, without how they were packed."""
    from PIL import Image

    if not data.startswith(b"PK"):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    pictures = [name for name in found if name.endswith(".png")]
    return found | {name: Image.open(io.BytesIO(found[name])).convert("RGB").tobytes() for name in pictures}
