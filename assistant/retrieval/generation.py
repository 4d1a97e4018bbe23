"""One generation of the index on disk: its folder, its manifest, and the pointer that makes it current.

    <JALON_HOME>/index/<référentiel>/
        current.json              the pointer, replaced atomically
        build.lock                held by the one process that builds
        g-<content>-<nonce>/      manifest.json, vectors.npy, texts.txt, lexical/, chroma/

A generation is written once, then only read. Its manifest comes last: without it the folder is rubbish.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import IndexUnavailable

SCHEMA = "jalon/index@1"
POINTER = "current.json"
MANIFEST = "manifest.json"
LOCK = "build.lock"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds. ``content``: hash of the entries; ``sha256``: of the matrix; ``collection``: name of
    the Chroma collection, or "" with ``chroma_problem`` when it could not be made."""

    content: str
    model_id: str
    dimension: int
    entries: int
    sha256: str
    collection: str
    chroma_problem: str
    built: str
    schema: str = SCHEMA


def index_root(home: Path, referentiel_id: str) -> Path:
    """Folder of the index of one référentiel."""
    return home / "index" / (re.sub(r"[^\w.-]", "_", referentiel_id).strip(".") or "_")


def new_generation(root: Path, content: str) -> Path:
    """A fresh folder, not current yet."""
    directory = root / f"g-{content[:12]}-{secrets.token_hex(4)}"
    directory.mkdir(parents=True)
    return directory


def current_generation(root: Path) -> Path | None:
    """Folder that the pointer names, or None when there is none (missing, unreadable or pointing nowhere)."""
    try:
        name = json.loads((root / POINTER).read_text(encoding="utf-8"))["generation"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # only a plain name: a pointer edited by hand must not lead out of the folder
    if not isinstance(name, str) or not re.fullmatch(r"g-[0-9a-f]+-[0-9a-f]+", name):
        return None
    return root / name if (root / name).is_dir() else None


def pointer_stamp(root: Path) -> int:
    """Changes when another generation becomes current; 0 when there is none."""
    try:
        return (root / POINTER).stat().st_mtime_ns
    except OSError:
        return 0


def read_manifest(directory: Path) -> Manifest:
    """The manifest. Raises ``IndexUnavailable`` when it is missing or not of this schema."""
    try:
        raw: dict[str, Any] = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**raw)
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnavailable(
            "Le dossier de l'index est incomplet.", "Reconstruisez-le avec : jalon index."
        ) from error
    if manifest.schema != SCHEMA:
        raise IndexUnavailable("L'index vient d'une autre version de Jalon.", "Reconstruisez-le avec : jalon index.")
    return manifest


def publish(root: Path, directory: Path, manifest: Manifest) -> None:
    """Write the manifest, flush everything to disk, then make the generation current in one step."""
    _write(directory / MANIFEST, asdict(manifest))
    for path in directory.rglob("*"):
        if path.is_file():
            _flush(path)
    fresh = root / f"{POINTER}.{secrets.token_hex(4)}"
    _write(fresh, {"generation": directory.name})
    _flush(fresh)
    os.replace(fresh, root / POINTER)


def remove_others(root: Path, kept: Path | None) -> None:
    """Remove every other generation and what a killed builder left; only under the lock."""
    for path in root.glob("g-*"):
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(f"{POINTER}.*"):
        path.unlink(missing_ok=True)


def size_of(directory: Path) -> int:
    """Bytes on disk."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
