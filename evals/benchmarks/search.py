"""Search in the référentiel, warm: at its real size, then with 10,000 and 100,000 criteria, beside Chroma alone."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.benchmarks.processes import now, percentile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.domain.referentiel import Referentiel
    from assistant.retrieval.embedding import Embedder
    from assistant.services import Services

QUESTIONS = (
    "comment je fixe mon prix de vente",
    "où trouver des entreprises à appeler",
    "le client dit que c'est trop cher",
    "mon tableau de bord sert à quoi",
    "faut-il parler du handicap dans l'équipe",
    "analyser les concurrents",
    "CR.1.1.03",
    "conclure la réunion",
    "écart entre objectif et réalisé",
    "choisir la méthode projet",
)
SIZES = (10_000, 100_000)
ROUNDS = 20


def measure(folder: Path) -> dict[str, Any]:
    """p50 and p95 in milliseconds of a whole search (encoding of the question included) and of Chroma alone."""
    os.environ["JALON_HOME"] = str(folder / "home")
    from assistant.services import Services

    services = Services()
    services.ensure_index()
    real = _summary(lambda question: services.search.search(question))
    return {"criteria_119": {"jalon": real}} | {f"criteria_{n}": _grown(services, folder, n) for n in SIZES}


class QuickVectors:
    """Random unit vectors for the texts that only fill the index; questions are encoded by the real engine."""

    def __init__(self, engine: Embedder) -> None:
        self.model_id, self.dimension, self._engine = engine.model_id, engine.dimension, engine

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        import numpy as np

        if len(texts) == 1:
            return self._engine.encode(texts)
        vectors = np.random.default_rng(len(texts)).standard_normal((len(texts), self.dimension)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _grown(services: Services, folder: Path, size: int) -> dict[str, Any]:
    """The whole search and Chroma alone over a référentiel of ``size`` criteria, and the time to build its index."""
    from assistant.domain.guidance import Corpus
    from assistant.retrieval.index import build_index, open_index
    from assistant.retrieval.search import CorpusSearch

    home, referentiel, corpus = folder / f"home-{size}", _referentiel(services.referentiel, size), Corpus()
    embedder = QuickVectors(services.embedder)
    start = now()
    build_index(home, referentiel, corpus, embedder)
    built = now() - start
    search = CorpusSearch(home, referentiel, corpus, embedder)
    chroma = open_index(home, referentiel, corpus, embedder.model_id).chroma()
    return {
        "index_built_s": round(built, 1),
        "jalon": _summary(lambda question: search.search(question)),
        "chroma_alone": _summary(lambda question: chroma.nearest(embedder.encode([question])[0], 10, None)),
    }


def _referentiel(real: Referentiel, size: int) -> Referentiel:
    """The real one with ``size`` criteria of fourteen made-up words in place of its own."""
    draw = random.Random(size)
    vocabulary = [f"mot{i}" for i in range(3_000)] + " ".join(QUESTIONS).split()
    criteria = [{"id": f"CR.9.9.{i:06}", "text": " ".join(draw.choices(vocabulary, k=14))} for i in range(size)]
    official = real.model_dump(by_alias=True)
    official["groups"] = official["groups"][:1]
    official["groups"][0]["headings"] = [{"title": "Essai", "criteria": criteria}]
    return type(real).model_validate({**official, "id": f"essai{size}"})


def _summary(call: Callable[[str], object]) -> dict[str, float]:
    for question in QUESTIONS:
        call(question)
    times: list[float] = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            start = now()
            call(question)
            times.append(1000 * (now() - start))
    return {"p50_ms": round(percentile(times, 0.5), 2), "p95_ms": round(percentile(times, 0.95), 2), "n": len(times)}
