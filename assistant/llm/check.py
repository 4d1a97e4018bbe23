"""Try an endpoint and say what works: the model is known, it streams, it follows a schema, it counts its tokens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from assistant.errors import JalonError, ModelError, SettingsError
from assistant.llm.endpoint_settings import ModelSettings, is_local
from assistant.llm.factory import Endpoint
from assistant.llm.ports import ChatModel, ChatRequest, Message, TokenUsage
from assistant.llm.shown_address import shown_address

State = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One thing tried. ``found`` and ``remedy`` in French; no remedy when all is well."""

    part: str
    state: State
    found: str
    remedy: str = ""


class Addition(BaseModel):
    """What the probe of structured output asks for."""

    total: int


_ASK = ChatRequest((Message("user", "Combien font deux et un ? Répondez par le seul nombre."),), max_tokens=64)


def check_endpoint(
    settings: ModelSettings, *, adapter: ChatModel | None = None, prices: Path | None = None
) -> list[Finding]:
    """What was found, in the order tried; stops at the first thing without which nothing works. Four calls at most.

    ``prices``: the operator's own table.
    """
    try:
        endpoint = Endpoint(settings, adapter=adapter, prices=prices)
    except JalonError as error:
        return [Finding("Adresse", "error", error.message, error.hint)]
    where = "sur cette machine ou son réseau" if is_local(settings.address) else "distant"
    findings = [Finding("Adresse", "ok", f"{settings.profile.title}, {shown_address(settings.address)} ({where})")]
    try:
        findings += [*price_findings(endpoint, prices), *_tried(settings, endpoint.model())]
    except SettingsError as error:
        findings.append(Finding("Prix", "error", error.message, error.hint))
    finally:
        endpoint.close()
    return findings


def price_findings(endpoint: Endpoint, own: Path | None) -> Iterator[Finding]:
    """The price in force; nothing to say of a model of this machine that has none. Raises ``SettingsError``."""
    price, where = endpoint.price, own or "JALON_HOME/prices.yaml"
    if price is None:
        if not is_local(endpoint.settings.address):
            remedy = f"Ajoutez-le dans {where} (forme : assistant/llm/prices.yaml)."
            yield Finding("Prix", "warning", "inconnu : le coût ne sera pas affiché", remedy)
        return
    found = f"{_euros(price.prompt)} lus, {_euros(price.completion)} écrits, le million de jetons"
    if price.noted is not None:
        found += f", noté le {price.noted:%d/%m/%Y}"
    if price.to_verify:
        remedy = f"Comparez-le à la liste du fournisseur, et donnez le vôtre dans {where}."
        yield Finding("Prix", "warning", f"{found}, à vérifier", remedy)
    else:
        yield Finding("Prix", "ok", found)


def _tried(settings: ModelSettings, model: ChatModel) -> Iterator[Finding]:
    listed = _listed(settings)
    if listed is not None:
        yield listed
    usage: TokenUsage | None = None
    try:
        started, first, pieces = time.monotonic(), 0.0, 0
        for delta in model.stream(_ASK):
            first = first or time.monotonic() - started
            pieces += bool(delta.text)
            usage = delta.usage or usage
    except ModelError as error:
        yield Finding("Réponse", "error", error.message, error.hint)
        return
    yield Finding("Réponse", "ok", f"premiers mots en {_seconds(first)}, au fil de l'eau ({pieces} morceaux)")
    yield _counted(usage)
    yield _structured(model)


def _structured(model: ChatModel) -> Finding:
    try:
        value = model.parse(_ASK, Addition).value
    except ModelError as error:
        return Finding(
            "Réponses structurées",
            "error",
            error.message,
            "Prenez un modèle qui suit un schéma JSON : la critique en dépend.",
        )
    if value.total != 3:
        return Finding(
            "Réponses structurées",
            "warning",
            "le schéma est suivi, mais deux et un font trois",
            "Ce modèle est sans doute trop petit pour juger un dossier.",
        )
    return Finding("Réponses structurées", "ok", "le schéma JSON est suivi")


def _counted(usage: TokenUsage | None) -> Finding:
    if usage is None or usage.estimated:
        return Finding(
            "Compte des jetons",
            "warning",
            "le service ne dit pas ce qu'il consomme : Jalon l'estime",
            "Les limites de jetons et d'euros seront approchées.",
        )
    return Finding("Compte des jetons", "ok", f"{usage.prompt_tokens} lus, {usage.completion_tokens} écrits")


def _listed(settings: ModelSettings) -> Finding | None:
    """Whether the model is among those that the endpoint lists; None when it lists nothing or cannot be asked."""
    if settings.provider == "local":
        return None
    import httpx

    try:
        headers = {"Authorization": f"Bearer {settings.key}"}
        answer = httpx.get(f"{settings.address}/models", headers=headers, timeout=5.0)
        entries: list[dict[str, Any]] = answer.raise_for_status().json()["data"]
        names = [str(entry["id"]) for entry in entries]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return None
    if settings.model_name in names:
        window = next((w for e in entries if e["id"] == settings.model_name and (w := _window(e))), None)
        return Finding(
            "Modèle", "ok", f"{settings.model_name} est servi" + (f", fenêtre de {window} jetons" if window else "")
        )
    known = ", ".join(names[:6]) or "aucun"
    return Finding(
        "Modèle", "warning", f"{settings.model_name} n'est pas dans la liste du service", f"Il annonce : {known}."
    )


def _window(entry: dict[str, Any]) -> int | None:
    meta = entry.get("meta")
    told = entry.get("max_model_len") or entry.get("max_context_length")
    told = told or (meta.get("n_ctx") if isinstance(meta, dict) else None)
    return told if isinstance(told, int) else None


def _euros(value: float) -> str:
    return f"{value:.2f} €".replace(".", ",")


def _seconds(value: float) -> str:
    return f"{value:.1f} s".replace(".", ",")
