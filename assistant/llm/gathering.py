"""Put the pieces of an answer together, and say why an answer does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.llm.faults import refused
from assistant.llm.ports import BadReason, Completion, Delta, TokenUsage, UnusableAnswer

_SENTENCES: Final[dict[BadReason, str]] = {
    "cut": "La réponse du modèle s'est interrompue avant sa fin.",
    "length": "La réponse du modèle dépasse la longueur permise.",
    "empty": "Le modèle a rendu une réponse vide.",
    "runaway": "Le modèle s'est mis à écrire sans fin.",
    "malformed": "Le service a rendu une réponse illisible.",
    "invalid": "Le modèle a rendu une réponse qui ne suit pas la forme demandée.",
}
_HINT = "Relancez, ou choisissez un autre modèle."


def unusable(reason: BadReason, output: str = "", usage: TokenUsage | None = None) -> UnusableAnswer:
    """The error for an answer that does not count."""
    return UnusableAnswer(_SENTENCES[reason], _HINT, reason=reason, output=output, usage=usage)


def gather(deltas: Iterator[Delta], name: str, limit: int) -> Completion:
    """The whole answer. ``limit``: characters past which it is stopped.

    Raises ``UnusableAnswer`` when it is cut, too long or empty, ``ModelRefused`` when a filter ended it.
    """
    parts: list[str] = []
    finish: str | None = None
    usage: TokenUsage | None = None
    written = 0
    for delta in deltas:
        parts.append(delta.text)
        written += len(delta.text)
        finish, usage = delta.finish or finish, delta.usage or usage
        if written > limit:
            raise unusable("runaway", "".join(parts), usage)
    text = "".join(parts)
    if finish is None:
        raise unusable("cut", text, usage)
    if finish == "content_filter":
        raise refused(name)
    if finish == "length":
        raise unusable("length", text, usage)
    if not text.strip():
        raise unusable("empty", text, usage)
    return Completion(text, finish, usage or TokenUsage(estimated=True))
