"""Where the corpus and the prompts are: beside the code in a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError

_PACKAGE = Path(__file__).resolve().parents[1]


def data_folder(name: str) -> Path:
    """The folder ``corpus`` or ``prompts``. Raises ``CorpusError`` when the installation lacks it."""
    for candidate in (_PACKAGE.parent / name, _PACKAGE / "_data" / name):
        if candidate.is_dir():
            return candidate
    raise CorpusError(
        f"Le dossier « {name} » manque dans l'installation de Jalon.",
        "Réinstallez le paquet ou relancez la commande depuis une copie complète du projet.",
    )


def corpus_folder() -> Path:
    """The folder of référentiels, guidance, exemplars, cards and samples."""
    return data_folder("corpus")
