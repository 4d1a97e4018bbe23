"""The composition root: the only place that builds engines, indexes, judges and stores from the settings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.document import Document
from assistant.domain.judgement import Verdict
from assistant.services.library import Library

if TYPE_CHECKING:
    from assistant.coaching.grounding import Grounding
    from assistant.coaching.ports import Coach
    from assistant.critique.background import CritiqueRunner
    from assistant.critique.history import History
    from assistant.critique.pipeline import CritiqueJob
    from assistant.critique.progress import Event
    from assistant.domain.scenario import Scenario, ScenarioKind
    from assistant.judging.ports import Judge
    from assistant.llm.factory import Endpoint
    from assistant.roleplay.listening.move_bank import MoveBank
    from assistant.roleplay.listening.ports import Hearer
    from assistant.roleplay.listening.topic_bank import TopicBank
    from assistant.roleplay.speaking.ports import Counterpart
    from assistant.services.debriefs import Debriefs
    from assistant.services.play_desk import PlayDesk
    from assistant.services.scenario_desk import ScenarioDesk
    from assistant.store.kept_verdicts import KeptVerdicts
    from assistant.store.repositories import Store


class Services(Library):
    """Everything a command or a page may ask for; each part is built at its first use, then kept.

    ``notify`` is told, in French, of what takes time or works in a degraded way.
    """

    def __enter__(self) -> Services:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the model and the file of kept verdicts, if any was opened."""
        if "endpoint" in self.__dict__:
            self.endpoint.close()
        if "kept_verdicts" in self.__dict__:
            self.kept_verdicts.close()

    def warm_up(self) -> None:
        """Load the embedding weights in the background: a second saved on a cold start."""
        from assistant.retrieval.embedding import UseEmbedder

        if isinstance(self._embedding_engine, UseEmbedder):
            self._embedding_engine.warm_up()
        if not self.settings.is_embedded:
            threading.Thread(target=self.endpoint.warm, name="model-warm-up", daemon=True).start()

    # --- critique --------------------------------------------------------------------------------------------------

    def read(self, path: Path) -> Document:
        """The draft at ``path``. Raises ``DraftError``."""
        from assistant.reading import read_draft

        return read_draft(path)

    def read_bytes(self, name: str, data: bytes) -> Document:
        """The draft in those bytes, as a browser sends it. Raises ``DraftError``."""
        from assistant.reading import read_bytes

        return read_bytes(name, data)

    def sample(self) -> tuple[str, bytes]:
        """Name and bytes of the bundled dossier, which the first-run page offers."""
        from assistant.corpus.location import corpus_folder

        path = corpus_folder() / "samples" / "dossier.docx"
        return path.name, path.read_bytes()

    def propose_production(self, document: Document) -> str:
        """Slug of the production that the draft looks most like. Raises ``DraftError`` when it must not be judged."""
        return self.prepare(document).production.slug

    def judge(self, *, confirm: bool = False) -> Judge:
        """A judge for one critique, fresh: its usage starts from zero. ``confirm``: borderline levels judged again.

        Raises ``SettingsError``.
        """
        if self.settings.is_embedded:
            from assistant.judging.embedded import EmbeddedJudge

            return EmbeddedJudge(self.weights)
        from assistant.judging.confirming import ConfirmingJudge
        from assistant.judging.model_judge import ModelJudge, options_for

        ledger = self.endpoint.ledger()
        judge = ModelJudge(self.endpoint.model(ledger), options_for(self.endpoint.settings), lambda: ledger.usage)
        return ConfirmingJudge(judge) if confirm else judge

    def prepare(
        self, document: Document, production: str | None = None, known: Mapping[str, Verdict] | None = None
    ) -> CritiqueJob:
        """Everything up to the judging: admission, detection, evidence. Raises ``DraftError``, ``UnknownIdError``."""
        from assistant.critique.preparation import prepare

        return prepare(
            document,
            self.referentiel,
            self.corpus,
            self.profiles,
            self.embedder,
            self.weights.ranking,
            self.quality,
            slug=production,
            known=known or {},
            notice=self._brain_notice(),
        )

    def critique(
        self,
        document: Document,
        production: str | None = None,
        *,
        confirm: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event]:
        """Verdicts as they come, then the whole critique."""
        from assistant.critique.pipeline import run_critique

        job, judge = self.prepare(document, production), self.judge(confirm=confirm)
        return run_critique(job, judge, stopped=stopped)

    def _brain_notice(self) -> str:
        if self.settings.is_embedded:
            from assistant.judging.embedded import NOTICE

            return NOTICE
        return f"Critique écrite par une IA ({self.settings.model}). Elle peut se tromper : un formateur décide."

    # --- what is kept ----------------------------------------------------------------------------------------------

    @property
    def model(self) -> str:
        """The brain in force: ``embedded`` or ``<provider>:<model>``."""
        return self.settings.model

    @cached_property
    def store(self) -> Store:
        """The database, up to date; what is past the retention is erased first. Raises ``StoreError``."""
        from assistant.store import open_store

        with self._lock:
            if "store" in self.__dict__:  # another thread opened it while we waited
                return self.__dict__["store"]
            store = open_store(self.settings.database)
            if self.settings.retention_days is not None:
                store.expire(self.settings.retention_days)
            store.forget_passers_by()
            store.on_erase(lambda _owner: self.forget_vectors())
            return self.__dict__.setdefault("store", store)

    @cached_property
    def kept_verdicts(self) -> KeptVerdicts:
        """What the command line paid a model for, apart from the application's database."""
        from assistant.store.kept_verdicts import KeptVerdicts

        return KeptVerdicts(self.settings.kept_verdicts, days=self.settings.retention_days)

    @cached_property
    def critiques(self) -> CritiqueRunner:
        """Critiques in the background; those left unfinished by an earlier process start again now."""
        from assistant.critique.background import CritiqueRunner

        with self._lock:
            if "critiques" in self.__dict__:
                return self.__dict__["critiques"]
            return self.__dict__.setdefault("critiques", CritiqueRunner(self.store, self).start())

    @property
    def history(self) -> History:
        """Versions compared, and the fate of the advice."""
        from assistant.critique.history import History

        return History(self.store)

    # --- coach -----------------------------------------------------------------------------------------------------

    @cached_property
    def grounding(self) -> Grounding:
        """What every coach stands on: recognition, search, guidance, rules of conduct."""
        from assistant.coaching.grounding import Grounding
        from assistant.coaching.material import load_material

        return Grounding(
            self.referentiel,
            self.corpus,
            load_material(self.referentiel),
            self.search,
            self.embedder,
            self.settings.cache_folder,
        )

    def coach(self) -> Coach:
        """The coach of the settings. Cheap; share it or make one a conversation."""
        if self.settings.is_embedded:
            from assistant.coaching.embedded import EmbeddedCoach

            return EmbeddedCoach(self.grounding)
        from assistant.coaching.agent import AgentCoach

        return AgentCoach(self.grounding, self.endpoint, remote=self._remote)

    @property
    def _remote(self) -> bool:
        """Whether what is asked of the model leaves the machine."""
        from assistant.llm.endpoint_settings import is_local

        asked = self.endpoint.settings
        return asked.provider != "local" and not is_local(asked.address)

    @cached_property
    def endpoint(self) -> Endpoint:
        """The model's endpoint, shared by all who call it. Raises ``SettingsError``; not for ``embedded``."""
        from assistant.llm.endpoint_settings import ModelSettings
        from assistant.llm.factory import Endpoint

        asked = ModelSettings(
            self.settings.model,
            self.settings.base_url,
            self.settings.api_key,
            context_tokens=self.settings.context_tokens,
            threads=self.settings.threads,
            models_folder=self.settings.home / "models",
        )
        return Endpoint(asked, record=self.settings.home / "calls.jsonl", prices=self.settings.home / "prices.yaml")

    # --- role-play -------------------------------------------------------------------------------------------------

    @cached_property
    def move_bank(self) -> MoveBank:
        """What tells the moves of a seller apart, fitted on authored lines."""
        from assistant.roleplay.listening.move_bank import MoveBank, load_examples

        return MoveBank.fit(load_examples(), self.embedder, self.settings.cache_folder)

    @cached_property
    def topic_bank(self) -> TopicBank:
        """What tells what a question is about, fitted on authored questions."""
        from assistant.roleplay.listening.topic_bank import TopicBank, load_questions

        return TopicBank.fit(load_questions(), self.embedder, self.settings.cache_folder)

    def recogniser(self, scenario: Scenario) -> Hearer:
        """What understands the learner's lines in that scenario: rules, and a model beside them when there is one.

        Raises ``SettingsError``.
        """
        from assistant.roleplay.listening.recognition import Recogniser

        rules = Recogniser(scenario, self.move_bank, self.topic_bank, self.embedder)
        if self.settings.is_embedded:
            return rules
        from assistant.roleplay.listening.model_hearing import ModelRecogniser

        return ModelRecogniser(scenario, rules, self.endpoint.model(), remote=self._remote)

    def counterpart(self) -> Counterpart:
        """The voice of the buyer. Raises ``SettingsError``."""
        from assistant.roleplay.speaking.counterpart import ModelCounterpart, TemplateCounterpart

        if self.settings.is_embedded:
            return TemplateCounterpart()
        return ModelCounterpart(self.endpoint.model(), embedder=self.embedder, remote=self._remote)

    @cached_property
    def scenario_desk(self) -> ScenarioDesk:
        """The scenarios of trainers: composed, checked, kept, shared."""
        from assistant.services.scenario_desk import ScenarioDesk

        return ScenarioDesk(self)

    @cached_property
    def play_desk(self) -> PlayDesk:
        """The role-plays of learners: begun, played, looked back on."""
        from assistant.services.play_desk import PlayDesk

        return PlayDesk(self)

    @cached_property
    def debriefs(self) -> Debriefs:
        """The debriefs, made outside the page so that a click does not lose them."""
        from assistant.services.debriefs import Debriefs

        return Debriefs(self, self.play_desk)

    def debrief(self, transcript: Document, kind: ScenarioKind = "negociation") -> Iterator[Event]:
        """A critique of a dialogue on the criteria of its situation alone, without those that no dialogue can show.

        Raises ``DraftError`` when too little was said.
        """
        from dataclasses import replace

        from assistant.critique.pipeline import run_critique
        from assistant.roleplay.composing.grids import ELSEWHERE, conduct_criteria
        from assistant.roleplay.debrief.transcript import conduct_view

        judged = conduct_view(transcript) if self.settings.is_embedded else transcript
        wanted = set(conduct_criteria(self.referentiel, kind)) - ELSEWHERE.keys()
        job = self.prepare(judged, self.referentiel.production_of(min(wanted)).slug)
        tasks = tuple(task for task in job.tasks if task.criterion.id in wanted)
        return run_critique(replace(job, tasks=tasks), self.judge())
