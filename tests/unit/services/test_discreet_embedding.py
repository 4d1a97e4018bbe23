from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.services import Services
from assistant.services.discreet_embedding import DiscreetEmbedder
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Listening:
    """An embedder that keeps what it is sent."""

    model_id, dimension = "essai", 2

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.heard += texts
        return np.ones((len(texts), 2), dtype=np.float32)


def test_a_service_elsewhere_hears_no_name_and_no_number() -> None:
    inside = Listening()
    DiscreetEmbedder(inside).encode(["Mme Durand, 06 12 34 56 78, achète.", "Le marché croît."])

    assert inside.heard == ["Mme [Nom-1], [Telephone-1], achète.", "Le marché croît."]


@pytest.mark.parametrize(
    ("address", "hidden"), [("https://modele.exemple.fr/v1", True), ("http://127.0.0.1:8080/v1", False)]
)
def test_names_are_hidden_from_what_is_not_this_machine(tmp_path: Path, address: str, hidden: bool) -> None:
    settings = Settings(home=tmp_path, base_url=address, embedding="openai:essai")

    assert isinstance(Services(settings)._embedding_engine, DiscreetEmbedder) is hidden  # pyright: ignore[reportPrivateUsage]
