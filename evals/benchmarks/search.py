"""Search in the référentiel: latency warm, at its real size and with 10,000 and 100,000 indexed criteria."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

from evals.benchmarks.processes import now, percentile

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


def measure(folder: Path) -> dict[str, Any]:
    """p50 and p95 in milliseconds; the larger sizes use the same engines over synthetic vectors."""
    os.environ["JALON_HOME"] = str(folder / "home")
    from assistant.services import Services

    services = Services()
    services.ensure_index()
    for question in QUESTIONS:
        services.search.search(question)
    times = [_one(lambda q=q: services.search.search(q)) for _ in range(20) for q in QUESTIONS]
    return {
        "criteria_119": _summary(times),
        "chroma_beside": {str(n): _synthetic(folder, n) for n in SIZES},
    }


def _one(call: Any) -> float:
    start = now()
    call()
    return 1000 * (now() - start)


def _summary(times: list[float]) -> dict[str, float]:
    return {"p50_ms": round(percentile(times, 0.5), 2), "p95_ms": round(percentile(times, 0.95), 2), "n": len(times)}


def _synthetic(folder: Path, size: int) -> dict[str, Any]:
    """Matrix product, lexical index and Chroma, each alone, on ``size`` criteria of random vectors and words."""
    import numpy as np

    from assistant.retrieval.lexical import LexicalIndex

    random.seed(size)
    generator = np.random.default_rng(size)
    vectors = generator.standard_normal((size, 512)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vocabulary = [f"mot{i}" for i in range(3_000)]
    texts = [" ".join(random.choices(vocabulary, k=14)) for _ in range(size)]
    lexical = LexicalIndex.build(texts)
    queries = [vectors[i] for i in range(100)]
    collection = _collection(folder / f"chroma-{size}", vectors)
    return {
        "matrix": _summary([_one(lambda q=q: np.argpartition(-(vectors @ q), 10)) for q in queries]),
        "chroma": _summary(
            [_one(lambda q=q: collection.query(query_embeddings=[q.tolist()], n_results=10)) for q in queries]
        ),
        "lexical": _summary([_one(lambda t=t: lexical.scores(t)) for t in texts[:100]]),
    }


def _collection(folder: Path, vectors: Any) -> Any:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bench", embedding_function=None, metadata={"hnsw:space": "cosine"})
    for start in range(0, len(vectors), 5_000):
        part = vectors[start : start + 5_000]
        collection.add(ids=[str(start + i) for i in range(len(part))], embeddings=part)
    return collection
