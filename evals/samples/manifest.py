"""Every sample written, and ``manifest.yaml`` which says what each one is, under which licence, with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from evals.samples.opendocument import write_odt
from evals.samples.slides import write_pptx
from evals.samples.source import Source, read_source
from evals.samples.typeset import write_pdf
from evals.samples.word import write_docx
from evals.samples.workbook import write_xlsx

LICENCE: Final = "MIT"
_HEAD: Final = "# Written by python -m evals.samples from sources/*.md: change the sources, not the files.\n"


def _write_md(source: Source) -> bytes:
    return source.body.encode()


WRITERS: Final[dict[str, Callable[[Source], bytes]]] = {
    ".docx": write_docx,
    ".odt": write_odt,
    ".pptx": write_pptx,
    ".xlsx": write_xlsx,
    ".pdf": write_pdf,
    ".md": _write_md,
}


def write_samples(sources: Path, target: Path) -> Iterator[Path]:
    """Write each sample, then the manifest, into ``target``; give each path once written."""
    target.mkdir(parents=True, exist_ok=True)
    entries: list[dict[str, Any]] = []
    for path in sorted(sources.glob("*.md")):
        source = read_source(path)
        name: str = source.meta["file"]
        data = WRITERS[Path(name).suffix](source)
        (target / name).write_bytes(data)
        entries.append(_entry(source, data))
        yield target / name
    manifest = target / "manifest.yaml"
    text = yaml.safe_dump({"samples": entries}, allow_unicode=True, sort_keys=False, width=110)
    manifest.write_text(_HEAD + text, encoding="utf-8", newline="\n")
    yield manifest


def _entry(source: Source, data: bytes) -> dict[str, Any]:
    return {
        "file": source.meta["file"],
        "production": source.meta["production"],
        "source": f"sources/{source.path.name}",
        "sha256": hashlib.sha256(data).hexdigest(),
        "licence": LICENCE,
        "description": source.meta["description"],
    }
