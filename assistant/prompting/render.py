"""Put inputs into a prompt, once: nothing that an input contains is ever expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.prompting.prompt_file import PLACEHOLDER, Prompt, read_prompt


@dataclass(frozen=True)
class RenderedPrompt:
    """What is sent. ``key``: ``<id>@<version>`` of the file it came from."""

    system: str
    user: str
    key: str


def find_prompt(prompt_id: str, folder: Path | None = None) -> Prompt:
    """The prompt of that id. Raises ``CorpusError`` when it is missing or does not hold."""
    return _read(str(_folder(folder) / f"{prompt_id}.md"))


def render(prompt: Prompt, inputs: Mapping[str, str]) -> RenderedPrompt:
    """The prompt with its inputs in place.

    Raises ``KeyError`` for an input that is missing or unknown: that is a fault of the program, not of its user.
    """
    if set(inputs) != set(prompt.front.inputs):
        raise KeyError(f"{prompt.key}: inputs are {sorted(prompt.front.inputs)}, not {sorted(inputs)}")

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: inputs[match[1]], text)

    return RenderedPrompt(fill(prompt.system), fill(prompt.user), prompt.key)


def prompts_folder() -> Path:
    """Where the prompts are: beside the code in a checkout, inside the package once installed."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package.parent / "prompts", package / "_data" / "prompts"):
        if candidate.is_dir():
            return candidate
    raise CorpusError(
        "Le dossier « prompts » manque dans l'installation de Jalon.",
        "Réinstallez le paquet ou relancez la commande depuis une copie complète du projet.",
    )


def _folder(folder: Path | None) -> Path:
    return folder or prompts_folder()


@lru_cache(maxsize=64)
def _read(path: str) -> Prompt:
    return read_prompt(Path(path))
