"""A JSON copy of the corpus, so that a cold start does not parse a megabyte of YAML. The YAML stays the truth."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from assistant.corpus.guidance_files import corpus_digest, load_corpus
from assistant.corpus.location import corpus_folder
from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel


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


def _write(copy: Path, corpus: Corpus) -> None:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=copy.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(corpus.model_dump_json().encode())
        Path(name).replace(copy)
        for old in copy.parent.glob("corpus-*.json"):
            if old != copy:
                old.unlink(missing_ok=True)
    except OSError:
        return  # a read-only home costs time at the next start, nothing else
