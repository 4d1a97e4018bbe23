"""Load a role-play folder: labelled lines, hostile lines, how many scenarios to draw, and scenario files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.domain.dialogue import MOVE_KINDS
from assistant.errors import DatasetError, ScenarioError
from assistant.roleplay.listening.topic_bank import LABELS
from evals.strict_json import DatasetProblems, read_json, read_lines

MOVES, QUESTIONS, HOSTILE, PLAYS = "moves.jsonl", "questions.jsonl", "hostile.jsonl", "plays.json"
_MISSING = "Donnez un dossier avec moves.jsonl, questions.jsonl, hostile.jsonl, plays.json ou des scénarios (*.json)."

Line = TypeVar("Line")


@dataclass(frozen=True)
class LabelledLine:
    """A seller's line and the move it makes, or what its question is about. ``register``: how it is worded, or ""."""

    name: str
    text: str
    label: str
    register: str = ""


@dataclass(frozen=True)
class HostileLine:
    """A line that tries to obtain a secret or another role. ``family``: how it tries."""

    name: str
    text: str
    family: str


@dataclass(frozen=True)
class Draws:
    """Scenarios to compile. ``first_seed``: the first of them; ``plays``: self-plays when no other number is asked."""

    first_seed: int
    plays: int


@dataclass(frozen=True)
class RoleplayData:
    """A folder. ``hostile`` may come from the parent folder, which dev and test share. ``files``: scenarios."""

    moves: tuple[LabelledLine, ...]
    questions: tuple[LabelledLine, ...]
    hostile: tuple[HostileLine, ...]
    draws: Draws | None
    files: tuple[Path, ...]


def load_roleplay(folder: Path) -> RoleplayData:
    """Everything of the folder. Raises ``DatasetError`` naming each line or file at fault."""
    if not folder.is_dir():
        raise DatasetError(f"Le dossier « {folder.name} » n'existe pas.", _MISSING)
    shared = [f for f in (folder / HOSTILE, folder.parent / HOSTILE) if f.is_file()]
    problems: list[str] = []
    moves = _lines(folder / MOVES, _move, problems) if (folder / MOVES).is_file() else ()
    questions = _lines(folder / QUESTIONS, _question, problems) if (folder / QUESTIONS).is_file() else ()
    hostile = _lines(shared[0], _hostile, problems) if shared else ()
    files = tuple(sorted(p for p in folder.glob("*.json") if p.name != PLAYS))
    draws = _draws(folder / PLAYS) if (folder / PLAYS).is_file() else None
    for path in files:
        _check_scenario(path, problems)
    own = moves or questions or files or draws or (shared and shared[0].parent == folder)
    if not problems and not own:
        problems.append(f"Rien à jouer dans « {folder.name} ». {_MISSING}")
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    return RoleplayData(moves, questions, hostile, draws, files)


def _lines(path: Path, read: Callable[[Any, str], Line], problems: list[str]) -> tuple[Line, ...]:
    found: list[Line] = []
    for number, value in read_lines(path):
        try:
            found.append(read(value, f"{path.name} ligne {number}"))
        except DatasetError as error:
            problems.append(error.sentence())
    if not found and not problems:
        problems.append(f"{path.name} ne contient aucune ligne. Ajoutez-en au moins une.")
    return tuple(found)


def _move(value: Any, here: str) -> LabelledLine:
    text = _text(value, here)
    if value.get("move") not in MOVE_KINDS:
        raise DatasetError(f"{here} : geste « {value.get('move')} » inconnu.", f"Choisissez : {', '.join(MOVE_KINDS)}.")
    return LabelledLine(f"geste-{_number(here)}", text, value["move"], str(value.get("register", "")))


def _question(value: Any, here: str) -> LabelledLine:
    text = _text(value, here)
    if value.get("topic") not in LABELS:
        raise DatasetError(f"{here} : sujet « {value.get('topic')} » inconnu.", f"Choisissez : {', '.join(LABELS)}.")
    return LabelledLine(f"question-{_number(here)}", text, value["topic"])


def _hostile(value: Any, here: str) -> HostileLine:
    text = _text(value, here)
    if not isinstance(value.get("family"), str):
        raise DatasetError(f"{here} : « family » manque.", "Dites de quelle sorte d'attaque il s'agit.")
    return HostileLine(f"hostile-{_number(here)}", text, value["family"])


def _text(value: Any, here: str) -> str:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"].strip():
        raise DatasetError(f"{here} : « text » manque.", "Écrivez la réplique du vendeur.")
    return str(value["text"])


def _number(here: str) -> str:
    return f"{int(here.rpartition(' ')[2]):04d}"


def _draws(path: Path) -> Draws:
    value = read_json(path)
    numbers: list[Any] = [value.get(k) for k in ("first_seed", "plays")] if isinstance(value, dict) else []
    if len(numbers) != 2 or not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in numbers):
        raise DatasetError(
            f"{path.name} : il faut « first_seed » et « plays », deux entiers.",
            'Exemple : {"first_seed": 1, "plays": 30}.',
        )
    return Draws(*numbers)


def _check_scenario(path: Path, problems: list[str]) -> None:
    from assistant.roleplay.validation.checks import read_scenario

    try:
        read_scenario(path)
    except ScenarioError as error:
        problems.append(error.sentence())
