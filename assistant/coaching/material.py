"""Load what was written for the coach: learners' questions, their turns of phrase, examples of each intent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from assistant.coaching.ports import Intent
from assistant.corpus.location import corpus_folder
from assistant.corpus.yaml_source import read_yaml
from assistant.domain.referentiel import Referentiel
from assistant.errors import CorpusError

_REMEDY = "Corrigez le fichier dans corpus/coach."
INTENTS: tuple[Intent, ...] = (
    "referentiel",
    "method",
    "draft",
    "ghostwriting",
    "exam",
    "offtopic",
    "injection",
    "smalltalk",
)


@dataclass(frozen=True)
class CoachMaterial:
    """Authored material.

    questions: (criterion id, question) pairs. examples: (intent, sentence) pairs. lexicon: a learner's turn of phrase,
    folded, and the plain words. productions: folded names of each production, by slug. trade: words of the trade, « * »
    for any ending. silent: subjects on which the référentiel says nothing, each with the words that name it.
    """

    questions: tuple[tuple[str, str], ...] = ()
    examples: tuple[tuple[Intent, str], ...] = ()
    lexicon: Mapping[str, str] = field(default_factory=dict[str, str])
    productions: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    trade: tuple[str, ...] = ()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def load_material(referentiel: Referentiel, folder: Path | None = None) -> CoachMaterial:
    """The material of the folder; questions of criteria that ``referentiel`` does not have are left out.

    Raises ``CorpusError`` that names the file.
    """
    root = folder or corpus_folder() / "coach"
    questions: list[tuple[str, str]] = []
    for path in sorted(root.glob("questions-*.yaml")):
        if _mapping(path, "referentiel", optional=True) not in (None, referentiel.key):
            continue
        for criterion, asked in _lists(path, "questions").items():
            if not referentiel.has_criterion(criterion):
                raise CorpusError(f"{path.name} : le critère {criterion} n'existe pas.", _REMEDY)
            questions += [(criterion, question) for question in asked]
    intents = _lists(root / "intents.yaml", "examples")
    unknown = sorted(set(intents) - set(INTENTS))
    if unknown:
        raise CorpusError(f"intents.yaml : {', '.join(unknown)} n'est pas une intention.", _REMEDY)
    return CoachMaterial(
        questions=tuple(questions),
        examples=tuple((name, sentence) for name in INTENTS for sentence in intents.get(name, ())),
        lexicon=load_lexicon(root),
        productions=_lists(root / "topics.yaml", "productions"),
        trade=_lists(root / "topics.yaml", "trade")["words"],
        silent=_lists(root / "topics.yaml", "silent"),
    )


def load_lexicon(folder: Path | None = None) -> dict[str, str]:
    """Learners' turns of phrase, folded, with the plain words for each. Raises ``CorpusError``."""
    return _words((folder or corpus_folder() / "coach") / "lexicon.yaml", "plain")


def _mapping(path: Path, key: str, *, optional: bool = False) -> Any:
    data = read_yaml(path).data
    if not isinstance(data, dict) or (key not in data and not optional):
        raise CorpusError(f"{path.name} : « {key} » manque.", _REMEDY)
    return cast("dict[str, Any]", data).get(key)


def _lists(path: Path, key: str) -> dict[str, tuple[str, ...]]:
    value = _mapping(path, key)
    if not isinstance(value, dict) or not all(
        isinstance(v, list) and v for v in cast("dict[Any, Any]", value).values()
    ):
        raise CorpusError(f"{path.name} : « {key} » doit donner une liste de textes pour chaque nom.", _REMEDY)
    return {str(name): tuple(map(str, texts)) for name, texts in cast("dict[str, list[Any]]", value).items()}


def _words(path: Path, key: str) -> dict[str, str]:
    value = _mapping(path, key)
    if not isinstance(value, dict):
        raise CorpusError(f"{path.name} : « {key} » doit être une liste de paires.", _REMEDY)
    return {str(name): str(text) for name, text in cast("dict[str, Any]", value).items()}
