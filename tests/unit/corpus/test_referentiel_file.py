from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import load_referentiel
from assistant.errors import CorpusError, UnknownIdError

SIZES = {
    "dossier": {"1.1": 8, "1.2": 5, "1.3": 8, "1.4": 2},
    "prospection": {"2.1": 5, "2.2a": 4, "2.2b": 3},
    "outils": {"2.3": 6},
    "analyse": {"2.4": 3},
    "offre": {"3.1.1": 7, "3.1.2": 5, "3.1.3": 7, "3.1.4": 4},
    "negociation": {"3.2.1": 8, "3.2.2-3": 13, "3.2.4": 4},
    "projet": {"4.1a": 5, "4.1b": 2, "4.2": 8},
    "reunion": {"4.3": 7},
    "bilan": {"4.4": 5},
}
SPLIT_BY_A_PAGE = {"CR.2.2a.01", "CR.3.1.1.01", "CR.4.1a.02", "CR.4.2.02", "CR.4.3.04"}


@pytest.fixture(scope="module")
def ref():
    return load_referentiel()


def source_text() -> str:
    return (corpus_folder() / "referentiels" / "rdc-source.txt").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Source without its markup, spaces folded: what a reader of the PDF sees."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def column(rank: int) -> str:
    """One column of the source, pages put end to end, repeated cells counted once."""
    cells: list[str] = []
    for line in source_text().split("\n"):
        if "\t" in line:
            cell = line.split("\t")[rank]
            if cell.strip("-") and (cell not in cells or len(cell) < 40):
                cells.append(cell)
    return plain(" ".join(cells))


def test_every_production_has_its_groups_and_criteria(ref) -> None:
    assert {p.slug: {g: len(ref.group(g).criteria) for g in p.groups} for p in ref.productions} == SIZES
    assert len(list(ref.criteria())) == 119


def test_ids_follow_the_rank_in_the_group(ref) -> None:
    for group in ref.groups:
        assert [c.id for c in group.criteria] == [f"CR.{group.id}.{n:02d}" for n in range(1, len(group.criteria) + 1)]


def test_every_wording_stands_in_the_source_word_for_word(ref) -> None:
    whole, joined = plain(source_text()), column(3)
    for criterion in ref.criteria():
        assert criterion.text in joined, criterion.id
        if criterion.id not in SPLIT_BY_A_PAGE:
            assert criterion.text in whole, criterion.id


def test_the_five_split_wordings_are_put_together_again(ref) -> None:
    whole = plain(source_text())
    assert {c.id for c in ref.criteria() if c.text not in whole} == SPLIT_BY_A_PAGE


def test_nothing_is_counted_twice_and_nothing_is_left(ref) -> None:
    """Once every wording is removed from the criteria column, only headings and cross-references are left."""
    wordings = [c.text for c in ref.criteria()]
    assert len(set(wordings)) == 119
    rest = column(3)
    for text in sorted(wordings + [h.title for g in ref.groups for h in g.headings], key=len, reverse=True):
        assert rest.count(text) >= 1, text
        rest = rest.replace(text, "", 1)
    rest = re.sub(r"En relation avec (?:la|les) compétences? (?:C\.[\d.]+[a-z]?(?:, | & )?)+", "", rest)
    rest = re.sub(r"REFERENTIEL.*?évaluation|MODALITÉS.*|CRITÈRES D'ÉVALUATION|\d/|[•:,.\-\s]", "", rest)
    assert rest == ""


def test_forty_three_competences_verbatim(ref) -> None:
    competences = [c for b in ref.blocks for c in b.competences]
    assert len(competences) == 43
    assert len({c.code for c in competences}) == 43
    text = column(1)
    for competence in competences:
        assert f"{competence.code} {competence.text}" in text


def test_activities_blocks_and_modalities_verbatim(ref) -> None:
    activities, modalities, whole = column(0), column(2), plain(source_text())
    for block in ref.blocks:
        assert f"Bloc de compétences n° {block.number} : {block.title}" in whole
        assert block.intent in column(1)
        for activity in block.activities:
            assert f"{activity.code} {activity.title}" in activities
    for production in ref.productions:
        for text in (production.wording, *production.content, *production.conditions):
            assert text in modalities, (production.slug, text)


def test_every_competence_is_assessed_by_a_group(ref) -> None:
    used = {c for g in ref.groups for c in g.competences}
    assert used == {c.code for b in ref.blocks for c in b.competences}


def test_lookups_answer_or_raise_a_french_sentence(ref) -> None:
    assert ref.production_of("CR.3.2.2-3.13").slug == "negociation"
    assert ref.heading_of("CR.1.1.03").title == "Pertinence de l'analyse du marché"
    assert [c.id for c in ref.criteria_of("analyse")] == ["CR.2.4.01", "CR.2.4.02", "CR.2.4.03"]
    with pytest.raises(UnknownIdError, match=r"CR\.9"):
        ref.criterion("CR.9.9.99")
    with pytest.raises(UnknownIdError, match="memoire"):
        ref.production("memoire")


# --- another référentiel in the same form ------------------------------------------------------------------------

SMALL = """\
schema: jalon/referentiel@1
id: test
version: 2
title: Essai
blocks:
  - id: B1
    number: 1
    title: Bloc
    intent: faire
    activities: [{code: A.1, title: Une activité}]
    competences: [{code: C.1, text: Savoir faire}]
productions:
  - {slug: note, block: 1, title: Note, wording: Une note, groups: ["1"]}
groups:
  - id: "1"
    block: 1
    competences: [C.1]
    headings:
      - title: Rubrique
        criteria:
          - {id: CR.1.01, text: le texte est clair}
          - {id: CR.1.02, text: le texte est juste}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_referentiel_loads(tmp_path: Path) -> None:
    ref = load_referentiel(written(tmp_path, SMALL))
    assert ref.key == "test@2"
    assert [c.id for c in ref.criteria_of("note")] == ["CR.1.01", "CR.1.02"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: Essai\n", "", 1, "le champ « title » manque"),
        ("  - id: B1\n", "  - id: B1\n    couleur: bleu\n", 7, "couleur » est inconnu"),
        ("CR.1.02", "CR.1.01", 22, "pris deux fois"),
        ("CR.1.02", "CR.1.07", 22, "devrait s'appeler CR.1.02"),
        ("competences: [C.1]", "competences: [C.9]", 17, "la compétence C.9 n'existe pas"),
        ('groups: ["1"]', 'groups: ["1", "7"]', 13, "le groupe 7 n'existe pas"),
        ('groups: ["1"]', "groups: []", 15, "n'est évalué dans aucune production"),
        ("text: le texte est juste", 'text: " "', 22, "le libellé de CR.1.02 est vide"),
        ("    block: 1\n    comp", "    block: 4\n    comp", 16, "le bloc 4 n'existe pas"),
        ("version: 2", "version: deux", 3, "« version » doit être un nombre entier"),
        ("schema: jalon/referentiel@1", "schema: autre@1", 1, "n'est pas admise"),
        ("version: 2\n", "version: 2\nversion: 3\n", 4, "« version » est écrit deux fois"),
        ("title: Bloc\n", "title: [Bloc\n", 9, "YAML est mal formé"),
    ],
)
def test_a_faulty_file_is_refused_with_file_line_and_remedy(tmp_path, old, new, line, said) -> None:
    assert old in SMALL
    with pytest.raises(CorpusError) as caught:
        load_referentiel(written(tmp_path, SMALL.replace(old, new, 1)))
    shown = "\n".join([caught.value.message, *caught.value.problems])
    assert said in shown
    assert f"essai.yaml:{line}:" in shown
    assert caught.value.hint


def test_a_missing_file_and_a_file_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="n'existe pas"):
        load_referentiel(tmp_path / "absent.yaml")
    path = tmp_path / "essai.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(CorpusError, match="ne peut pas être lu"):
        load_referentiel(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_or_a_folder_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.yaml")  # nobody writes to it: reading it would wait for ever
    for path in (tmp_path / "tube.yaml", tmp_path):
        with pytest.raises(CorpusError, match="n'est pas un fichier"):
            load_referentiel(path)


def test_the_bundled_file_is_the_one_written_in_the_repository() -> None:
    data = yaml.safe_load((corpus_folder() / "referentiels" / "rdc.yaml").read_text(encoding="utf-8"))
    assert data["title"] == "Responsable du développement commercial"
