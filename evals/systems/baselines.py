"""Which baselines are run beside Jalon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evals.systems.port import DraftSystem

if TYPE_CHECKING:
    from assistant.llm.ports import ChatModel
    from assistant.services import Services


def chosen(which: Literal["none", "local", "all"], services: Services) -> list[DraftSystem]:
    """Baselines of that choice; those that need a model only when one is set."""
    from evals.systems.always_two import AlwaysTwo
    from evals.systems.wording import KeywordSearch, WordingOnly

    if which == "none":
        return []
    referentiel = services.referentiel
    local: list[DraftSystem] = [
        AlwaysTwo(referentiel),
        KeywordSearch(referentiel),
        WordingOnly(referentiel, services.embedder),
    ]
    if which == "local" or services.settings.is_embedded:
        return local
    from evals.systems.model_baselines import LangChainChain, SinglePrompt

    def model() -> ChatModel:
        return bare_model(services)

    return [*local, SinglePrompt(referentiel, model), LangChainChain(referentiel, services.embedder, model)]


def bare_model(services: Services) -> ChatModel:
    """The model of the settings, asked directly, its calls on an account of its own. Raises ``SettingsError``."""
    return services.endpoint.model()
