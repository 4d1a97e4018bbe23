from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DatasetError
from evals.datasets_io import load_drafts, without_markup
from tests.unit.evals.samples import ANALYSE, REF, labels, write_draft


def test_a_sound_folder_gives_its_drafts_with_labels_in_the_official_order(tmp_path: Path) -> None:
    write_draft(tmp_path, entries=labels()[::-1])
    (draft,) = load_drafts(tmp_path, REF)
    assert (draft.name, draft.production) == ("analyse-1", "analyse")
    assert [label.id for label in draft.labels] == ANALYSE
    assert [label.level for label in draft.labels] == [1, 2, 0]


def refused(folder: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        load_drafts(folder, REF)
    return "\n".join([caught.value.sentence(), *getattr(caught.value, "problems", ())])


def test_missing_folder_empty_suite_and_missing_halves_are_named(tmp_path: Path) -> None:
    assert "n'existe pas" in refused(tmp_path / "rien")
    assert "aucun travail étiqueté" in refused(tmp_path)
    write_draft(tmp_path)
    (tmp_path / "seul.md").write_text("texte", encoding="utf-8")
    (tmp_path / "orphelin.json").write_text("{}", encoding="utf-8")
    message = refused(tmp_path)
    assert "seul.md : le fichier d'étiquettes seul.json manque" in message
    assert "orphelin.json : le travail orphelin.md manque" in message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "CR.9.9.99"}, "n'existe pas"),
        ({"id": "CR.1.1.01"}, "n'est pas un critère de la production"),
        ({"level": 4}, "niveau « 4 »"),
        ({"level": True}, "niveau « True »"),
        ({"level": 1.5}, "niveau « 1.5 »"),
        ({"level": 0}, "un niveau 0"),
        ({"evidence": ["cette phrase ne s'y trouve pas"]}, "n'est pas dans le travail"),
        ({"evidence": "une chaîne"}, "liste de citations"),
    ],
)
def test_each_fault_of_a_label_is_named_with_its_file(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    entries = labels()
    entries[0] |= change
    message = refused(write_draft(tmp_path, entries=entries))
    assert "analyse-1.json" in message
    assert words in message


def test_doubled_label_unknown_production_and_no_label_are_named(tmp_path: Path) -> None:
    assert "deux fois" in refused(write_draft(tmp_path / "a", entries=[*labels(), labels()[0]]))
    assert "la production « roman » n'existe pas" in refused(write_draft(tmp_path / "b", production="roman"))
    assert "aucune étiquette" in refused(write_draft(tmp_path / "c", entries=[]))


def test_a_suite_with_one_class_gives_no_score(tmp_path: Path) -> None:
    assert "toutes les étiquettes valent 2" in refused(write_draft(tmp_path, entries=labels((2, 2, 2))))
    assert "aucune étiquette n'a de niveau" in refused(write_draft(tmp_path / "n", entries=labels((None, None, None))))


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    entries = labels()
    entries[0]["level"], entries[1]["evidence"] = 7, ["absente du texte"]
    with pytest.raises(DatasetError) as caught:
        load_drafts(write_draft(tmp_path, entries=entries), REF)
    assert len(caught.value.problems) == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("| Téléphone | 12 |", "Téléphone | 12"),
        ("- **Taux** de réponse", "Taux de réponse"),
        ("- [ ] Bon pour accord", "Bon pour accord"),
        ("## Titre", "Titre"),
        ("3. troisième point", "troisième point"),
        ("*passer d'un client* à l'autre", "passer d'un client à l'autre"),
        ("un nom_de_fichier garde ses traits", "un nom_de_fichier garde ses traits"),
        ("2024 a été bonne", "2024 a été bonne"),
    ],
)
def test_marks_of_markdown_are_taken_off(raw: str, read: str) -> None:
    assert without_markup(raw) == read
