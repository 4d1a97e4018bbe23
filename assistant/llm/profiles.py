"""What sets one OpenAI-compatible provider apart from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Strategy = Literal["json_schema", "function_calling"]
TokensField = Literal["max_tokens", "max_completion_tokens"]


@dataclass(frozen=True)
class Profile:
    """A provider.

    key_variable: None when no key is needed. strategy: how a value of a schema is asked for. tokens_field: how the
    provider names the limit of an answer. schema_bounds: whether it takes lengths in a schema (OpenAI refuses some).
    sends_usage_option: whether it takes ``stream_options`` (Mistral gives the usage unasked and refuses the option).
    caches_by_key: whether it takes ``prompt_cache_key``. silence: seconds without a byte before a call is given up,
    prompt reading included; patience: seconds for a whole call. slots: calls at once.
    cuts_silently: the server shortens a prompt that is too long without saying so.
    """

    provider: str
    title: str
    base_url: str | None
    key_variable: str | None
    strategy: Strategy = "json_schema"
    tokens_field: TokensField = "max_tokens"
    schema_bounds: bool = True
    sends_usage_option: bool = True
    caches_by_key: bool = False
    key_header: str | None = None
    context_tokens: int = 32_000
    max_output: int = 8_000
    silence: float = 20.0
    patience: float = 60.0
    slots: int = 8
    cuts_silently: bool = False


_ALL = (
    Profile(
        "openai",
        "OpenAI",
        "https://api.openai.com/v1",
        "OPENAI_API_KEY",
        tokens_field="max_completion_tokens",
        schema_bounds=False,
        caches_by_key=True,
        context_tokens=128_000,
        max_output=16_000,
        slots=10,
    ),
    Profile(
        "azure",
        "Azure OpenAI",
        None,
        "AZURE_OPENAI_API_KEY",
        tokens_field="max_completion_tokens",
        schema_bounds=False,
        key_header="api-key",
        context_tokens=128_000,
        max_output=16_000,
    ),
    Profile(
        "mistral",
        "Mistral",
        "https://api.mistral.ai/v1",
        "MISTRAL_API_KEY",
        sends_usage_option=False,
        context_tokens=128_000,
    ),
    Profile(
        "ollama",
        "Ollama",
        "http://localhost:11434/v1",
        None,
        context_tokens=4_096,
        max_output=4_000,
        silence=300.0,
        patience=900.0,
        slots=1,
        cuts_silently=True,
    ),
    Profile(
        "vllm", "vLLM", "http://localhost:8000/v1", None, context_tokens=16_000, silence=120.0, patience=300.0, slots=8
    ),
    Profile(
        "llamacpp",
        "llama.cpp",
        "http://localhost:8080/v1",
        None,
        context_tokens=8_192,
        max_output=4_000,
        silence=300.0,
        patience=900.0,
        slots=1,
    ),
    Profile(
        "local",
        "modèle dans le processus",
        "http://localhost/v1",
        None,
        context_tokens=8_192,
        max_output=4_000,
        silence=300.0,
        patience=900.0,
        slots=1,
    ),
    Profile("generic", "service compatible OpenAI", None, "JALON_API_KEY"),
)

PROFILES: Final[dict[str, Profile]] = {p.provider: p for p in _ALL}

_SETS_NO_TEMPERATURE: Final = ("o1", "o3", "o4", "gpt-5")


def takes_temperature(provider: str, model: str) -> bool:
    """Whether a temperature may be sent: OpenAI's reasoning models answer 400 to one."""
    return provider not in {"openai", "azure"} or not model.startswith(_SETS_NO_TEMPERATURE)
