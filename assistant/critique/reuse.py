"""Which verdicts of the version before still hold: those whose evidence did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from assistant.domain.document import Document
from assistant.domain.judgement import Evidence, Verdict
from assistant.judging.ports import JudgingTask

SHOWN = 10
"""Passages that count as the evidence of a criterion, best first: the labelled evidence is among them 4 times in 5."""


def evidence_digest(task: JudgingTask, document: Document) -> str:
    """sha256 of what the draft offers for the criterion: the words of its best passages, whatever their order.

    A criterion keeps its digest through edits that its best passages do not feel, and loses it as soon as one of
    them is changed, removed or displaced by a new one.
    """
    best = sorted(task.evidence.candidates, key=lambda c: -c.score)[:SHOWN]
    texts = sorted(" ".join(p.text.split()) for c in best if (p := document.passage(c.passage)) is not None)
    return hashlib.sha256("\x1f".join((*sorted(document.shows), *texts)).encode()).hexdigest()


def still_valid(
    tasks: Sequence[JudgingTask],
    digests: Mapping[str, str],
    before: Mapping[str, tuple[Verdict, str]],
    document: Document,
) -> dict[str, Verdict]:
    """Verdicts of the version before that the new one keeps, their quotes found again at their new places.

    digests: of the new version, by criterion; before: verdicts of the former version with their digests.
    """
    kept: dict[str, Verdict] = {}
    for task in tasks:
        criterion = task.criterion.id
        verdict, digest = before.get(criterion, (None, ""))
        if verdict is None or digest != digests[criterion]:
            continue
        moved = [_anchored(evidence, document) for evidence in verdict.evidence]
        found = tuple(evidence for evidence in moved if evidence is not None)
        if len(found) == len(moved):
            kept[criterion] = verdict.model_copy(update={"evidence": found})
    return kept


def _anchored(evidence: Evidence, document: Document) -> Evidence | None:
    """The same quote in another version of the text, in the same passage when it is still there."""
    home = document.passage(evidence.passage)
    start = document.text.find(evidence.quote, home.start if home else 0)
    if home is None or start < 0 or start >= home.end:
        start = document.text.find(evidence.quote)
    passage = document.passage_at(start) if start >= 0 else None
    if passage is None:
        return None
    return evidence.model_copy(
        update={
            "passage": passage.id,
            "section": passage.section,
            "page": passage.page,
            "turn": passage.turn,
            "start": start,
            "end": start + len(evidence.quote),
        }
    )
