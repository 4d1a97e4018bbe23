"""Classify a line among the moves: kernel ridge over sentence embeddings, signs and turns of phrase, from examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.domain.dialogue import MOVE_KINDS, MoveKind
from assistant.errors import CorpusError
from assistant.retrieval.kept_arrays import kept_vectors
from assistant.roleplay.listening.move_signs import signs_of
from assistant.roleplay.listening.phrasing import Phrasing

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from assistant.retrieval.embedding import Embedder

SIGN_WEIGHT = 0.2
"""Weight of the signs beside the embedding, chosen on the dev lines."""
PHRASE_WEIGHT = 0.5
"""Weight of the turns of phrase in the kernel, chosen on the dev lines."""
SHARPNESS = 2.0
"""Exponent of the kernel: 1 is linear; chosen on the dev lines."""
RIDGE = 0.3
"""Regularisation, chosen on the dev lines."""


@dataclass(frozen=True)
class Guess:
    """A move and how clearly it wins: ``margin`` over the second, about 0 to 1."""

    kind: MoveKind
    margin: float


@dataclass(frozen=True, eq=False)
class MoveBank:
    """A fitted classifier. ``features``: (examples, d) rows of norm 1; ``weights``: (examples, kinds).

    ``phrases``: turns of phrase of the examples, (examples, p) rows of norm 1.
    """

    features: NDArray[np.float64]
    weights: NDArray[np.float64]
    usual: NDArray[np.float64]
    """How rare each sign is: rare signs say more."""
    phrasing: Phrasing
    phrases: NDArray[np.float32]

    @classmethod
    def fit(cls, examples: Mapping[MoveKind, Sequence[str]], embedder: Embedder, cache: Path | None = None) -> MoveBank:
        """Learn from ``examples``: two or three seconds for a thousand lines, nearly all of it embedding.

        ``cache``: folder where the embeddings are kept for the next process.
        """
        import numpy as np

        lines = [(kind, text) for kind, texts in examples.items() for text in texts]
        signs = np.array([signs_of(text) for _, text in lines], dtype=np.float64)
        usual = 1.0 / np.sqrt(0.02 + signs.mean(axis=0)) / 4.0
        features = _joined(kept_vectors(cache, "moves", [text for _, text in lines], embedder), signs * usual)
        targets = np.full((len(lines), len(MOVE_KINDS)), -1.0 / (len(MOVE_KINDS) - 1))
        for row, (kind, _) in enumerate(lines):
            targets[row, MOVE_KINDS.index(kind)] = 1.0
        phrasing = Phrasing.of([text for _, text in lines])
        phrases = phrasing.rows([text for _, text in lines])
        kernel = _kernel(features, features) + PHRASE_WEIGHT * (phrases @ phrases.T)
        weights = np.linalg.solve(kernel + RIDGE * np.eye(len(lines)), targets).astype(np.float64)
        return cls(features, weights, usual, phrasing, phrases)

    def guess(self, texts: Sequence[str], vectors: NDArray[Any]) -> list[Guess]:
        """The move of each line; ``vectors``: their embeddings, same order."""
        import numpy as np

        if not texts:
            return []
        signs = np.array([signs_of(text) for text in texts], dtype=np.float64) * self.usual
        alike = self.phrasing.rows(texts) @ self.phrases.T
        scores = (_kernel(_joined(vectors, signs), self.features) + PHRASE_WEIGHT * alike) @ self.weights
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


def _joined(vectors: NDArray[Any], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    rows = np.hstack([vectors.astype(np.float64), SIGN_WEIGHT * signs])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(norms == 0, 1, norms)


def _kernel(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.maximum(left @ right.T, 0.0) ** SHARPNESS
