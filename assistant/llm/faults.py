"""Turn whatever a vendor's client raises into the tree of ``assistant.errors``."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from typing import Any

from assistant.errors import (
    BudgetExceeded,
    ContextOverflow,
    ModelAuthError,
    ModelError,
    ModelNotFound,
    ModelRateLimited,
    ModelRefused,
    ModelUnavailable,
)
from assistant.llm.ports import UnusableAnswer

_TOO_LONG = (
    "context_length",
    "context length",
    "context window",
    "context size",
    "maximum context",
    "exceed_context_size",
    "prompt is too long",
    "too many tokens",
    "input tokens exceed",
    "max_model_len",
)
_FILTERED = ("content_filter", "content management policy", "content_policy", "safety system")
_TRANSIENT_STATUS = frozenset({408, 409, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})

RETRY_LATER = "Réessayez dans quelques minutes ; ce qui est déjà évalué est gardé."


def model_error(error: Exception, name: str) -> ModelError:
    """The typed error. ``name``: of the model, for the sentence. Nothing of the request is copied into it."""
    if isinstance(error, ModelError):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _of_status(status, _words(error), getattr(error, "response", None), name)
    return _of_kind(error, name)


def _of_status(status: int, words: str, response: Any, name: str) -> ModelError:
    if status == 413 or (status < 500 and any(w in words for w in _TOO_LONG)):
        return context_overflow(name)
    if status in {401, 403}:
        return ModelAuthError(f"Le service refuse la clé donnée pour « {name} » ({status}).", "Vérifiez la clé.")
    if status == 404:
        return ModelNotFound(
            f"Le modèle « {name} » n'existe pas à cette adresse.", "Vérifiez son nom et JALON_BASE_URL : jalon doctor."
        )
    if status == 402 or "insufficient_quota" in words:
        return BudgetExceeded(f"Le crédit du compte est épuisé chez le fournisseur de « {name} ».", "Rechargez-le.")
    if status == 429:
        wait = retry_after(response)
        return ModelRateLimited("Le service reçoit trop de demandes (429).", RETRY_LATER, retry_after=wait)
    if status in _TRANSIENT_STATUS or status >= 500:
        return ModelUnavailable(f"Le service est en panne ou surchargé ({status}).", RETRY_LATER)
    if any(w in words for w in _FILTERED):
        return refused(name)
    return ModelError(f"Le service n'accepte pas la demande faite à « {name} » ({status}).", "Voyez : jalon doctor.")


def _of_kind(error: Exception, name: str) -> ModelError:
    """By the name of the class: vendors' classes are not imported here."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    words = _words(error)
    if any(w in words for w in _TOO_LONG):
        return context_overflow(name)
    if kinds & {"APITimeoutError", "TimeoutException", "TimeoutError"}:
        return stalled()
    if kinds & {"APIConnectionError", "RequestError", "OSError"}:
        return ModelUnavailable(
            "Le service ne répond pas (connexion refusée ou coupée).", "Vérifiez le réseau et JALON_BASE_URL."
        )
    if "APIError" in kinds and not kinds & {"APIResponseValidationError"}:
        if any(w in words for w in ("rate limit", "rate_limit", "too many requests")):
            return ModelRateLimited("Le service reçoit trop de demandes.", RETRY_LATER)
        return ModelUnavailable("Le service a signalé une panne au milieu de sa réponse.", RETRY_LATER)
    return UnusableAnswer(
        f"Le service a rendu une réponse illisible ({type(error).__name__}).",
        "Vérifiez que l'adresse est bien celle d'un service compatible OpenAI : jalon doctor.",
        reason="malformed",
    )


def stalled() -> ModelUnavailable:
    """No byte, or no end, within the time allowed."""
    return ModelUnavailable("Le service n'a pas répondu à temps.", RETRY_LATER)


def refused(name: str) -> ModelRefused:
    """The model or its provider's filter declined."""
    return ModelRefused(
        f"Le modèle « {name} » a refusé de répondre.", "Relisez le passage concerné, ou changez de modèle."
    )


def context_overflow(name: str) -> ContextOverflow:
    """The prompt does not fit."""
    return ContextOverflow(
        f"La demande dépasse ce que « {name} » peut lire d'un coup.",
        "Choisissez un modèle à plus grande fenêtre, ou celle du serveur local (OLLAMA_CONTEXT_LENGTH, --ctx-size).",
    )


def retry_after(response: Any) -> float | None:
    """Seconds that the headers ask to wait (a number, milliseconds or a date), None when they do not say."""
    headers = getattr(response, "headers", None) or {}
    for header, divisor in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(header)
        if value is None:
            continue
        try:
            return max(0.0, float(value) / divisor)
        except ValueError:
            pass
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (TypeError, ValueError):
            continue
    return None


def _words(error: Exception) -> str:
    """What the vendor says, lower case, to be searched and never shown."""
    body = getattr(error, "body", None)
    try:
        told = json.dumps(body, ensure_ascii=False) if body is not None else ""
    except (TypeError, ValueError):
        told = ""
    return f"{error} {told}".lower()
