"""Debriefs made in the background: they survive a click or a reload, and are begun again after a restart."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.domain.learning import OwnerId
from assistant.errors import DraftError

if TYPE_CHECKING:
    from assistant.domain.critique import Critique
    from assistant.domain.debrief import Debrief
    from assistant.domain.document import Document
    from assistant.domain.scenario import ScenarioKind
    from assistant.services import Services
    from assistant.services.play_desk import OpenPlay, PlayDesk

AT_ONCE = 2


@dataclass
class Making:
    """A debrief that is being made: ``done`` of ``total`` criteria are known."""

    done: int = 0
    total: int = 0
    future: Future[None] = field(default_factory=Future[None])


class Debriefs:
    """One at a time for each play. Thread-safe."""

    def __init__(self, services: Services, desk: PlayDesk) -> None:
        self._services, self._desk = services, desk
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="jalon-debrief")
        self._making: dict[str, Making] = {}
        self._lock = threading.Lock()

    def start(self, owner: OwnerId, key: str, *, again: bool = False) -> Making:
        """Begin that play's debrief unless it is being made already; the future ends once it is in the store.

        One that failed stays so until it is asked for ``again``.
        """
        with self._lock:
            making = self._making.get(key)
            if making is None or (again and making.future.done()):
                making = self._making[key] = Making()
                making.future = self._pool.submit(self._make, owner, key, making)
            return making

    def _make(self, owner: OwnerId, key: str, making: Making) -> None:
        debrief = debrief_of(self._services, self._desk.open(owner, key), making)
        self._desk.keep_debrief(self._desk.open(owner, key), debrief)
        with self._lock:
            self._making.pop(key, None)


def debrief_of(services: Services, table: OpenPlay, making: Making | None = None) -> Debrief:
    """The debrief of a play; without levels, and saying why, when too little was said for any."""
    from assistant.roleplay.debrief.debriefing import debrief_of_play
    from assistant.roleplay.debrief.transcript import transcript_document

    document = transcript_document(table.turns)
    try:
        critique = _judged(services, document, table.scenario.kind, making or Making())
    except DraftError as error:
        critique = _nothing(services, document, table.scenario.kind, error.sentence())
    return debrief_of_play(
        critique,
        table.kept.record,
        table.scenario,
        document,
        guidance=services.corpus.guidance,
        self_levels=table.kept.own_levels,
    )


def _judged(services: Services, document: Document, kind: ScenarioKind, making: Making) -> Critique:
    from assistant.critique.progress import Finished

    for event in services.debrief(document, kind):
        if isinstance(event, Finished):
            return event.critique
        making.done, making.total = event.done, event.total
    raise AssertionError("a critique always ends")


def _nothing(services: Services, document: Document, kind: ScenarioKind, why: str) -> Critique:
    """A critique of no criterion. ``why``: said as a notice."""
    from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally, Usage
    from assistant.roleplay.composing.grids import conduct_criteria

    production = services.referentiel.production_of(conduct_criteria(services.referentiel, kind)[0])
    return Critique(
        draft=DraftSummary(
            name=document.name, sha256=document.sha256, words=document.words, passages=len(document.passages)
        ),
        production=ProductionChoice(slug=production.slug, title=production.title, detected=False),
        model=services.model,
        referentiel=services.referentiel.key,
        criteria=(),
        priorities=(),
        quotes=QuoteTally(),
        usage=Usage(),
        notices=(why,),
    )
