"""Vectors from any OpenAI-compatible ``/embeddings`` endpoint."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.errors import EmbeddingError
from assistant.retrieval.embedding import unit_rows

if TYPE_CHECKING:
    import httpx
    import numpy as np
    from numpy.typing import NDArray

_RETRYABLE_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 20.0


class OpenAICompatibleEmbedder:
    """``POST {base_url}/embeddings``, in batches, at most ``attempts`` calls a batch.

    ``timeout`` is in seconds for each read. ``dimension`` is learnt from the first answer when not given; afterwards
    an answer of another dimension is an error, because it would corrupt the index silently. Thread-safe.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        dimension: int | None = None,
        timeout: float = 30.0,
        attempts: int = 3,
        backoff: float = 0.5,
        batch: int = 64,
    ) -> None:
        self._url = base_url.rstrip("/") + "/embeddings"
        self._api_key = api_key
        self._model = model
        self._dimension = dimension
        self._timeout = timeout
        self._attempts = attempts
        self._backoff = backoff
        self._batch = batch
        self._client: httpx.Client | None = None

    @property
    def model_id(self) -> str:
        """The endpoint's model; two endpoints that serve the same name are taken as the same space."""
        return f"openai-compatible:{self._model}"

    @property
    def dimension(self) -> int:
        """Length of the vectors; asks the endpoint once when it is not known yet."""
        if self._dimension is None:
            self.encode(["dimension"])
        assert self._dimension is not None
        return self._dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``."""
        import numpy as np

        if not texts:
            return np.empty((0, self._dimension or 0), dtype=np.float32)
        batches = [list(texts[i : i + self._batch]) for i in range(0, len(texts), self._batch)]
        return np.concatenate([self._encode_batch(batch) for batch in batches])

    def close(self) -> None:
        """Close the connections; the next ``encode`` opens new ones."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _encode_batch(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._checked(self._ask([text or " " for text in texts]), len(texts))
        if self._dimension is None:
            self._dimension = int(vectors.shape[1])
        if vectors.shape[1] != self._dimension:
            raise EmbeddingError(
                f"Le service d'empreintes rend des vecteurs de {vectors.shape[1]} nombres, pas de {self._dimension}.",
                "Vérifiez le modèle demandé, puis reconstruisez l'index avec : jalon index.",
            )
        return unit_rows(vectors)

    def _ask(self, texts: list[str]) -> Any:
        """The endpoint's JSON, after retries of what may pass: faults of transport, 429, 5xx, a cut answer."""
        problem = ""
        for attempt in range(self._attempts):
            answer, problem, wait = self._ask_once(texts)
            if not problem:
                return answer
            if attempt + 1 < self._attempts:
                pause = self._backoff * 2**attempt * (1 + random.random() / 4)
                time.sleep(min(max(wait, pause), _LONGEST_WAIT))
        raise EmbeddingError(
            f"Le service d'empreintes n'a pas répondu correctement après {self._attempts} essais ({problem}).",
            "Vérifiez JALON_BASE_URL et le réseau, ou revenez au moteur embarqué avec JALON_EMBEDDING.",
        )

    def _ask_once(self, texts: list[str]) -> tuple[Any, str, float]:
        """(answer, "", 0) or (None, problem in French, seconds that the endpoint asks to wait)."""
        import httpx

        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        try:
            response = self._http().post(self._url, json=body)
            if response.status_code in _RETRYABLE_STATUS:
                return None, f"réponse {response.status_code}", _retry_after(response.headers.get("retry-after"))
            if response.status_code >= 400:
                raise _refusal(response.status_code)
            return response.json(), "", 0.0
        except httpx.TimeoutException:
            return None, "délai dépassé", 0.0
        except httpx.HTTPError:
            return None, "connexion refusée ou coupée", 0.0
        except ValueError:
            return None, "réponse tronquée ou illisible", 0.0

    def _http(self) -> httpx.Client:
        if self._client is None:
            import httpx

            headers = {"Authorization": f"Bearer {self._api_key}"} if self._api_key else {}
            self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(self._timeout, connect=5.0))
        return self._client

    @staticmethod
    def _checked(answer: Any, expected: int) -> NDArray[np.float32]:
        import numpy as np

        try:
            rows = sorted(answer["data"], key=lambda row: row["index"])
            indexes = [row["index"] for row in rows]
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise _bad_answer("la réponse n'a pas la forme attendue") from error
        if indexes != list(range(expected)) or vectors.ndim != 2 or vectors.shape[1] == 0:
            raise _bad_answer(f"{len(rows)} vecteurs pour {expected} textes, ou de longueurs inégales")
        if not np.isfinite(vectors).all() or not vectors.any(axis=1).all():
            raise _bad_answer("des vecteurs sont nuls ou contiennent autre chose que des nombres")
        return vectors


def _bad_answer(why: str) -> EmbeddingError:
    return EmbeddingError(
        f"Le service d'empreintes a rendu une réponse inutilisable : {why}.",
        "Vérifiez que le modèle demandé est bien un modèle d'empreintes (embeddings).",
    )


def _refusal(status: int) -> EmbeddingError:
    if status in (401, 403):
        return EmbeddingError(f"Le service d'empreintes refuse la clé (réponse {status}).", "Vérifiez JALON_API_KEY.")
    return EmbeddingError(
        f"Le service d'empreintes refuse la demande (réponse {status}).",
        "Vérifiez JALON_BASE_URL et le nom du modèle dans JALON_EMBEDDING.",
    )


def _retry_after(value: str | None) -> float:
    """Seconds; dates and anything else count as 0, the backoff then decides."""
    try:
        return max(0.0, float(value or 0))
    except ValueError:
        return 0.0
