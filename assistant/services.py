"""The composition root: the only place that builds engines, indexes, judges and stores from the settings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.document import Document
from assistant.domain.guidance import Corpus
from assistant.domain.judgement import Verdict
from assistant.domain.referentiel import Referentiel
from assistant.errors import IndexUnavailable
from assistant.settings import DEFAULT_EMBEDDING, EMBEDDED, Settings, load_settings

if TYPE_CHECKING:
    from assistant.coaching.grounding import Grounding
    from assistant.coaching.ports import Coach
    from assistant.critique.background import CritiqueRunner
    from assistant.critique.history import History
    from assistant.critique.pipeline import CritiqueJob
    from assistant.critique.progress import Event
    from assistant.judging.ordinal import JudgeWeights
    from assistant.judging.ports import Judge
    from assistant.judging.profiles import CriterionProfile
    from assistant.judging.quality import QualityScale
    from assistant.llm.factory import Endpoint
    from assistant.retrieval.embedding import Embedder
    from assistant.retrieval.index import IndexState, OpenIndex, Progress
    from assistant.retrieval.search import CorpusSearch
    from assistant.retrieval.vectors import CorpusVectors
    from assistant.store.repositories import Store

Notify = Callable[[str], None]


class Services:
    """Everything a command or a page may ask for; each part is built at its first use, then kept.

    ``notify`` is told, in French, of what takes time or works in a degraded way.
    """

    def __init__(self, settings: Settings | None = None, *, notify: Notify | None = None) -> None:
        self.settings = settings or load_settings()
        self._notify: Notify = notify or (lambda _message: None)
        self._lock = threading.RLock()

    def __enter__(self) -> Services:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the model, if any was opened."""
        if "endpoint" in self.__dict__:
            self.endpoint.close()

    # --- content ---------------------------------------------------------------------------------------------------

    @cached_property
    def referentiel(self) -> Referentiel:
        """The référentiel in force."""
        from assistant.corpus.referentiel_file import load_referentiel

        return load_referentiel()

    @cached_property
    def corpus(self) -> Corpus:
        """Guidance, exemplars and cards."""
        from assistant.corpus.cache import cached_corpus

        return cached_corpus(self.referentiel, self.settings.cache_folder)

    # --- retrieval -------------------------------------------------------------------------------------------------

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding engine of the settings; it remembers what it has encoded."""
        from assistant.retrieval.remembering import RememberingEmbedder

        return RememberingEmbedder(self._embedding_engine)

    @cached_property
    def _embedding_engine(self) -> Embedder:
        if self.settings.embedding == DEFAULT_EMBEDDING:
            from assistant.retrieval.embedding import UseEmbedder

            return UseEmbedder(threads=self.settings.threads)
        from assistant.retrieval.remote_embedding import OpenAICompatibleEmbedder

        _, _, model = self.settings.embedding.partition(":")
        return OpenAICompatibleEmbedder(
            base_url=self.settings.base_url or "", api_key=self.settings.api_key or "", model=model
        )

    def warm_up(self) -> None:
        """Load the embedding weights in the background: a second saved on a cold start."""
        from assistant.retrieval.embedding import UseEmbedder

        if isinstance(self._embedding_engine, UseEmbedder):
            self._embedding_engine.warm_up()
        if not self.settings.is_embedded:
            threading.Thread(target=self.endpoint.warm, name="model-warm-up", daemon=True).start()

    def build_index(self, progress: Progress | None = None, *, force: bool = False) -> IndexState:
        """Build the index if it is missing, stale or damaged. Raises ``IndexUnavailable``, ``EmbeddingError``."""
        from assistant.retrieval.index import build_index

        return build_index(
            self.settings.home, self.referentiel, self.corpus, self.embedder, progress=progress, force=force
        )

    def ensure_index(self) -> OpenIndex | None:
        """The index, built first when need be; None, after telling why, when it cannot be had."""
        from assistant.retrieval.index import open_index

        where = (self.settings.home, self.referentiel, self.corpus)
        try:
            return open_index(*where, self.embedder.model_id)
        except IndexUnavailable as error:
            self._notify(f"{error.message} Construction (une seule fois, moins d'une minute)…")
        try:
            self.build_index()
            return open_index(*where, self.embedder.model_id)
        except IndexUnavailable as error:
            self._notify(error.sentence())
            return None

    @cached_property
    def vectors(self) -> CorpusVectors:
        """Vectors of the whole corpus, from the index or, when it cannot be had, made in memory."""
        index = self.ensure_index()
        if index is not None:
            return index.vectors
        from assistant.retrieval.entries import corpus_entries
        from assistant.retrieval.vectors import CorpusVectors

        return CorpusVectors.encode(corpus_entries(self.referentiel, self.corpus), self.embedder)

    @cached_property
    def search(self) -> CorpusSearch:
        """Search in the référentiel, its guidance and exemplars."""
        from assistant.retrieval.search import CorpusSearch

        return CorpusSearch(self.settings.home, self.referentiel, self.corpus, self.embedder)

    # --- critique --------------------------------------------------------------------------------------------------

    def read(self, path: Path) -> Document:
        """The draft at ``path``. Raises ``DraftError``."""
        from assistant.reading import read_draft

        return read_draft(path)

    @cached_property
    def profiles(self) -> list[CriterionProfile]:
        """What every criterion of the référentiel looks for, in the official order."""
        from assistant.judging.profiles import profiles_for

        return profiles_for(list(self.referentiel.criteria()), self.vectors)

    @cached_property
    def weights(self) -> JudgeWeights:
        """The embedded brain's weights, fitted on labelled drafts."""
        from assistant.judging.ordinal import load_weights

        return load_weights()

    @cached_property
    def quality(self) -> QualityScale:
        """How worked out a passage is, on the scale of the authored examples."""
        from assistant.judging.quality import QualityScale

        return QualityScale(self.vectors)

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

            return EmbeddedJudge(self.weights.levels)
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

    def judging_version(self, judge: Judge) -> str:
        """What changes when that judge would judge otherwise: the version of its prompt, or of its weights."""
        if judge.name != EMBEDDED:
            from assistant.judging.model_judge import ModelJudge

            return judge.prompt if isinstance(judge, ModelJudge) else judge.name
        import hashlib

        from assistant.judging.ordinal import WEIGHTS

        return f"weights@{hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:16]}"

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
            return self.__dict__.setdefault("store", store)

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
        from assistant.llm.endpoint_settings import is_local

        endpoint = self.endpoint
        local = endpoint.settings.provider == "local" or is_local(endpoint.settings.address)
        return AgentCoach(self.grounding, endpoint, remote=not local)

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
