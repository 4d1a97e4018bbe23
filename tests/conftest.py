"""What all tests share: the real embedding engine, loaded once, and a home that is never the person's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from assistant.retrieval.embedding import UseEmbedder

# A property says what holds, not how fast on a machine that is doing other things.
settings.register_profile("jalon", deadline=None)
settings.load_profile("jalon")


@pytest.fixture(scope="session")
def embedder() -> UseEmbedder:
    """The embedded engine (a second of load, once a session)."""
    return UseEmbedder()


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory, embedder: UseEmbedder) -> Path:
    """A home whose index of the real corpus is built; built once for all test processes."""
    import filelock

    from assistant.services import Services
    from assistant.settings import Settings

    shared = tmp_path_factory.getbasetemp().parent / "jalon-home"
    with filelock.FileLock(f"{shared}.lock"):
        services = Services(Settings(home=shared))
        services.embedder = embedder  # pyright: ignore
        services.ensure_index()
    return shared


@pytest.fixture(autouse=True)
def _home_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the person's data folder, key or .env."""
    for name in ("JALON_MODEL", "JALON_BASE_URL", "JALON_API_KEY", "JALON_DATABASE_URL", "JALON_EMBEDDING"):
        monkeypatch.delenv(name, raising=False)
    for name in ("OPENAI_API_KEY", "MISTRAL_API_KEY", "AZURE_OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JALON_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
