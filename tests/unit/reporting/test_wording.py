from __future__ import annotations

from datetime import datetime

import pytest

from assistant.domain.levels import LEVEL_LABELS
from assistant.reporting import wording


def test_level_words_are_those_of_the_domain() -> None:
    assert {level: wording.level_word("judged", level) for level in (0, 1, 2, 3)} == {
        level: LEVEL_LABELS[level] for level in (0, 1, 2, 3)
    }
    assert wording.level_word("not_assessable", None) == "non évaluable"
    assert wording.level_word("failed", None) == "non évalué (échec)"


def test_each_level_has_a_shape_of_its_own() -> None:
    shapes = [wording.level_meter("judged", level) for level in (0, 1, 2, 3)]
    shapes += [wording.level_meter("not_assessable", None), wording.level_meter("failed", None)]
    assert len(set(shapes)) == 6
    assert {len(shape) for shape in shapes} == {5}


@pytest.mark.parametrize(
    ("proposed", "verified", "dropped", "expected"),
    [
        (0, 0, 0, "Aucune citation n'a été proposée."),
        (1, 1, 0, "1 citation retrouvée mot pour mot dans votre texte, sur 1 proposée ; aucune écartée."),
        (
            61,
            60,
            1,
            "60 citations retrouvées mot pour mot dans votre texte, sur 61 proposées ; 1 écartée faute d'y figurer.",
        ),
        (
            9,
            5,
            4,
            "5 citations retrouvées mot pour mot dans votre texte, sur 9 proposées ; 4 écartées faute d'y figurer.",
        ),
    ],
)
def test_tally(proposed: int, verified: int, dropped: int, expected: str) -> None:
    assert wording.tally_sentence(proposed, verified, dropped) == expected


@pytest.mark.parametrize(
    ("confidence", "start"),
    [(0.0, "moins d'une chance"), (0.1, "environ 1 chance sur"), (0.62, "environ 6 chances"), (0.97, "plus de neuf")],
)
def test_confidence_is_said_in_chances_not_in_points(confidence: float, start: str) -> None:
    assert wording.trust_sentence(confidence).startswith(start)


def test_dates_and_numbers_are_french() -> None:
    assert wording.long_date(datetime(2026, 3, 1, 9, 5)) == "1er mars 2026 à 09:05"
    assert wording.long_date(datetime(2026, 8, 12, 18, 30)) == "12 août 2026 à 18:30"
    assert wording.counted(4210, "mot") == "4\u202f210 mots"
    assert wording.counted(1, "mot") == "1 mot"
    assert wording.french_spaces("Un « mot » : quoi ?") == "Un «\u00a0mot\u00a0»\u00a0: quoi\u00a0?"


def test_one_two_or_three_moves() -> None:
    assert [wording.moves_heading(n) for n in (0, 1, 2, 3)] == [
        "Trois gestes d'abord",
        "Un geste d'abord",
        "Deux gestes d'abord",
        "Trois gestes d'abord",
    ]
