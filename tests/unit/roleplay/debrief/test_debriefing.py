from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally, Usage
from assistant.domain.debrief import Debrief, ResultReading
from assistant.domain.judgement import Verdict
from assistant.roleplay.debrief.conduct import price_path, talk_time
from assistant.roleplay.debrief.debriefing import debrief_of_play, debrief_of_transcript, result_of
from assistant.roleplay.debrief.missed import missed_openings
from assistant.roleplay.debrief.result_reading import read_result
from assistant.roleplay.debrief.transcript import transcript_document
from assistant.roleplay.debrief.verdicts import NO_OCCASION
from assistant.roleplay.playing.session import RolePlay
from tests.unit.roleplay.play_parts import begin, kept_scenario, scenario

OF = kept_scenario("plannings")
GOOD = (
    "Bonjour Madame Gauthier, merci de me recevoir.",
    "Comment faites-vous les plannings aujourd'hui ?",
    "Je vous propose 8,30 euros par mois et par salarié.",
    "Si vous vous engagez sur 36 mois, je descends à 7,90 €.",
    "Je peux descendre à 7,60 euros.",
)


def critique(level: int | None = 0) -> Critique:
    ids = [f"CR.3.2.2-3.{n:02d}" for n in range(1, 14)]
    verdicts = tuple(Verdict(id=i, status="judged", level=level, finding="Constat.") for i in ids)  # type: ignore[arg-type]
    return Critique(
        draft=DraftSummary(name="jeu.md", sha256="0", words=100, passages=10),
        production=ProductionChoice(slug="negociation", title="N", detected=False),
        model="embedded",
        referentiel="rdc@1",
        criteria=verdicts,
        priorities=(),
        quotes=QuoteTally(),
        usage=Usage(),
    )


def played(*lines: str) -> RolePlay:
    play = begin(OF)
    play.play(lines)
    return play


def debriefed(play: RolePlay, level: int | None = 0, **options: object) -> Debrief:
    document = transcript_document(play.turns())
    return debrief_of_play(critique(level), play.record, OF, document, **options)  # type: ignore[arg-type]


def test_what_had_no_occasion_is_not_held_against_the_learner() -> None:
    play = played("Bonjour Madame.", "Au revoir Madame, bonne journée.")
    found = {v.id: v for v in debriefed(play).criteria}
    assert found["CR.3.2.2-3.07"].status == "not_assessable"
    assert found["CR.3.2.2-3.07"].finding == NO_OCCASION
    assert found["CR.3.2.2-3.02"].level == 1
    assert len(found) == 13


def test_without_a_model_the_engine_says_what_it_saw_and_quotes_the_turns() -> None:
    play = played(*GOOD)
    found = {v.id: v for v in debriefed(play, 3).criteria}
    assert found["CR.3.2.2-3.06"].level == 0  # no digital aid was shown, whatever the likeness of words says
    assert found["CR.3.2.2-3.09"].level == 2
    assert found["CR.3.2.2-3.11"].level == 0
    document = transcript_document(play.turns())
    for verdict in found.values():
        assert not verdict.evidence or verdict.level
        for evidence in verdict.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
    assert found["CR.3.2.2-3.09"].evidence[0].turn == 8


def test_a_models_levels_stand() -> None:
    play = played(*GOOD)
    judged = critique(2).model_copy(update={"model": "scripted:essai"})
    found = debrief_of_play(judged, play.record, OF, transcript_document(play.turns())).criteria
    assert {v.level for v in found} <= {2, None}
    assert found[5].level == 2


def test_nothing_to_learn_from_a_talk_about_nothing() -> None:
    lines = ("Les palettes sont bleues.", "Nos camions roulent.", "Il fait beau.", "Au revoir, bonne journée.")
    levels = [v.level for v in debriefed(played(*lines), 3).criteria]
    assert 3 not in levels


def test_the_price_path_holds_both_sides_in_order() -> None:
    points = price_path(played(*GOOD).record)
    assert [p.price for p in points if p.speaker == "seller"] == [8.3, 7.9, 7.6]
    assert points == tuple(sorted(points, key=lambda p: p.turn))
    buyer = [p.price for p in points if p.speaker == "buyer"]
    assert buyer == sorted(buyer)


def test_a_gift_is_pointed_at_with_its_turn_and_a_question() -> None:
    missed = missed_openings(played(*GOOD).record, OF)
    gift = next(m for m in missed if m.kind == "concession")
    assert "7,60" in gift.what
    assert gift.turn == 10
    assert all(m.question.rstrip().endswith(("?", ".", "»")) for m in missed)


def test_talk_time_adds_up() -> None:
    play = played(*GOOD)
    talk = talk_time(play.turns())
    assert 0 < talk.seller_share < 1
    assert talk.open_questions == 1
    assert len(talk.by_third) == 3


def test_conduct_and_result_are_apart() -> None:
    play = played(*GOOD)
    economics = OF.economics
    assert economics is not None
    assert read_result(play.state, OF).verdict == "à revoir"
    package = play.state.seller_offer
    assert package is not None
    for price, verdict in (
        (economics.seller.reserve - 5 * economics.step, "à revoir"),
        (economics.buyer.reserve, "bon"),
    ):
        deal = package.model_copy(update={"price": price, "choices": dict(economics.reference)})
        state = play.state.model_copy(update={"deal": deal, "ending": "accord", "handed_over": True})
        assert read_result(state, OF).verdict == verdict


def test_refusing_without_a_zone_is_a_success() -> None:
    of = next(scenario(s, 2) for s in range(60) if not scenario(s, 2).economics.zone.exists)  # type: ignore[union-attr]
    state = begin(of).state.model_copy(update={"ending": "refus", "price_opened": True})
    assert read_result(state, of).verdict == "bon"
    assert read_result(state.model_copy(update={"ending": "refus"}), OF).verdict == "moyen"


def test_plans_and_self_analysis_are_compared() -> None:
    play = played(*GOOD)
    card = {
        "ligne_rouge": "Pas moins de 7,20 €",
        "objectifs": "Signer à 7,90 €",
        "questions": "Qui décide ?",
        "concessions": "la durée",
    }
    play.record = play.record.model_copy(update={"preparation": card})
    debrief = debriefed(play, 1, self_levels={"CR.3.2.2-3.01": 3, "CR.3.2.2-3.02": 1})
    assert {c.subject for c in debrief.preparation} == {
        "Ligne rouge",
        "Objectifs",
        "Questions prévues",
        "Concessions prévues",
    }
    assert [c.remark[:5] for c in debrief.self_analysis] == ["Vous ", "Même "]
    assert debrief.scenario == OF.id
    assert '"schema": "jalon/debrief@1"' in debrief.to_json()


def test_a_bare_transcript_has_criteria_and_talk_time_only() -> None:
    debrief = debrief_of_transcript(critique(), played(*GOOD).turns())
    assert debrief.result is None
    assert debrief.talk is not None
    assert len(debrief.criteria) == 13


# --- the result, and what led to it -----------------------------------------------------------------------------------


def below_authority(*, approved: bool, late: bool = False) -> ResultReading:
    """A deal under the seller's authority, the management's say announced or not, before the deal or after it."""
    economics = OF.economics
    assert economics is not None
    play = played(*GOOD)
    package = play.state.seller_offer
    assert package is not None
    deal = package.model_copy(update={"price": economics.seller.authority - economics.step})
    first, last = play.record.exchanges[-2:]
    made = first.state.model_copy(update={"deal": deal, "approved": approved and not late})
    after = last.state.model_copy(update={"deal": deal, "approved": approved, "ending": "accord"})
    record = play.record.model_copy(
        update={
            "exchanges": (
                *play.record.exchanges[:-2],
                first.model_copy(update={"state": made}),
                last.model_copy(update={"state": after}),
            )
        }
    )
    return result_of(record, OF)


def test_a_validation_announced_before_the_deal_is_within_authority_and_is_awaited() -> None:
    announced = below_authority(approved=True)
    assert announced.within_authority
    assert announced.verdict != "à revoir"
    assert "attend la validation annoncée" in announced.sentence
    for without in (below_authority(approved=False), below_authority(approved=True, late=True)):
        assert not without.within_authority
        assert without.verdict == "à revoir"


def test_a_justified_refusal_is_said_first_and_warmly() -> None:
    of = next(scenario(s, 2) for s in range(60) if not scenario(s, 2).economics.zone.exists)  # type: ignore[union-attr]
    state = begin(of).state.model_copy(update={"ending": "refus", "price_opened": True})
    reading = read_result(state, of)
    assert reading.sentence.startswith("Bravo, vous avez su dire non")
    assert "gardé la relation" in reading.sentence
    rude = state.model_copy(update={"tally": state.tally.model_copy(update={"rudeness": 1})})
    assert "relation." not in read_result(rude, of).sentence.split(of.economics.zone.why)[0]  # type: ignore[union-attr]


def test_a_break_says_which_turns_led_to_it() -> None:
    insult = "Vous êtes vraiment pénible, vous n'y connaissez rien."
    play = played("Bonjour Madame.", insult, insult + " Bis.", insult + " Ter.")
    assert play.state.ending == "rupture"
    sentence = debriefed(play).result.sentence  # type: ignore[union-attr]
    assert sentence.startswith("Votre interlocuteur a mis fin à l'entretien.")
    assert "une parole blessante" in sentence
    assert insult in sentence
    assert "4" in sentence


# --- each criterion ---------------------------------------------------------------------------------------------------


def test_a_long_line_is_quoted_by_its_telling_sentence() -> None:
    long = (
        "Je vous remercie de cette réponse très claire, elle m'aide beaucoup à comprendre votre situation et celle de "
        "vos équipes. Si vous vous engagez sur 36 mois, je descends à 7,90 €."
    )
    verdicts = {v.id: v for v in debriefed(played(GOOD[0], GOOD[2], long)).criteria}
    assert [e.quote for e in verdicts["CR.3.2.2-3.09"].evidence] == [
        "Si vous vous engagez sur 36 mois, je descends à 7,90 €."
    ]


def test_the_question_of_a_criterion_is_asked_in_the_learners_own_situation() -> None:
    play = played(*GOOD)
    by_id = {v.id: v for v in debriefed(play).criteria}
    assert "tour 10" in by_id["CR.3.2.2-3.09"].question
    assert OF.seller.tools[0].label in by_id["CR.3.2.2-3.06"].question
    assert OF.brief.buyer_company.name in by_id["CR.3.2.2-3.02"].question
    unsaid = {v.question for v in by_id.values() if v.level is None}
    assert unsaid <= {""}, "what had no occasion asks nothing"


def test_planned_questions_are_looked_for_in_the_talk() -> None:
    play = played(*GOOD)
    card = {"questions": "Comment faites-vous les plannings ? Qui décide ?"}
    play.record = play.record.model_copy(update={"preparation": card})
    (row,) = debriefed(play).preparation
    assert "retrouvées : 1 sur 2" in row.happened
    assert "Qui décide ?" in row.remark
