from __future__ import annotations

import pytest

from assistant.errors import SettingsError
from assistant.llm.endpoint_settings import ModelSettings, is_local
from assistant.llm.profiles import PROFILES


def test_a_model_name_may_hold_colons() -> None:
    settings = ModelSettings("ollama:qwen3:8b")
    assert (settings.provider, settings.model_name) == ("ollama", "qwen3:8b")
    assert settings.address == "http://localhost:11434/v1"
    assert settings.key


def test_every_provider_of_the_readme_is_known() -> None:
    assert {"openai", "azure", "mistral", "ollama", "vllm", "llamacpp", "generic", "local"} == set(PROFILES)


@pytest.mark.parametrize("model", ["openai", "openai:", "acme:x", ""])
def test_an_unknown_provider_is_told_with_the_known_ones(model: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _ = ModelSettings(model).profile
    assert "mistral" in caught.value.hint


def test_what_is_missing_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        _ = ModelSettings("openai:gpt-4o").key
    assert "OPENAI_API_KEY" in caught.value.hint
    with pytest.raises(SettingsError) as caught:
        _ = ModelSettings("azure:x").address
    assert "JALON_BASE_URL" in caught.value.hint
    for bad in ("localhost:8000", "ftp://x/v1", "file:///etc/passwd"):
        with pytest.raises(SettingsError):
            _ = ModelSettings("generic:x", base_url=bad).address


def test_no_key_is_needed_on_this_machine() -> None:
    assert ModelSettings("generic:x", base_url="http://127.0.0.1:9/v1").key


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8080/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://localhost/v1", True),
        ("http://192.168.1.20:11434/v1", True),
        ("http://10.0.0.3/v1", True),
        ("http://ollama:11434/v1", True),
        ("http://serveur.local/v1", True),
        ("https://api.openai.com/v1", False),
        ("https://8.8.8.8/v1", False),
        ("https://localhost.exemple.com/v1", False),
        ("https://127.0.0.1.exemple.com/v1", False),
    ],
)
def test_local_addresses(address: str, local: bool) -> None:
    assert is_local(address) is local
