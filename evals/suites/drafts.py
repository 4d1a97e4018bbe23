"""Labelled drafts as planned cases: text read once, labels pinned to it, in the JSON form that scoring reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain.document import Document
from assistant.domain.referentiel import Referentiel
from assistant.errors import JalonError
from evals.datasets_io import LabelledDraft, load_drafts
from evals.label_spans import LocatedQuote, locate_labels
from evals.strict_json import DatasetProblems

if TYPE_CHECKING:
    from assistant.services import Services


@dataclass(frozen=True)
class ReadDraft:
    """A labelled draft, its document and its quotes in it."""

    draft: LabelledDraft
    document: Document
    quotes: dict[str, tuple[LocatedQuote, ...]]


def read_drafts(folder: Path, services: Services) -> list[ReadDraft]:
    """Every draft of the folder, read. Raises ``DatasetError`` that names each file at fault."""
    found: list[ReadDraft] = []
    problems: list[str] = []
    for draft in load_drafts(folder, services.referentiel):
        try:
            document = services.read(draft.path)
            found.append(ReadDraft(draft, document, locate_labels(draft, document)))
        except JalonError as error:
            problems.append(f"{draft.path.name} : {error.sentence()}")
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    return found


def cases_json(drafts: Sequence[ReadDraft], referentiel: Referentiel) -> list[dict[str, Any]]:
    """What a run is scored against: labels, spans and the text they are in."""
    return [
        {
            "case": read.draft.name,
            "production": read.draft.production,
            "text": read.document.text,
            "labels": [
                {
                    "id": label.id,
                    "group": referentiel.group_of(label.id).id,
                    "level": label.level,
                    "why": label.why,
                    "quotes": [{"start": q.start, "end": q.end, "passage": q.passage} for q in read.quotes[label.id]],
                }
                for label in read.draft.labels
            ],
        }
        for read in drafts
    ]
