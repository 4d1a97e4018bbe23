"""What most people would write first with the same model: one prompt for the whole production, or a retrieval chain.

Deliberately plain: no guidance, no check of quotes, no repair, no second attempt of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from assistant.domain.document import Document
from assistant.domain.referentiel import Criterion, Referentiel
from assistant.errors import ModelError
from assistant.judging.quoting import QuoteFinder
from assistant.llm.ports import ChatModel, ChatRequest, Completion, Message
from evals.systems.port import Answer, DraftCase

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from assistant.retrieval.embedding import Embedder

_SCALE = (
    "Niveaux : 0 non abordé, 1 insuffisant, 2 en bonne voie, 3 maîtrisé, null si ce document ne peut pas le montrer."
)
_SINGLE = f"Tu évalues un travail. Pour chaque critère, donne un niveau et une à trois citations exactes. {_SCALE}"
_CHAIN = (
    f"Évalue ce critère d'après ces extraits d'un travail. Donne un niveau et une à trois citations exactes. {_SCALE}"
)


class PlainVerdict(BaseModel):
    """A level and quotes, as a model gives them."""

    level: Literal[0, 1, 2, 3] | None
    quotes: list[str] = Field(default_factory=list, max_length=3)


class NamedVerdict(PlainVerdict):
    """The same with the criterion's id."""

    id: str


class PlainCritique(BaseModel):
    """The answer to the single prompt."""

    criteria: list[NamedVerdict]


class SinglePrompt:
    """The whole draft and all the criteria in one call."""

    name = "single-prompt"

    def __init__(self, referentiel: Referentiel, model: Callable[[], ChatModel]) -> None:
        self._referentiel = referentiel
        self._model = model

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:  # noqa: ARG002 - the port's
        """One call. Raises ``ModelError``; a criterion that the model forgets is failed."""
        criteria = self._referentiel.criteria_of(case.production)
        listed = "\n".join(f"{c.id} : {c.text}" for c in criteria)
        request = ChatRequest(
            (Message("system", _SINGLE), Message("user", f"Critères :\n{listed}\n\nTravail :\n{case.document.text}")),
            max_tokens=4096,
        )
        parsed = self._model().parse(request, PlainCritique)
        given = {v.id: v for v in parsed.value.criteria}
        finder = QuoteFinder(case.document.text)
        return Answer(
            criteria=[verdict(c, given[c.id], finder) if c.id in given else forgotten(c) for c in criteria],
            usage=usage_of([parsed.completion]),
        )


class LangChainChain:
    """Splitter, vector store, four chunks a criterion, one call each: the chain of every tutorial."""

    name = "langchain-chain"

    def __init__(self, referentiel: Referentiel, embedder: Embedder, model: Callable[[], ChatModel]) -> None:
        self._referentiel = referentiel
        self._embedder = embedder
        self._model = model

    def answer(self, case: DraftCase, known: Mapping[str, Mapping[str, Any]] | None = None) -> Answer:  # noqa: ARG002 - the port's
        """One retrieval and one call a criterion; a call that fails is a failed criterion."""
        retrieve = chunks_of(case.document, self._embedder)
        finder, model = QuoteFinder(case.document.text), self._model()
        criteria: list[dict[str, Any]] = []
        completions: list[Completion] = []
        for criterion in self._referentiel.criteria_of(case.production):
            extracts = "\n---\n".join(retrieve(criterion.text))
            asked = f"Critère : {criterion.text}\n\nExtraits :\n{extracts}"
            request = ChatRequest((Message("system", _CHAIN), Message("user", asked)), max_tokens=512)
            try:
                parsed = model.parse(request, PlainVerdict)
            except ModelError as error:
                criteria.append({**forgotten(criterion), "reason": error.sentence()})
                continue
            completions.append(parsed.completion)
            criteria.append(verdict(criterion, parsed.value, finder))
        return Answer(criteria=criteria, usage=usage_of(completions))


def chunks_of(document: Document, embedder: Embedder) -> Callable[[str], list[str]]:
    """A retriever over the draft: its four best chunks of 1,000 characters."""
    from langchain_core.vectorstores import InMemoryVectorStore
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_text(document.text)
    store = InMemoryVectorStore.from_texts(chunks, _embeddings(embedder))
    return lambda question: [found.page_content for found in store.similarity_search(question, k=4)]


def _embeddings(embedder: Embedder) -> Embeddings:
    from langchain_core.embeddings import Embeddings

    class Adapter(Embeddings):
        """Our engine as LangChain wants it."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            """Vectors of texts."""
            return embedder.encode(texts).tolist()

        def embed_query(self, text: str) -> list[float]:
            """Vector of a question."""
            return embedder.encode([text])[0].tolist()

    return Adapter()


def verdict(criterion: Criterion, given: PlainVerdict, finder: QuoteFinder) -> dict[str, Any]:
    """The verdict as scored. A quote that is not in the draft counts as dropped; the level stands all the same."""
    bounds = [finder.find(quote) for quote in given.quotes]
    found = [b for b in bounds if b is not None]
    return {
        "id": criterion.id,
        "status": "judged" if given.level is not None else "not_assessable",
        "level": given.level,
        "evidence": [{"start": start, "end": end} for start, end in found],
        "confidence": None,
        "proposed": len(bounds),
        "dropped": len(bounds) - len(found),
    }


def forgotten(criterion: Criterion) -> dict[str, Any]:
    """A criterion without an answer."""
    return {
        "id": criterion.id,
        "status": "failed",
        "level": None,
        "evidence": [],
        "confidence": None,
        "reason": "le modèle n'a rien rendu pour ce critère",
    }


def usage_of(completions: Sequence[Completion]) -> dict[str, Any]:
    """Calls and tokens."""
    return {
        "calls": len(completions),
        "prompt_tokens": sum(c.usage.prompt_tokens for c in completions),
        "completion_tokens": sum(c.usage.completion_tokens for c in completions),
        "cost_eur": None,
    }
