from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.guidance import Corpus
from assistant.errors import DatasetError
from evals.question_sets import load_questions
from tests.unit.evals.samples import REF


def load(folder: Path, *lines: Any) -> Any:
    folder.mkdir(exist_ok=True)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "chat.jsonl").write_text(text, encoding="utf-8")
    return load_questions(folder, REF, Corpus())


GOOD = {"question": "où trouver des chiffres ?", "kind": "method", "expected_ids": ["CR.1.1.01", "C.1.2b", "dossier"]}


def test_a_line_gives_a_question_named_by_its_number(tmp_path: Path) -> None:
    (found,) = load(tmp_path, GOOD)
    assert (found.name, found.expected, found.must) == ("q001", ("CR.1.1.01", "C.1.2b", "dossier"), ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"question": " "}, "la question manque"),
        ({"kind": "poésie"}, "le genre « poésie »"),
        ({"expected_ids": ["CR.9.9.99"]}, "identifiant inconnu : CR.9.9.99"),
        ({"must": "oui"}, "« must » doit être une liste"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(DatasetError, match="ligne 2") as caught:
        load(tmp_path, GOOD, {**GOOD, "question": "autre ?", **change})
    assert words in caught.value.sentence()


def test_missing_file_empty_file_and_doubles_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="manque"):
        load_questions(tmp_path, REF, Corpus())
    with pytest.raises(DatasetError, match="aucune question"):
        load(tmp_path)
    with pytest.raises(DatasetError, match="même question qu'à la ligne 1"):
        load(tmp_path, GOOD, GOOD)
