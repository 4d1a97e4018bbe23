"""A GGUF model in this very process (extra ``local``): llama.cpp's server on loopback, spoken to like any other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from assistant.errors import ModelUnavailable, SettingsError
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.gguf_files import gguf_file
from assistant.llm.openai_compatible import OpenAICompatibleModel
from assistant.llm.ports import ChatRequest, Completion, Delta, Parsed, Schema


class LocalModel:
    """``local:<path or owner/repository/file.gguf>``; loaded at the first call, freed by ``close``.

    One thread by default: on a shared machine more are slower. ``slots`` conversations share the window.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._server: Any = None
        self._client: OpenAICompatibleModel | None = None

    @property
    def name(self) -> str:
        """``local:<file>``."""
        return self._settings.model

    def stream(self, request: ChatRequest) -> Iterator[Delta]:
        """The answer as it comes."""
        return self._ready().stream(request)

    def complete(self, request: ChatRequest) -> Completion:
        """The whole answer."""
        return self._ready().complete(request)

    def parse(self, request: ChatRequest, schema: type[Schema]) -> Parsed[Schema]:
        """A value of ``schema``: llama.cpp lets the model write nothing else."""
        return self._ready().parse(request, schema)

    def warm(self) -> None:
        """Load the model now."""
        self._ready().warm()

    def close(self) -> None:
        """Stop the server and free the memory."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._server = None

    def _ready(self) -> OpenAICompatibleModel:
        with self._lock:
            if self._client is None:
                self._server = self._started()
                served = replace(self._settings, base_url=f"{self._server.listening_address}/v1")
                self._client = OpenAICompatibleModel(served)
            return self._client

    def _started(self) -> Any:
        try:
            xllamacpp: Any = import_module("xllamacpp")  # an extra, absent from most installations
        except ImportError as error:
            raise SettingsError(
                "Un modèle dans le processus demande un composant qui n'est pas installé.",
                'Installez-le avec : pip install "jalon[local]".',
            ) from error
        slots = self._settings.slots or self._settings.profile.slots
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(gguf_file(self._settings.model_name, self._settings.models_folder))
        parameters.n_ctx = self._settings.window * slots
        parameters.n_parallel = slots
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = self._settings.threads
        parameters.verbosity = 0
        try:
            return xllamacpp.Server(parameters)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelUnavailable(
                "Le fichier de modèle n'a pas pu être chargé : mémoire insuffisante ou format trop récent.",
                "Choisissez un modèle plus petit, ou réduisez la fenêtre.",
            ) from error
