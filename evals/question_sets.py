"""Load ``chat.jsonl``: questions with the ids that must answer them, and what an answer must and must not say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel
from assistant.errors import DatasetError
from evals.strict_json import DatasetProblems, read_lines

FILE = "chat.jsonl"
KINDS = ("referentiel", "method", "draft", "ghostwriting", "exam", "offtopic", "injection", "smalltalk")


@dataclass(frozen=True)
class Question:
    """One line. ``name``: its line number; ``kind``: an intent of contracts.md; ``must``, ``must_not``: phrases."""

    name: str
    text: str
    kind: str
    expected: tuple[str, ...]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


def load_questions(folder: Path, referentiel: Referentiel, corpus: Corpus) -> list[Question]:
    """Every question of the folder's ``chat.jsonl``. Raises ``DatasetError`` naming each line at fault."""
    path = folder / FILE
    if not path.is_file():
        raise DatasetError(f"« {FILE} » manque dans « {folder.name} ».", "Donnez un dossier qui contient ce fichier.")
    known = known_ids(referentiel, corpus)
    questions: list[Question] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for number, value in read_lines(path):
        try:
            question = _question(value, number, known)
        except DatasetError as error:
            problems.append(error.sentence())
            continue
        if question.text in seen:
            problems.append(f"{FILE} ligne {number} : même question qu'à la ligne {seen[question.text]}. Retirez-la.")
        seen.setdefault(question.text, number)
        questions.append(question)
    if not questions and not problems:
        problems.append(f"{FILE} ne contient aucune question. Ajoutez-en au moins une.")
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    return questions


def known_ids(referentiel: Referentiel, corpus: Corpus) -> frozenset[str]:
    """Every id that an answer may cite."""
    found = {c.id for c in referentiel.criteria()} | {g.id for g in referentiel.groups}
    found |= {p.slug for p in referentiel.productions} | {b.id for b in referentiel.blocks}
    found |= {c.code for b in referentiel.blocks for c in b.competences}
    found |= {a.code for b in referentiel.blocks for a in b.activities}
    found |= set(corpus.cards) | {e.id for exemplars in corpus.exemplars.values() for e in exemplars}
    return frozenset(found)


def _question(value: Any, number: int, known: Collection[str]) -> Question:
    here = f"{FILE} ligne {number}"
    if not isinstance(value, dict) or not isinstance(value.get("question"), str) or not value["question"].strip():
        raise DatasetError(f"{here} : la question manque.", "Ajoutez « question ».")
    kind = value.get("kind", "")
    if kind not in KINDS:
        raise DatasetError(f"{here} : le genre « {kind} » n'existe pas.", f"Choisissez parmi : {', '.join(KINDS)}.")
    lists = {name: value.get(name, []) for name in ("expected_ids", "must", "must_not")}
    for name, found in lists.items():
        if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
            raise DatasetError(f"{here} : « {name} » doit être une liste de textes.", "Corrigez la liste.")
    unknown = [i for i in lists["expected_ids"] if i not in known]
    if unknown:
        raise DatasetError(f"{here} : identifiant inconnu : {', '.join(unknown)}.", "Corrigez-le ou retirez la ligne.")
    return Question(
        name=f"q{number:03d}",
        text=value["question"],
        kind=kind,
        expected=tuple(dict.fromkeys(lists["expected_ids"])),
        must=tuple(lists["must"]),
        must_not=tuple(lists["must_not"]),
    )
