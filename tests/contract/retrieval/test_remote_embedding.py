"""The remote embedder against a real HTTP server on loopback, well-behaved and not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import numpy as np
import pytest

from assistant.errors import EmbeddingError
from assistant.retrieval.remote_embedding import OpenAICompatibleEmbedder
from tests.contract.retrieval.endpoint import (
    Endpoint,
    Fault,
    body,
    cut,
    payload,
    raw,
    reset,
    running,
    stall,
    status,
    vector_of,
)


def answer(data: list[object]) -> Fault:
    """An answer of status 200 with this data, whatever was asked."""
    return raw(json.dumps({"data": data}).encode())


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with running() as server:
        yield server


@pytest.fixture
def embedder(endpoint: Endpoint) -> Iterator[OpenAICompatibleEmbedder]:
    engine = OpenAICompatibleEmbedder(endpoint.url, "secret-key", "modele", timeout=0.4, backoff=0.01, batch=3)
    yield engine
    engine.close()


def test_unit_vectors_in_order_over_several_requests(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    texts = ["un", "deux", "trois", "quatre", ""]
    vectors = embedder.encode(texts)
    assert vectors.shape == (5, 3)
    assert vectors.dtype == np.float32
    expected = np.array([vector_of(text or " ") for text in texts])
    assert vectors == pytest.approx(expected / np.linalg.norm(expected, axis=1, keepdims=True), abs=1e-6)
    headers, asked = endpoint.requests[0]
    assert headers["Authorization"] == "Bearer secret-key"
    assert (asked["model"], asked["input"], asked["encoding_format"]) == ("modele", texts[:3], "float")
    assert len(endpoint.requests) == 2
    assert embedder.model_id == "openai-compatible:modele"


def test_rows_out_of_order_are_put_back(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    endpoint.faults = [body(lambda texts: {"data": payload(texts)["data"][::-1]})]
    shuffled = embedder.encode(["a", "bcd"])
    assert shuffled == pytest.approx(embedder.encode(["a", "bcd"]))


def test_the_dimension_is_asked_once_when_not_known(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    assert (embedder.dimension, embedder.dimension) == (3, 3)
    assert len(endpoint.requests) == 1


def test_no_text_no_request(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    assert embedder.encode([]).shape == (0, 0)
    assert endpoint.requests == []


@pytest.mark.parametrize(
    "fault", [status(429), status(500), status(503), cut, reset, stall, raw(b'{"data": [{"ind'), raw(b"<html>")]
)
def test_what_may_pass_is_tried_again(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder, fault: Fault) -> None:
    endpoint.faults = [fault]
    assert embedder.encode(["un"]).shape == (1, 3)
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(429), "réponse 429"),
        (status(500), "réponse 500"),
        (cut, "coupée"),
        (reset, "coupée"),
        (stall, "délai dépassé"),
        (raw(b"<html>"), "illisible"),
    ],
)
def test_what_lasts_is_told_after_three_calls(
    endpoint: Endpoint, embedder: OpenAICompatibleEmbedder, fault: Fault, told: str
) -> None:
    endpoint.faults = [fault] * 9
    with pytest.raises(EmbeddingError) as caught:
        embedder.encode(["un"])
    assert told in caught.value.message
    assert caught.value.hint
    assert len(endpoint.requests) == 3


def test_the_delay_that_the_service_asks_for_is_kept(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    endpoint.faults = [status(429, Retry_After="0.3")]
    begun = time.monotonic()
    embedder.encode(["un"])
    assert time.monotonic() - begun >= 0.3


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (status(401), "clé"),
        (status(403), "clé"),
        (status(404), "404"),
        (status(400), "400"),
        (raw(b"[]"), "forme attendue"),
        (answer([{"index": 0}]), "forme attendue"),
        (answer([{"index": 0, "embedding": [1.0, float("nan"), 1.0]}]), "autre chose"),
        (answer([{"index": 0, "embedding": [1.0, float("inf"), 1.0]}]), "autre chose"),
        (answer([{"index": 0, "embedding": [0.0, 0.0, 0.0]}]), "nuls"),
        (answer([{"index": 0, "embedding": ["a", "b"]}]), "forme attendue"),
        (answer([]), "0 vecteurs pour 1"),
        (answer([{"index": 4, "embedding": [1.0]}]), "1 vecteurs pour 1"),
    ],
)
def test_what_cannot_pass_is_told_at_once(
    endpoint: Endpoint, embedder: OpenAICompatibleEmbedder, fault: Fault, told: str
) -> None:
    endpoint.faults = [fault]
    with pytest.raises(EmbeddingError) as caught:
        embedder.encode(["un"])
    assert told in caught.value.message
    assert len(endpoint.requests) == 1
    assert "secret-key" not in caught.value.sentence()


def test_another_dimension_than_before_is_refused(endpoint: Endpoint, embedder: OpenAICompatibleEmbedder) -> None:
    embedder.encode(["un"])
    endpoint.faults = [answer([{"index": 0, "embedding": [1.0, 2.0]}])]
    with pytest.raises(EmbeddingError, match="2 nombres, pas de 3"):
        embedder.encode(["deux"])


def test_an_address_where_nobody_listens(endpoint: Endpoint) -> None:
    engine = OpenAICompatibleEmbedder("http://127.0.0.1:9", "", "m", backoff=0.0, attempts=2)
    with pytest.raises(EmbeddingError, match="connexion refusée"):
        engine.encode(["un"])
    engine.close()
