"""Debriefs of the situations that are no negotiation: their own criteria, levels from what the engine saw."""

from __future__ import annotations

from functools import cache

import pytest

from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally, Usage
from assistant.domain.debrief import Debrief
from assistant.domain.dialogue import Turn
from assistant.domain.judgement import Verdict
from assistant.domain.scenario import ScenarioKind
from assistant.roleplay.composing.grids import CONDUCT_GROUPS, ELSEWHERE, conduct_criteria
from assistant.roleplay.debrief.debriefing import debrief_of_play, debrief_of_transcript
from assistant.roleplay.debrief.meeting_rules import STEERING
from assistant.roleplay.debrief.observing import observe
from assistant.roleplay.debrief.transcript import transcript_document
from assistant.roleplay.debrief.transcript_situations import observe_situation
from assistant.roleplay.debrief.verdict_words import verdict_word
from assistant.roleplay.listening.transcript_moves import with_moves
from tests.unit.roleplay.play_parts import bank, begin, embedder, scenario

KINDS: tuple[ScenarioKind, ...] = ("decouverte", "prospection", "reunion")
GOOD: dict[ScenarioKind, tuple[str, ...]] = {
    "decouverte": (
        "Bonjour, merci de me recevoir. Je m'appelle Paul Remy, notre entreprise accompagne des maisons comme la "
        "vôtre. Je vous propose de parler d'abord de vous, puis de voir la suite.",
        "Comment êtes-vous organisés aujourd'hui ?",
        "Qu'est-ce qui ne vous convient pas dans votre solution actuelle ?",
        "Si je comprends bien, votre besoin est d'éviter ces problèmes, c'est bien cela ?",
        "Qui d'autre participe à la décision ?",
        "Quelles garanties financières pouvez-vous présenter, vos comptes sont-ils publiés ?",
        "Autrement dit, vous cherchez une solution fiable, avec l'accord de votre direction ?",
        "Merci de votre accueil, je récapitule votre besoin, et je vous propose de nous revoir jeudi à 10 h.",
        "Au revoir, à jeudi.",
    ),
    "prospection": (
        "Bonjour, Paul Remy de la société Remy, à l'appareil.",
        "Nous aidons des entreprises comme la vôtre à gagner du temps, grâce à un suivi régulier.",
        "Comment faites-vous aujourd'hui ?",
        "Qui décide avec vous de ce type d'achat ?",
        "Je vous propose un rendez-vous jeudi à 10 h dans vos locaux, cela vous convient-il ?",
        "Merci, au revoir et bonne journée.",
    ),
    "reunion": (
        "Bonjour à tous, merci d'être là. Nous avons trente minutes : d'abord un tour de table, puis nous notons les "
        "idées au tableau et nous votons.",
        "Où en êtes-vous, chacun, en une phrase ?",
        "Qu'est-ce qui vous manque pour avancer ?",
        "Revenons à notre objet, je note ce point pour plus tard. De quoi auriez-vous besoin ?",
        "Je récapitule les décisions. Qui fait quoi, et pour quel jour ?",
        "Merci à tous, bonne journée.",
    ),
}
POOR = ("Notre société est leader du marché.", "Les prix montent.", "Voilà.", "Bon.", "Au revoir.")


@cache
def ids(kind: ScenarioKind) -> tuple[str, ...]:
    return conduct_criteria(load_referentiel(), kind)


def critique(kind: ScenarioKind, level: int = 0, model: str = "embedded") -> Critique:
    judged = [i for i in ids(kind) if i not in ELSEWHERE]
    verdicts = tuple(Verdict(id=i, status="judged", level=level, finding="Constat.") for i in judged)  # type: ignore[arg-type]
    return Critique(
        draft=DraftSummary(name="jeu.md", sha256="0", words=100, passages=10),
        production=ProductionChoice(slug="x", title="X", detected=False),
        model=model,
        referentiel="rdc@1",
        criteria=verdicts,
        priorities=(),
        quotes=QuoteTally(),
        usage=Usage(),
    )


def debriefed(kind: ScenarioKind, lines: tuple[str, ...], model: str = "embedded", level: int = 0) -> Debrief:
    play = begin(scenario(4, 2, kind))
    play.play(lines)
    document = transcript_document(play.turns())
    return debrief_of_play(critique(kind, level, model), play.record, play.scenario, document)


@pytest.mark.parametrize("kind", KINDS)
def test_each_situation_is_debriefed_on_its_own_group_whole_and_in_order(kind: ScenarioKind) -> None:
    debrief = debriefed(kind, GOOD[kind])
    assert (debrief.situation, debrief.group) == (kind, CONDUCT_GROUPS[kind])
    assert tuple(v.id for v in debrief.criteria) == ids(kind)
    seen = observe(begin(scenario(4, 2, kind)).record, scenario(4, 2, kind))
    assert seen == {}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", ["embedded", "scripted:essai"])
def test_what_no_talk_can_show_has_no_level_and_says_where_to_show_it(kind: ScenarioKind, model: str) -> None:
    debrief = debriefed(kind, GOOD[kind], model, 3)
    apart = [v for v in debrief.criteria if v.id in ELSEWHERE]
    assert apart
    for verdict in apart:
        assert (verdict.status, verdict.level) == ("not_assessable", None)
        assert f"à montrer {ELSEWHERE[verdict.id]}" in verdict.finding
        assert verdict_word(verdict, kind).startswith("non évaluable dans un")
    assert all(v.level is not None for v in debrief.criteria if v.id not in ELSEWHERE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_that_is_led_shows_more_than_one_that_is_not(kind: ScenarioKind) -> None:
    good = {v.id: v.level for v in debriefed(kind, GOOD[kind]).criteria if v.level is not None}
    poor = {v.id: v.level for v in debriefed(kind, POOR).criteria if v.level is not None}
    assert good.keys() == poor.keys()
    assert all(good[i] >= poor[i] for i in good)
    assert sum(good.values()) >= sum(poor.values()) + len(good)


@pytest.mark.parametrize("kind", KINDS)
def test_every_level_above_zero_quotes_the_learners_own_turns(kind: ScenarioKind) -> None:
    for verdict in debriefed(kind, GOOD[kind]).criteria:
        assert not verdict.evidence or verdict.level
        assert all((e.turn or 0) % 2 == 0 for e in verdict.evidence), "the learner speaks at even turns"
        if verdict.level:
            assert verdict.evidence, verdict.id


def test_a_boast_is_no_presentation_of_ones_house() -> None:
    found = {v.id: v for v in debriefed("decouverte", POOR).criteria}
    assert found["CR.3.1.1.03"].level == 1
    assert "superlatif" in found["CR.3.1.1.03"].finding


def transcript(*lines: str) -> tuple[Turn, ...]:
    """The learner's lines, each answered « Oui, c'est ça. »."""
    turns: list[Turn] = []
    for line in lines:
        turns.append(Turn(number=len(turns) + 1, speaker="seller", text=line))
        turns.append(Turn(number=len(turns) + 1, speaker="buyer", text="Oui, c'est ça."))
    return with_moves(tuple(turns), bank(), embedder())


@pytest.mark.parametrize("kind", KINDS)
def test_a_pasted_transcript_is_held_between_what_its_words_show(kind: ScenarioKind) -> None:
    for lines, judged in ((GOOD[kind], 0), (POOR, 3)):
        turns = transcript(*lines)
        debrief = debrief_of_transcript(critique(kind, judged), turns, transcript_document(turns), kind=kind)
        assert tuple(v.id for v in debrief.criteria) == ids(kind)
        bounds = observe_situation(turns, kind)
        held = [v for v in debrief.criteria if v.id in bounds]
        assert held
        for verdict in held:
            assert verdict.level == max(bounds[verdict.id].low or 0, min(bounds[verdict.id].high or 0, judged))
        moved = [v for v in held if v.level != judged]
        assert len(moved) >= 2, lines


def test_without_a_seller_nothing_is_bounded() -> None:
    assert observe_situation((), "reunion") == {}


def test_words_that_only_look_like_leading_a_meeting_are_not_taken_for_it() -> None:
    assert not STEERING["la parole distribuée"].search("cela vous convient")
    assert STEERING["la parole distribuée"].search("et vous, karim ?")
    assert not STEERING["le temps tenu"].search("jeudi a neuf heures")
