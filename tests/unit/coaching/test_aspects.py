from __future__ import annotations

from pathlib import Path

import pytest

from assistant.coaching.aspects import Focus, aspect_of, focus_of, follow_up, level_named
from assistant.coaching.ports import Reply, coach_turn, learner_turn
from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.learning import Citation

REF = load_referentiel()
FOCUS = Focus(("CR.1.1.03", "CR.1.1.04"), "pitfalls")


@pytest.mark.parametrize(
    ("said", "criterion"),
    [
        ("et le suivant ?", "CR.1.1.04"),
        ("le precedent", "CR.1.1.02"),
        ("le deuxieme", "CR.1.1.04"),
        ("un exemple ?", "CR.1.1.03"),
        ("je comprends pas", "CR.1.1.03"),
        ("et ce critere, il compte pour l'oral ?", "CR.1.1.03"),
    ],
)
def test_a_follow_up_is_about_what_was_said_before(said: str, criterion: str) -> None:
    after = follow_up(said, FOCUS, REF)
    assert after is not None
    assert after.criterion == criterion


def test_another_subject_keeps_the_side_that_was_asked_for() -> None:
    after = follow_up("et pour la marge ?", FOCUS, REF)
    assert after is not None
    assert (after.criterion, after.subject, after.aspect) == (None, "marge", "pitfalls")


def test_a_question_on_its_own_is_no_follow_up() -> None:
    assert follow_up("comment fixer un prix de vente rentable pour mon client", FOCUS, REF) is None
    assert follow_up("et le suivant ?", Focus(), REF) is None


def test_the_ends_of_the_list_hold() -> None:
    last = [c.id for c in REF.criteria()][-1]
    after = follow_up("et le suivant ?", Focus((last,)), REF)
    assert after is not None
    assert after.criterion == last


def test_the_focus_is_the_last_answer_with_a_criterion() -> None:
    answer = Reply("[CR.1.1.03]", "referentiel", citations=(Citation(kind="criterion", id="CR.1.1.03"),))
    nothing = Reply("Bonjour", "smalltalk")
    turns = [learner_turn("les pièges du CR.1.1.03 ?"), coach_turn(answer, "embedded")]
    turns += [learner_turn("merci"), coach_turn(nothing, "embedded")]
    assert focus_of(turns) == Focus(("CR.1.1.03",), "pitfalls")


def test_sides_and_levels_are_named() -> None:
    assert aspect_of("quelles erreurs a eviter") == "pitfalls"
    assert aspect_of("bonjour") is None
    assert level_named("un exemple de niveau 2") == 2
    assert level_named("qu'est-ce que maitrise veut dire") == 3
    assert level_named("niveau 9") is None


def test_a_material_file_with_an_unknown_intent_is_named(tmp_path: Path) -> None:
    from assistant.coaching.material import load_material
    from assistant.errors import CorpusError

    (tmp_path / "intents.yaml").write_text("examples:\n  pirate: [ohé]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="pirate"):
        load_material(REF, tmp_path)


def test_a_question_about_no_criterion_is_refused(tmp_path: Path) -> None:
    from assistant.coaching.material import load_material
    from assistant.errors import CorpusError

    (tmp_path / "questions-1.yaml").write_text("questions:\n  CR.9.9.99: [quoi]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"CR\.9\.9\.99"):
        load_material(REF, tmp_path)
