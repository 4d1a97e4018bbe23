"""Tell what a question is about, from authored questions: a topic of a scenario's facts, nothing in particular, the
price proposed, or nothing that the person could say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from assistant.domain.scenario import Topic
from assistant.errors import CorpusError
from assistant.roleplay.listening.line_bank import Kernel, LineBank

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder

GENERAL: Final = "general"
PRICE: Final = "prix"
OFF: Final = "hors_sujet"
LABELS: Final = (*get_args(Topic), GENERAL, PRICE, OFF)
KERNEL = Kernel(signs=0.2, phrases=0.5, sharpness=2.0, ridge=0.1)
"""Chosen on the dev questions."""


@dataclass(frozen=True, eq=False)
class TopicBank:
    """Tells the topics of questions apart."""

    lines: LineBank

    @classmethod
    def fit(cls, examples: Mapping[str, Sequence[str]], embedder: Embedder, cache: Path | None = None) -> TopicBank:
        """Learn from ``examples``. ``cache``: folder where the embeddings are kept for the next process."""
        ordered = {label: examples[label] for label in LABELS}
        return cls(LineBank.fit(ordered, embedder, KERNEL, (cache, "topics") if cache else None))

    def scores(self, texts: Sequence[str], vectors: NDArray[Any]) -> list[dict[str, float]]:
        """For each question, about 1 for what it is about and about 0 or less for the rest."""
        if not texts:
            return []
        rows = self.lines.scores(texts, vectors)
        return [dict(zip(self.lines.labels, map(float, row), strict=True)) for row in rows]


@cache
def load_questions() -> dict[str, tuple[str, ...]]:
    """The authored questions of ``corpus/scenarios/questions.yaml``. Raises ``CorpusError``."""
    data = _data()
    if set(data["topics"]) != set(LABELS):
        gap = ", ".join(sorted(set(data["topics"]) ^ set(LABELS)))
        raise CorpusError(f"questions.yaml ne couvre pas tous les sujets : {gap}.", "Complétez le fichier.")
    return {label: tuple(data["topics"][label]) for label in LABELS}


@cache
def load_kin() -> dict[str, frozenset[str]]:
    """The topics of which one may be told when the question was about another."""
    return {topic: frozenset(group) for group in _data()["kin"] for topic in group}


@cache
def load_same() -> dict[str, frozenset[str]]:
    """The topics that mean as much to a buyer: a fact of one answers a question about the other."""
    return {topic: frozenset(group) for group in _data()["same"] for topic in group}


def _data() -> Any:
    from assistant.corpus.location import corpus_folder
    from assistant.corpus.yaml_source import read_yaml

    return read_yaml(corpus_folder() / "scenarios" / "questions.yaml").data
