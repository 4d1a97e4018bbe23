from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.retrieval.remembering import RememberingEmbedder
from assistant.services import Services
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Counting:
    """An embedder that counts what it is asked."""

    model_id, dimension, asked = "compte", 2, 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.asked += len(texts)
        return np.ones((len(texts), 2), dtype=np.float32)


def test_an_erasure_takes_the_vectors_that_the_process_remembers(tmp_path: Path) -> None:
    services, inside = Services(Settings(home=tmp_path)), Counting()
    services.embedder = RememberingEmbedder(inside)
    person = services.store.person(None)
    for _ in range(2):
        services.embedder.encode(["Mon dossier"])
    assert inside.asked == 1

    services.store.erase_everything(person)
    services.embedder.encode(["Mon dossier"])

    assert inside.asked == 2  # nothing of it was left
    services.store.close()
