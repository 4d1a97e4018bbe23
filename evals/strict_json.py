"""Read JSON and JSON lines strictly: NaN, doubled keys and broken lines are refused with file, line and remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import DatasetError


class DatasetProblems(DatasetError):
    """Data with several faults; ``problems`` are lines « file: what. Remedy. »."""

    def __init__(self, message: str, hint: str = "", *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


def parse(text: str, where: str) -> Any:
    """The value of that JSON text. ``where`` names it in the message. Raises ``DatasetError``."""
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise DatasetError(
            f"{where}, ligne {error.lineno} : ce n'est pas du JSON ({error.msg}).", "Corrigez cette ligne."
        ) from None
    except ValueError as error:
        raise DatasetError(f"{where} : {error}", "Corrigez le fichier : aucun score ne peut en sortir.") from None


def read_json(path: Path) -> Any:
    """The value of a JSON file. Raises ``DatasetError``."""
    return parse(read_text(path), path.name)


def read_lines(path: Path) -> list[tuple[int, Any]]:
    """(line number from 1, value) of each line that is not empty. Raises ``DatasetError``."""
    lines = read_text(path).split("\n")
    return [(n, parse(line, f"{path.name} ligne {n}")) for n, line in enumerate(lines, start=1) if line.strip()]


def read_text(path: Path) -> str:
    """The text of a file. Raises ``DatasetError``."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(
            f"« {path.name} » ne peut pas être lu ({type(error).__name__}).",
            "Vérifiez le chemin et l'encodage (UTF-8).",
        ) from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"la valeur {name} n'est pas un nombre")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"la clé « {key} » est donnée deux fois")
        found[key] = value
    return found
