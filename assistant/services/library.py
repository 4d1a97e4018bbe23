"""What the program knows: référentiel, guidance, embeddings, index, and what is derived from them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel
from assistant.errors import IndexUnavailable
from assistant.settings import DEFAULT_EMBEDDING, Settings, load_settings

if TYPE_CHECKING:
    from assistant.judging.ordinal import JudgeWeights
    from assistant.judging.profiles import CriterionProfile
    from assistant.judging.quality import QualityScale
    from assistant.retrieval.embedding import Embedder
    from assistant.retrieval.index import IndexState, OpenIndex, Progress
    from assistant.retrieval.search import CorpusSearch, SearchWeights
    from assistant.retrieval.vectors import CorpusVectors

Notify = Callable[[str], None]


class Library:
    """Each part is built at its first use, then kept. ``notify`` is told, in French, of what takes time or degrades."""

    def __init__(self, settings: Settings | None = None, *, notify: Notify | None = None) -> None:
        self.settings = settings or load_settings()
        self._notify: Notify = notify or (lambda _message: None)
        self._lock = threading.RLock()

    # --- content ---------------------------------------------------------------------------------------------------

    @cached_property
    def referentiel(self) -> Referentiel:
        """The référentiel in force."""
        from assistant.corpus.cache import cached_referentiel

        return cached_referentiel(self.settings.cache_folder)

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

    def forget_vectors(self) -> None:
        """Drop the vectors of what was encoded: they say something of the texts of a person who is erased."""
        forget = getattr(self.__dict__.get("embedder"), "forget", None)
        if forget is not None:
            forget()

    @cached_property
    def _embedding_engine(self) -> Embedder:
        if self.settings.embedding == DEFAULT_EMBEDDING:
            from assistant.retrieval.embedding import UseEmbedder

            return UseEmbedder(threads=self.settings.threads)
        from assistant.retrieval.remote_embedding import OpenAICompatibleEmbedder

        _, _, model = self.settings.embedding.partition(":")
        address = self.settings.base_url or ""
        service = OpenAICompatibleEmbedder(base_url=address, api_key=self.settings.api_key or "", model=model)
        from assistant.llm.endpoint_settings import is_local

        if is_local(address):
            return service
        from assistant.services.discreet_embedding import DiscreetEmbedder

        return DiscreetEmbedder(service)

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
        return self.searching()

    def searching(self, weights: SearchWeights | None = None) -> CorpusSearch:
        """Another search over the same index; ``weights`` None: those in force."""
        from assistant.coaching.material import load_lexicon
        from assistant.retrieval.plain_french import PlainFrench
        from assistant.retrieval.search import CorpusSearch

        return CorpusSearch(
            self.settings.home,
            self.referentiel,
            self.corpus,
            self.embedder,
            rewrite=PlainFrench(load_lexicon()).rewrite,
            cache=self.settings.cache_folder,
            weights=weights,
        )

    # --- the embedded brain ------------------------------------------------------------------------------------------

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

        return QualityScale(self.vectors, self.settings.cache_folder)
