"""The life of a work through its versions: comparison with the one before, fate of the advice, timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.critique.comparison import Comparison, compare, outcome
from assistant.domain.critique import Critique
from assistant.domain.learning import AdviceState, OwnerId, Version
from assistant.domain.levels import LEVELS, Level

if TYPE_CHECKING:
    from assistant.store.repositories import Store


@dataclass(frozen=True)
class TimelinePoint:
    """One version that was critiqued. ``counts``: number of criteria by level, None for those without one."""

    version: Version
    critique: Critique
    counts: dict[Level | None, int]


class History:
    """Reads and completes the history of works kept in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def comparison(self, owner: OwnerId, version: str) -> Comparison | None:
        """The version against the last one before it that was critiqued on the same production; None without one."""
        after = self._store.runs.latest_critique(owner, version)
        return None if after is None else self._compared(owner, version, after)

    def timeline(self, owner: OwnerId, work: str) -> tuple[TimelinePoint, ...]:
        """The versions that were critiqued, by number."""
        points: list[TimelinePoint] = []
        for version in self._store.works.versions(owner, work):
            critique = self._store.runs.latest_critique(owner, version.id)
            if critique is not None:
                levels = [v.level for v in critique.criteria]
                counts: dict[Level | None, int] = {level: levels.count(level) for level in LEVELS}
                counts[None] = levels.count(None)
                points.append(TimelinePoint(version, critique, counts))
        return tuple(points)

    def record_advice(self, owner: OwnerId, version: str, critique: Critique) -> None:
        """Settle the advice of earlier versions by what this one made of it, and note what is advised now.

        A criterion whose advice the learner refused is not advised again.
        """
        from assistant.store.advice import Given

        this = self._store.works.version(owner, version)
        numbers = {v.id: v.number for v in self._store.works.versions(owner, this.work)}
        earlier = [a for a in self._store.advice.of_work(owner, this.work) if numbers[a.version] < this.number]
        comparison = self._compared(owner, version, critique)
        if comparison is not None:
            fates: dict[str, AdviceState] = {}
            for advice in earlier:
                fate = outcome(advice, comparison.move(advice.criterion))
                if advice.state in ("open", "partly") and fate != advice.state:
                    fates[advice.id] = fate
            self._store.advice.settle(owner, version, fates)
        refused = {a.criterion for a in earlier if a.state == "refused"}
        given = [
            Given(v.id, v.level, v.next_step)
            for v in critique.criteria
            if v.level is not None and v.level < 3 and v.next_step and v.id not in refused
        ]
        self._store.advice.give(owner, this.work, version, given)

    def _compared(self, owner: OwnerId, version: str, after: Critique) -> Comparison | None:
        works = self._store.works
        former = works.previous(owner, version)
        while former is not None:
            before = self._store.runs.latest_critique(owner, former.id)
            if before is not None and before.production.slug == after.production.slug:
                old, new = works.document(owner, former.id), works.document(owner, version)
                return compare(old, new, before, after, self._store.runs.judged(owner, version))
            former = works.previous(owner, former.id)
        return None
