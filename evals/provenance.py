"""What made an output: model, prompts, corpus, weights, settings and code, hashed so that changed ones never mix."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_CODE = ("assistant", "evals/systems", "evals/suites", "evals/roleplay")
_CODE_SUFFIXES = (".py", ".json", ".yaml", ".sql")
_VERSION = re.compile(r"(?m)^version:\s*[\"']?([^\"'\n]+)")


@dataclass(frozen=True)
class Provenance:
    """Identity of a run. ``code``: readable version; ``code_digest``: sha256 of the sources that answer.

    ``prompts``: version and sha256 by id. ``address``: sha256 (8 digits) of the endpoint, never the endpoint.
    """

    model: str
    referentiel: str
    corpus: str
    embedding: str
    code: str
    code_digest: str
    seed: int
    prompts: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    address: str = ""

    def to_json(self) -> dict[str, Any]:
        """As stored in a record."""
        return asdict(self)

    def identity(self) -> dict[str, Any]:
        """What may change an answer; the readable version is left out, its digest speaks for it."""
        return {key: value for key, value in self.to_json().items() if key != "code"}


def key_of(provenance: Provenance, parts: Mapping[str, Any]) -> str:
    """The record's key: 24 hex digits over the provenance and what identifies the case."""
    text = json.dumps([provenance.identity(), parts], sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def prompt_versions(folder: Path) -> dict[str, dict[str, str]]:
    """Version and sha256 of each prompt file, by name; empty when there is none."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.md")):
        data = path.read_bytes()
        version = _VERSION.search(data.decode("utf-8", errors="replace"))
        found[path.stem] = {
            "version": version.group(1).strip() if version else "",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    return found


@cache
def code_digest() -> str:
    """sha256 of the program's sources, weights included, and of the systems compared."""
    return digest_of(
        path
        for part in _CODE
        for path in sorted((_ROOT / part).rglob("*"))
        if path.suffix in _CODE_SUFFIXES and path.is_file()
    )


def digest_of(paths: Iterable[Path]) -> str:
    """sha256 over relative names and contents."""
    total = hashlib.sha256()
    for path in paths:
        name = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(path.name)
        total.update(f"{name.as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def code_version() -> str:
    """``git describe`` of the checkout, else the package's version."""
    from assistant import __version__

    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--tags"],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return __version__
    return done.stdout.strip() or __version__
