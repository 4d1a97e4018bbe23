"""Classify a line among the moves, from authored examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.dialogue import MOVE_KINDS, MoveKind
from assistant.errors import CorpusError
from assistant.roleplay.listening.line_bank import Kernel, LineBank

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder

KERNEL = Kernel(signs=0.2, phrases=0.5, sharpness=2.0, ridge=0.3)
"""Chosen on the dev lines."""


@dataclass(frozen=True)
class Guess:
    """A move and how clearly it wins: ``margin`` over the second, about 0 to 1."""

    kind: MoveKind
    margin: float


@dataclass(frozen=True, eq=False)
class MoveBank:
    """Tells the moves of a seller apart."""

    lines: LineBank

    @classmethod
    def fit(cls, examples: Mapping[MoveKind, Sequence[str]], embedder: Embedder, cache: Path | None = None) -> MoveBank:
        """Learn from ``examples``. ``cache``: folder where the embeddings are kept for the next process."""
        ordered = {str(kind): examples[kind] for kind in MOVE_KINDS}
        return cls(LineBank.fit(ordered, embedder, KERNEL, (cache, "moves") if cache else None))

    def guess(self, texts: Sequence[str], vectors: NDArray[Any]) -> list[Guess]:
        """The move of each line; ``vectors``: their embeddings, same order."""
        import numpy as np

        if not texts:
            return []
        scores = self.lines.scores(texts, vectors)
        order = np.argsort(-scores, axis=1)
        return [
            Guess(MOVE_KINDS[first], float(row[first] - row[second]))
            for row, first, second in zip(scores, order[:, 0], order[:, 1], strict=True)
        ]


def load_examples(folder: Path | None = None) -> dict[MoveKind, tuple[str, ...]]:
    """The authored examples of ``corpus/scenarios/moves.yaml``. Raises ``CorpusError``."""
    from assistant.corpus.location import corpus_folder
    from assistant.corpus.yaml_source import read_yaml

    path = (folder or corpus_folder()) / "scenarios" / "moves.yaml"
    data = read_yaml(path).data
    moves: dict[str, list[str]] = data.get("moves", {}) if isinstance(data, dict) else {}
    if set(moves) != set(MOVE_KINDS):
        gap = ", ".join(sorted(set(moves) ^ set(MOVE_KINDS)))
        raise CorpusError(f"{path.name} ne décrit pas tous les gestes de vente : {gap}.", "Complétez le fichier.")
    return {kind: tuple(moves[kind]) for kind in MOVE_KINDS}
