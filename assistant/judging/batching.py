"""How many criteria a model judges in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from assistant.judging.ports import JudgingTask

Grouping = Literal["criterion", "heading", "production"]


@dataclass(frozen=True)
class BatchPolicy:
    """One call a ``criterion``, a ``heading`` of the référentiel or a ``production``, of ``limit`` criteria at most.

    Fewer calls read the draft fewer times; smaller ones answer sooner, and a bad answer costs less.
    """

    grouping: Grouping = "heading"
    limit: int = 3

    @property
    def size(self) -> int:
        """Criteria of the largest batch."""
        return 1 if self.grouping == "criterion" else self.limit

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """Batches of nearly equal sizes, in the order of the référentiel; every task in exactly one."""
        if self.grouping == "criterion":
            return [(task,) for task in tasks]
        key = _heading if self.grouping == "heading" else _everything
        groups = [tuple(group) for _, group in groupby(tasks, key)]
        return [batch for group in groups for batch in _evenly(group, self.limit)]


def _heading(task: JudgingTask) -> str:
    return f"{task.criterion.id.rsplit('.', 1)[0]} {task.heading.title}"


def _everything(_task: JudgingTask) -> str:
    return ""


def _evenly(group: tuple[JudgingTask, ...], limit: int) -> list[tuple[JudgingTask, ...]]:
    count = -(-len(group) // limit)
    bounds = [round(i * len(group) / count) for i in range(count + 1)]
    return [group[a:b] for a, b in pairwise(bounds)]
