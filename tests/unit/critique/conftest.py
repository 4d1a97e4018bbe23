from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.store import open_store
from assistant.store.repositories import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'jalon.sqlite3'}")
    yield store
    store.close()
