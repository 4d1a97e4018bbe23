"""What the agent may look up."""

from __future__ import annotations

import pytest

from assistant.coaching.grounding import Grounding
from assistant.coaching.ports import CoachContext
from assistant.coaching.tools import CoachTools
from assistant.judging.pseudonyms import Pseudonyms
from tests.unit.coaching.test_embedded import DRAFT, LEVELS, critique_of


def tools_over(ground: Grounding, context: CoachContext) -> CoachTools:
    return CoachTools(ground, context, "abc123", Pseudonyms.none())


@pytest.fixture
def tools(ground: Grounding) -> CoachTools:
    return tools_over(ground, CoachContext(DRAFT, critique_of(DRAFT, LEVELS)))


def test_without_a_draft_its_tools_are_not_offered(ground: Grounding) -> None:
    names = [tool.__name__ for tool in tools_over(ground, CoachContext()).all()]
    assert "chercher_dans_le_texte" not in names
    assert all(tool.__doc__ for tool in tools_over(ground, CoachContext()).all())


def test_a_question_in_ordinary_words_finds_its_criterion(tools: CoachTools) -> None:
    assert tools.chercher_referentiel("comment je calcule le prix de revient").startswith("[CR.3.1.3.02]")


def test_a_criterion_is_read_with_all_its_sides_once(tools: CoachTools, ground: Grounding) -> None:
    read = tools.lire_critere("critère 1.1.3")
    guidance = ground.corpus.guidance["CR.1.1.03"]
    for text in (guidance.expectation, guidance.questions[0], guidance.indicators[0].text):
        assert read.count(text) >= 1
    assert read.count("(Rubrique") == 1


def test_an_exemplar_is_read_at_its_level(tools: CoachTools) -> None:
    assert "« insuffisant »" in tools.lire_exemple("CR.1.1.03", 1)
    assert "« maîtrisé »" in tools.lire_exemple("CR.1.1.03", 12)
    assert "n'existe pas" in tools.lire_exemple("CR.8.8.88")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("C.1.2b", "arbitrages"),
        ("bloc 2", "21 critères"),
        ("offre", "Proposition commerciale"),
        ("tout", "119 critères"),
    ],
)
def test_an_element_is_read_by_its_name(tools: CoachTools, asked: str, words: str) -> None:
    assert words in tools.lire_element(asked)


def test_a_memo_has_its_source_and_nothing_is_made_up(tools: CoachTools) -> None:
    assert "[FI.marge]" in tools.chercher_memo("différence entre marge et marque")
    assert tools.chercher_memo("la vitesse de la lumière") == "Rien dans les sources."


def test_the_critique_is_read_as_data(tools: CoachTools) -> None:
    whole, one = tools.lire_critique(), tools.lire_critique("CR.1.1.03")
    assert whole.startswith("===== abc123 =====")
    assert "[CR.1.1.04] non abordé" in whole
    assert "Les parts de marché" in one
    assert DRAFT.passages[0].text in one
