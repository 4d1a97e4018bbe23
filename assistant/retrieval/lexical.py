"""BM25 over the corpus entries (``bm25s``): what answers when no vector can, and one voice of the fusion."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexUnavailable
from assistant.retrieval.words import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class LexicalIndex:
    """Scores every entry for a question. Rows are those of the texts given to ``build``."""

    def __init__(self, engine: Any, count: int) -> None:
        self._engine = engine
        self._count = count

    def __len__(self) -> int:
        return self._count

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index these texts in memory."""
        import bm25s

        documents = [terms(text) for text in texts]
        if not any(documents):
            return cls(None, len(texts))
        engine = bm25s.BM25(method="lucene")
        engine.index(documents, show_progress=False)
        return cls(engine, len(texts))

    @classmethod
    def load(cls, directory: Path, count: int) -> LexicalIndex:
        """Read what ``save`` wrote. Raises ``IndexUnavailable`` when it does not hold ``count`` texts."""
        import bm25s

        try:
            engine = bm25s.BM25.load(str(directory), show_progress=False)
            found = int(engine.scores["num_docs"])
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise IndexUnavailable("L'index des mots est illisible.", "Reconstruisez-le avec : jalon index.") from error
        if found != count:
            raise IndexUnavailable("L'index des mots est incomplet.", "Reconstruisez-le avec : jalon index.")
        return cls(engine, count)

    def save(self, directory: Path) -> None:
        """Write the index as .npy and .json files (nothing pickled)."""
        directory.mkdir(parents=True, exist_ok=True)
        if self._engine is not None:
            self._engine.save(str(directory), show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 score of every row, shape ``(len(self),)``; 0 where no term is shared."""
        import numpy as np

        if self._engine is None:
            return np.zeros(self._count, dtype=np.float32)
        known = self._engine.get_tokens_ids(list(dict.fromkeys(terms(question))))
        if not known:
            return np.zeros(self._count, dtype=np.float32)
        return self._engine.get_scores_from_ids(known)
