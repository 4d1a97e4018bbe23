"""Which model to reach, where and with which key."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.llm.profiles import PROFILES, Profile
from assistant.llm.shown_address import shown_address


@dataclass(frozen=True)
class ModelSettings:
    """What is needed to reach a model.

    model: ``<provider>:<model>``. base_url: None takes the provider's own. context_tokens: the model's window, None
    takes the profile's. slots: calls at once, None takes the profile's. per_minute: calls a minute at most.
    strategy: how a value of a schema is asked for, None takes the profile's.
    threads, models_folder: of a model in this process.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = None
    context_tokens: int | None = None
    slots: int | None = None
    per_minute: int | None = None
    strategy: str | None = None
    threads: int = 1
    models_folder: Path = Path("models")

    @property
    def provider(self) -> str:
        """The part before the colon."""
        return self.model.partition(":")[0]

    @property
    def model_name(self) -> str:
        """The part after the first colon; it may hold colons itself (``ollama:qwen3:8b``)."""
        return self.model.partition(":")[2]

    @property
    def profile(self) -> Profile:
        """The provider's profile. Raises ``SettingsError`` for an unknown provider."""
        if self.provider not in PROFILES or not self.model_name:
            raise SettingsError(
                f"Le modèle « {self.model} » n'est pas compris.",
                f"Écrivez « fournisseur:modèle », avec l'un de ces fournisseurs : {', '.join(PROFILES)}.",
            )
        return PROFILES[self.provider]

    @property
    def address(self) -> str:
        """The base URL in force. Raises ``SettingsError`` when there is none or it is not one."""
        address = self.base_url or self.profile.base_url
        if not address:
            raise SettingsError(
                f"L'adresse du service manque pour « {self.model} ».",
                "Donnez-la dans JALON_BASE_URL, par exemple https://exemple.fr/v1.",
            )
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SettingsError(
                f"L'adresse « {shown_address(address)} » n'est pas une adresse de service.",
                "Donnez dans JALON_BASE_URL une adresse qui commence par http:// ou https://.",
            )
        return address.rstrip("/")

    @property
    def key(self) -> str:
        """The key in force, or a placeholder where none is needed. Raises ``SettingsError`` when one is missing."""
        if self.api_key:
            return self.api_key
        if self.profile.key_variable and not is_local(self.address):
            raise SettingsError(
                f"La clé du service manque pour « {self.model} ».",
                f"Donnez-la dans {self.profile.key_variable} ou JALON_API_KEY.",
            )
        return "sans-cle"

    @property
    def window(self) -> int:
        """Tokens of prompt and answer together."""
        return self.context_tokens or self.profile.context_tokens


def is_local(address: str) -> bool:
    """Whether an address stays on this machine or its private network; names are not resolved."""
    host = urlsplit(address).hostname or ""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan"))
    return ip.is_loopback or ip.is_private
