"""A toy embedding space and a small corpus, so that ranking can be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.corpus.wording import words_of
from assistant.domain.referentiel import Criterion
from assistant.retrieval.entries import Entry
from assistant.retrieval.vectors import CorpusVectors

AXES = ("prix", "marge", "client", "besoin", "date", "calendrier", "risque", "equipe")


class AxisEmbedder:
    """One axis a known word, one for everything else: cosine is the share of words in common."""

    model_id = "axes"
    dimension = len(AXES) + 1

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in words_of(text):
                out[row, AXES.index(word) if word in AXES else -1] += 1 if word in AXES else 0.1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return np.divide(out, norms, out=np.zeros_like(out), where=norms > 0)


CRITERIA = (
    Criterion(id="CR.1.1.01", text="le prix et la marge sont établis"),
    Criterion(id="CR.1.1.02", text="le client et son besoin sont connus"),
    Criterion(id="CR.1.1.03", text="date et calendrier sont réalistes"),
)


def entries() -> list[Entry]:
    """Wording, one expectation, two indicators with a phrase, synonyms and six examples for each criterion."""
    words = {"CR.1.1.01": ("prix", "marge"), "CR.1.1.02": ("client", "besoin"), "CR.1.1.03": ("date", "calendrier")}
    out: list[Entry] = []
    for criterion in CRITERIA:
        a, b = words[criterion.id]
        out.append(Entry("criterion", criterion.id, criterion.text, criterion.id))
        out.append(Entry("guidance", criterion.id, f"on voit {a} et {b}", criterion.id, "expectation"))
        for rank, word in enumerate((a, b)):
            out.append(Entry("guidance", criterion.id, f"le {word} est nommé", criterion.id, "indicator", rank))
            out.append(Entry("guidance", criterion.id, f"notre {word} figure ici", criterion.id, "phrase", rank))
        out.append(Entry("guidance", criterion.id, f"mon {a}", criterion.id, "synonym"))
        for level in (1, 2, 3):
            for n in range(2):
                detail = " parce que 12 % contre 9 % en mars 2024" * (level - 1)
                text = f"{a} {b} cas {n}{detail}"
                out.append(
                    Entry("exemplar", f"EX.{criterion.id}.{level}{n}", text, criterion.id, "exemplar", -1, level)
                )
    return out


def corpus_vectors() -> CorpusVectors:
    return CorpusVectors.encode(entries(), AxisEmbedder())
