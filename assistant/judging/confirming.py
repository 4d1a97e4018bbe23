"""Judge borderline criteria again, and say which levels hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.critique import Usage
from assistant.domain.judgement import Judgement, Stability
from assistant.judging.ports import DraftContext, Judge, JudgingTask, Proposal


class RepeatableJudge(Judge, Protocol):
    """A judge that can judge one criterion anew, independently."""

    def judge_again(self, task: JudgingTask, context: DraftContext) -> Proposal:
        """Another judgement of the same criterion."""
        ...


class ConfirmingJudge:
    """A judge around another. A borderline level is judged again: twice the same is stable; else a third decides.

    The level kept is then the middle one of the three, shown as hesitant.
    """

    def __init__(self, inner: RepeatableJudge) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """The wrapped judge's."""
        return self._inner.name

    @property
    def version(self) -> str:
        """The wrapped judge's, told apart: the same prompt asked again may give another level."""
        return f"{self._inner.version}+confirm"

    @property
    def parallel(self) -> int:
        """The wrapped judge's."""
        return self._inner.parallel

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """The wrapped judge's."""
        return self._inner.batches(tasks)

    def notice(self, context: DraftContext) -> str:
        """The wrapped judge's."""
        return self._inner.notice(context)

    def usage(self) -> Usage:
        """Second judgements included."""
        return self._inner.usage()

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """One proposal a task; those that were borderline carry their stability."""
        tasks = {task.criterion.id: task for task in batch}
        return [self._confirmed(p, tasks[p.criterion], context) for p in self._inner.judge(batch, context)]

    def _confirmed(self, first: Proposal, task: JudgingTask, context: DraftContext) -> Proposal:
        if not isinstance(first, Judgement) or not first.borderline or first.level is None:
            return first
        second = self._inner.judge_again(task, context)
        if not isinstance(second, Judgement):
            return first
        if second.level == first.level:
            return _marked(first, "stable")
        third = self._inner.judge_again(task, context)
        heard = [p for p in (first, second, third) if isinstance(p, Judgement)]
        return _marked(_middle(heard), "hesitant")


def _middle(heard: list[Judgement]) -> Judgement:
    """The middle level; of two, the lower: a learner loses less by working on a point than by leaving it."""
    levelled = sorted((j for j in heard if j.level is not None), key=lambda j: j.level or 0)
    return levelled[(len(levelled) - 1) // 2]


def _marked(judgement: Judgement, stability: Stability) -> Judgement:
    return judgement.model_copy(update={"stability": stability})
