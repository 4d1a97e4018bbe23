"""From scores of entries to rankings of answers, one ranking a sort of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.retrieval.entries import Entry, Facet, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = tuple[Kind, str]
Ranking = dict[Facet, list[int]]  # rows of entries, best first

DEPTH = 50  # best rows kept of each facet: deeper ranks weigh next to nothing


class FacetRanker:
    """Ranks the entries facet by facet, for answers of one kind. ``entries`` stand grouped by facet."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._blocks: dict[Facet, tuple[int, int]] = {}
        for row, entry in enumerate(entries):
            start = self._blocks.get(entry.facet, (row, row))[0]
            self._blocks[entry.facet] = (start, row + 1)
        self._allowed_rows = lru_cache(maxsize=None)(self._rows_for)

    def answer(self, row: int, kind: Kind | None) -> Key | None:
        """What a row brings up when answers of ``kind`` are wanted (None: any), or None when it brings nothing up.

        Guidance and exemplars speak for their criterion, unless they are what is asked for.
        """
        entry = self._entries[row]
        if kind == "exemplar":
            return ("exemplar", entry.id) if entry.kind == "exemplar" else None
        key: Key = ("criterion", entry.criterion) if entry.criterion else (entry.kind, entry.id)
        if kind == "guidance":
            return ("guidance", key[1]) if key[0] == "criterion" else None
        return key if kind in (None, key[0]) else None

    def by_score(self, scores: NDArray[np.float32], kind: Kind | None) -> Ranking:
        """The best rows of each facet by score, shape (entries,); rows at or below zero are left out."""
        import numpy as np

        ranking: Ranking = {}
        for facet, rows in self._allowed_rows(kind).items():
            whole = len(rows) == int(rows[-1]) - int(rows[0]) + 1  # then a slice spares a copy
            part = scores[int(rows[0]) : int(rows[-1]) + 1] if whole else scores[rows]
            best = np.flatnonzero(part > 0)
            if len(best) > DEPTH:
                best = best[np.argpartition(part[best], len(best) - DEPTH)[-DEPTH:]]
            best = best[np.lexsort((best, -part[best]))]
            ranking[facet] = rows[best].tolist()
        return ranking

    def by_order(self, rows: Iterable[int], kind: Kind | None) -> Ranking:
        """The same from rows already in order, best first."""
        ranking: Ranking = {}
        for row in rows:
            if self.answer(row, kind) is not None:
                ranking.setdefault(self._entries[row].facet, []).append(row)
        return ranking

    def answers(self, rows: Iterable[int], kind: Kind | None) -> list[tuple[Key, int]]:
        """The answers that these rows bring up, each with its row, in order, repeats kept."""
        return [(key, row) for row in rows if (key := self.answer(row, kind)) is not None]

    def _rows_for(self, kind: Kind | None) -> Mapping[Facet, NDArray[np.int64]]:
        import numpy as np

        allowed: dict[Facet, list[int]] = {
            facet: [row for row in range(start, stop) if self.answer(row, kind) is not None]
            for facet, (start, stop) in self._blocks.items()
        }
        return {facet: np.array(rows, dtype=np.int64) for facet, rows in allowed.items() if rows}
