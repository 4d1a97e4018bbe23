"""JSON copies of référentiel and corpus, so that a cold start parses no megabyte of YAML. The YAML stays the truth."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.corpus.guidance_files import corpus_digest, load_corpus
from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import default_referentiel_path, load_referentiel
from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel


def cached_referentiel(cache_folder: Path, path: Path | None = None) -> Referentiel:
    """``load_referentiel``, read from a JSON copy when the file has not changed since it was found valid."""
    source = path or default_referentiel_path()
    try:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    except OSError:
        return load_referentiel(source)  # says what is wrong with it
    copy = cache_folder / f"referentiel-{digest}.json"
    try:
        return Referentiel.model_validate_json(copy.read_bytes())
    except (OSError, ValidationError):
        referentiel = load_referentiel(source)
        _write(copy, referentiel)
        return referentiel


def cached_corpus(referentiel: Referentiel, cache_folder: Path, folder: Path | None = None) -> Corpus:
    """``load_corpus``, read from a JSON copy when the YAML files have not changed since it was made.

    A damaged, stale or unwritable copy is ignored: the corpus is then read from its YAML.
    """
    root = folder or corpus_folder()
    digest = corpus_digest(root)
    copy = cache_folder / f"corpus-{referentiel.key}-{digest[:16]}.json"
    try:
        corpus = Corpus.model_validate_json(copy.read_bytes())
        if corpus.digest == digest:
            return corpus
    except (OSError, ValidationError):
        pass
    corpus = load_corpus(referentiel, root)
    _write(copy, corpus)
    return corpus


def _write(copy: Path, content: BaseModel) -> None:
    """Keep that copy, and no older one of its sort."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=copy.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.model_dump_json(by_alias=True).encode())
        Path(name).replace(copy)
        for old in copy.parent.glob(f"{copy.name.partition('-')[0]}-*.json"):
            if old != copy:
                old.unlink(missing_ok=True)
    except OSError:
        return  # a read-only home costs time at the next start, nothing else
