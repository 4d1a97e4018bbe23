"""What a judge is given and what it must answer; the embedded judge and the model judge stand behind this port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.critique import Usage
from assistant.domain.document import Document
from assistant.domain.guidance import Exemplar, Guidance
from assistant.domain.judgement import CriterionEvidence, Judgement
from assistant.domain.referentiel import Criterion, Heading
from assistant.judging.integrity import Integrity
from assistant.judging.verification import JudgingFailure

Proposal = Judgement | JudgingFailure


@dataclass(frozen=True)
class JudgingTask:
    """One criterion to judge. ``guidance`` None when nothing was written for it (an imported référentiel)."""

    criterion: Criterion
    heading: Heading
    guidance: Guidance | None
    exemplars: tuple[Exemplar, ...]
    evidence: CriterionEvidence


@dataclass(frozen=True)
class DraftContext:
    """What all the tasks of one draft share."""

    document: Document
    production_title: str
    referentiel: str
    integrity: Integrity


class Judge(Protocol):
    """Proposes a level, quotes and feedback for criteria; never trusted: every proposal goes through verification."""

    @property
    def name(self) -> str:
        """``embedded`` or ``<provider>:<model>``, as printed on every output."""
        ...

    @property
    def version(self) -> str:
        """What changes when the same judge would judge otherwise: its prompt's version, or that of its weights."""
        ...

    @property
    def parallel(self) -> int:
        """How many batches may be judged at once."""
        ...

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """How the judge wants its tasks grouped, in the order in which they should start."""
        ...

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """One proposal a task, in any order. Expected failures are returned, not raised."""
        ...

    def notice(self, context: DraftContext) -> str:
        """What a reader must know of how this draft is read (by extracts, say), in French; empty when nothing."""
        ...

    def usage(self) -> Usage:
        """Calls and tokens spent so far."""
        ...
