"""The exceptions that Jalon raises on purpose; each becomes one clear French sentence.

JalonError
├── UserError                  exit 1: the input or the environment is at fault
│   ├── DraftError             a file that cannot be read, or must not be judged
│   ├── CorpusError            a référentiel, guidance or exemplar file that does not hold
│   ├── SettingsError          an environment variable or option with a value that cannot be used
│   ├── ScenarioError          a role-play scenario that is malformed or unsound
│   ├── DatasetError           evaluation data that cannot be scored
│   ├── UnknownIdError         a criterion, production or conversation that does not exist
│   └── StoreError             the database cannot be opened, migrated or written
└── ServiceError               exit 3: a model or a service failed after its retries
    ├── IndexUnavailable       the vector index cannot be used (search falls back to the lexical one)
    ├── EmbeddingError         the embedding engine or endpoint failed
    └── ModelError             the language model failed
        ├── ModelRateLimited   429, with the delay asked for when there is one      (retryable)
        ├── ModelUnavailable   refused, reset, 5xx, stalled                          (retryable)
        ├── ModelAuthError     key missing, wrong or revoked
        ├── ModelNotFound      no such model at that address
        ├── ContextOverflow    the prompt does not fit the model's window
        ├── ModelRefused       the model declined to answer
        ├── BadModelOutput     cut, empty, or not of the schema (carries the text)   (retryable once)
        ├── CircuitOpen        too many failures in a row; the call was not made
        └── BudgetExceeded     the limit of calls, tokens or euros is reached
"""

from __future__ import annotations


class JalonError(Exception):
    """Base of every expected failure.

    message: what happened and why, in French, one sentence, no jargon.
    hint: what to do about it, in French, one sentence.
    """

    exit_code: int = 1
    retryable: bool = False

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def sentence(self) -> str:
        """The message followed by the remedy, as a person reads it."""
        return f"{self.message} {self.hint}".strip()


class UserError(JalonError):
    """The user's input or environment is at fault."""


class DraftError(UserError):
    """A draft that cannot be read or must not be judged. ``code`` names the case (e.g. ``encrypted``)."""

    def __init__(self, message: str, hint: str = "", *, code: str = "unreadable") -> None:
        super().__init__(message, hint)
        self.code = code


class CorpusError(UserError):
    """A corpus file that does not hold; ``problems`` are lines « file:line: what. Remedy. »."""

    def __init__(self, message: str, hint: str = "", *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class SettingsError(UserError):
    """A setting whose value cannot be used."""


class ScenarioError(UserError):
    """A role-play scenario that is malformed or unsound; ``problems`` lists why."""

    def __init__(self, message: str, hint: str = "", *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class DatasetError(UserError):
    """Evaluation data that cannot be scored as it stands."""


class UnknownIdError(UserError):
    """An identifier that names nothing here."""


class StoreError(UserError):
    """The database cannot be opened, migrated or written."""


class ServiceError(JalonError):
    """A model or a service failed after its retries."""

    exit_code = 3


class IndexUnavailable(ServiceError):
    """The vector index cannot be used now."""


class EmbeddingError(ServiceError):
    """The embedding engine or endpoint failed."""


class ModelError(ServiceError):
    """The language model failed."""


class ModelRateLimited(ModelError):
    """Too many requests. ``retry_after`` in seconds when the provider gave it."""

    retryable = True

    def __init__(self, message: str, hint: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class ModelUnavailable(ModelError):
    """The endpoint refused, reset, stalled or answered 5xx."""

    retryable = True


class ModelAuthError(ModelError):
    """The key is missing, wrong or revoked."""


class ModelNotFound(ModelError):
    """No such model at that address."""


class ContextOverflow(ModelError):
    """The prompt does not fit the model's window."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class BadModelOutput(ModelError):
    """An answer that is cut, empty or not of the schema; ``output`` is what came, for the repair turn."""

    retryable = True

    def __init__(self, message: str, hint: str = "", *, output: str = "", reason: str = "invalid") -> None:
        super().__init__(message, hint)
        self.output = output
        self.reason = reason


class CircuitOpen(ModelError):
    """Too many failures in a row: the call was not made."""


class BudgetExceeded(ModelError):
    """The limit of calls, tokens or euros is reached."""
