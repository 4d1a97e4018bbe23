"""Read the environment (and a file ``.env``) into one frozen object."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SettingsError

EMBEDDED = "embedded"
DEFAULT_EMBEDDING = "use-multilingual-v3"


@dataclass(frozen=True)
class Settings:
    """What is in force.

    home: data folder (index, caches, database). model: ``embedded`` or ``<provider>:<model>``.
    base_url, api_key: of the model's endpoint; None means the provider's own. embedding: ``use-multilingual-v3``
    or ``<provider>:<model>`` of an OpenAI-compatible endpoint. threads: of the local engines.
    context_tokens: how much the model can read and write at once; None: the provider's usual window.
    retention_days: what belongs to a person not seen for that long is erased when the application starts; None: kept.
    """

    home: Path
    model: str = EMBEDDED
    base_url: str | None = None
    api_key: str | None = None
    database_url: str | None = None
    embedding: str = DEFAULT_EMBEDDING
    threads: int = 1
    retention_days: int | None = None
    context_tokens: int | None = None

    @property
    def index_folder(self) -> Path:
        """Where the vector index and its copies live."""
        return self.home / "index"

    @property
    def cache_folder(self) -> Path:
        """What can be thrown away and made again."""
        return self.home / "cache"

    @property
    def kept_verdicts(self) -> Path:
        """Verdicts that the command line paid a model for; ``jalon forget`` erases the file."""
        return self.home / "verdicts.sqlite3"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'jalon.sqlite3'}"

    @property
    def is_embedded(self) -> bool:
        """Whether no language model is used."""
        return self.model == EMBEDDED

    @property
    def asked_embedding(self) -> str:
        """The service that is asked for vectors of what learners write; "" when they are computed here."""
        return "" if self.embedding == DEFAULT_EMBEDDING else self.embedding

    def public(self) -> dict[str, str]:
        """The settings as shown by ``jalon doctor``, secrets hidden."""
        from assistant.llm.shown_address import shown_address

        return {
            "JALON_HOME": str(self.home),
            "JALON_MODEL": self.model,
            "JALON_BASE_URL": shown_address(self.base_url) if self.base_url else "celle du fournisseur",
            "JALON_API_KEY": "définie (cachée)" if self.api_key else "non définie",
            "JALON_DATABASE_URL": shown_address(self.database),
            "JALON_EMBEDDING": self.embedding,
            "JALON_THREADS": str(self.threads),
            "JALON_CONTEXT_TOKENS": str(self.context_tokens or "selon le modèle"),
            "JALON_RETENTION_DAYS": "sans limite" if self.retention_days is None else str(self.retention_days),
        }


def load_settings(environment: Mapping[str, str] | None = None, *, model: str | None = None) -> Settings:
    """Settings from ``environment`` (default: the process's, completed by ``.env``); ``model`` wins over it.

    Raises ``SettingsError`` for a value that cannot be used.
    """
    env = dict(environment) if environment is not None else {**_dotenv(), **os.environ}
    chosen = model or env.get("JALON_MODEL") or EMBEDDED
    if chosen != EMBEDDED and (":" not in chosen or not all(chosen.split(":", 1))):
        raise SettingsError(
            f"Le modèle « {chosen} » n'est pas compris.",
            "Écrivez « embedded » ou « fournisseur:modèle », par exemple « mistral:mistral-small-latest ».",
        )
    return Settings(
        home=_home(env),
        model=chosen,
        base_url=env.get("JALON_BASE_URL") or None,
        api_key=env.get("JALON_API_KEY") or _provider_key(chosen, env),
        database_url=env.get("JALON_DATABASE_URL") or None,
        embedding=env.get("JALON_EMBEDDING") or DEFAULT_EMBEDDING,
        threads=_threads(env),
        retention_days=_retention(env),
        context_tokens=_context(env),
    )


def _home(env: Mapping[str, str]) -> Path:
    if env.get("JALON_HOME"):
        return Path(env["JALON_HOME"]).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("jalon", appauthor=False))


def _threads(env: Mapping[str, str]) -> int:
    value = env.get("JALON_THREADS", "1")
    if not value.isdigit() or int(value) < 1:
        raise SettingsError(f"JALON_THREADS vaut « {value} ».", "Donnez un nombre entier, 1 ou plus.")
    return int(value)


def _context(env: Mapping[str, str]) -> int | None:
    value = env.get("JALON_CONTEXT_TOKENS", "").strip()
    if not value:
        return None
    if not value.isdigit() or int(value) < 2_000:
        raise SettingsError(f"JALON_CONTEXT_TOKENS vaut « {value} ».", "Donnez un nombre entier, 2000 ou plus.")
    return int(value)


def _retention(env: Mapping[str, str]) -> int | None:
    value = env.get("JALON_RETENTION_DAYS") or ""
    if not value:
        return None
    if not value.isdigit() or int(value) < 1:
        raise SettingsError(
            f"JALON_RETENTION_DAYS vaut « {value} ».", "Donnez un nombre de jours, 1 ou plus, ou retirez-la."
        )
    return int(value)


def _provider_key(model: str, env: Mapping[str, str]) -> str | None:
    provider = model.split(":", 1)[0]
    name = {"openai": "OPENAI_API_KEY", "mistral": "MISTRAL_API_KEY", "azure": "AZURE_OPENAI_API_KEY"}.get(provider)
    return (env.get(name) or None) if name else None


def _dotenv() -> dict[str, str]:
    path = Path(".env")
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return {key: value for key, value in dotenv_values(path).items() if value is not None}
