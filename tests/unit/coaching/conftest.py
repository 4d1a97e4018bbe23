"""The coach over the real corpus and engine, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.coaching.embedded import EmbeddedCoach
from assistant.coaching.grounding import Grounding
from assistant.retrieval.embedding import UseEmbedder
from assistant.services import Services
from assistant.settings import Settings


@pytest.fixture(scope="session")
def ground(built_home: Path, embedder: UseEmbedder) -> Grounding:
    services = Services(Settings(home=built_home))
    services.embedder = embedder
    return services.grounding


@pytest.fixture(scope="session")
def coach(ground: Grounding) -> EmbeddedCoach:
    return EmbeddedCoach(ground)
