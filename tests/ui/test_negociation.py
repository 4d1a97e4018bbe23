"""The learner's role-plays, without a browser: choose, prepare, talk, look back, read the debrief."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from assistant.domain.learning import OwnerId, Play
from assistant.domain.scenario import Scenario
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.debrief.verdict_words import NO_OCCASION
from assistant.roleplay.french.money import price_text
from assistant.roleplay.playing.kept_play import kept_play
from assistant.services import Services
from assistant.ui import play_wording as pw
from assistant.ui import trainer_wording as tw
from assistant.ui.play_table import CASE, PLAY
from tests.ui.driving import bodies, open_app, state_of, text_of, until, visit

LINES = (
    "Bonjour, merci de me recevoir. Je vous propose de partir de vos besoins, puis de regarder notre offre ensemble.",
    "Quels sont vos enjeux cette année ?",
    "Si je comprends bien, c'est la régularité qui compte le plus pour vous ?",
    "Qui d'autre participe à la décision ?",
    "Notre prix comprend le suivi et la livraison : il n'y a aucun supplément.",
    "Si vous vous engagez plus longtemps, alors je peux revoir le prix.",
)


def learner(at: AppTest) -> OwnerId:
    person = state_of(at).person
    assert person is not None
    return person.id


def only_play(at: AppTest, services: Services) -> Play:
    (play,) = services.store.plays.all(learner(at))
    return play


def begun(services: Services, seed: int = 3, level: int = 1, **asked: object) -> AppTest:
    """A learner whose case of that draw is on the table, before the preparation."""
    at = open_app("negociation")
    case = new_scenario(Request(seed=seed, level=level, **asked))  # type: ignore[arg-type]
    play = services.play_desk.begin(learner(at), case)
    state_of(at).play = play.id
    at.run()
    assert not at.exception
    return at


def talking(services: Services, seed: int = 3, level: int = 1, **asked: object) -> AppTest:
    """The same, at the first line."""
    at = begun(services, seed, level, **asked)
    at.text_area[0].set_value("Signer au prix proposé.").run()
    return press(at, "jeu-commencer")


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception
    return at


def say(at: AppTest, line: str) -> AppTest:
    at.chat_input[0].set_value(line).run()
    assert not at.exception
    return at


def finished(at: AppTest) -> AppTest:
    """Through the self-analysis, left empty, to the debrief."""
    press(at, "jeu-terminer")
    press(at, "jeu-debrief")
    return until(at, lambda now: "jeu-resultat" in bodies(now))


def everything_sent(at: AppTest) -> str:
    """Every string that the browser is sent of the page: texts, labels, values, helps, whatever the element."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Message):
            for _, content in value.ListFields():
                yield from strings(content)
        elif isinstance(value, Iterable):
            for each in value.values() if isinstance(value, Mapping) else value:
                yield from strings(each)

    def walk(block: object) -> Iterator[str]:
        for child in getattr(block, "children", {}).values():
            yield from strings(getattr(child, "proto", None))
            yield from walk(child)

    return flat(html.unescape(re.sub(r"<[^>]+>", " ", "\n".join(walk(at._tree)))))


def flat(text: str) -> str:
    """Letters and figures only, so that no space, escape or tag hides a word."""
    return re.sub(r"[^0-9a-zà-ÿœ€%]+", " ", text.casefold())


def secrets_of(case: Scenario, known: str) -> list[str]:
    """What the page must not hold: the buyer's figures and reasons, what was not said yet. ``known``: what may be."""
    assert case.economics is not None
    buyer, zone = case.economics.buyer, case.economics.zone
    texts = [
        *(price_text(price, case.economics) for price in (buyer.reserve, buyer.target, buyer.unit_worth)),
        buyer.alternative.text,
        buyer.alternative.why,
        zone.why,
        case.buyer.character,
        case.buyer.accepts_when,
        case.buyer.leaves_when,
        *case.buyer.instructions,
        *(fact.text for fact in case.facts),
        *(text for objection in case.objections for text in objection.says),
        *(person.interest for person in case.people),
        *(signal.meaning for signal in case.signals),
        *([case.legal_trap.rule, *case.legal_trap.says] if case.legal_trap else []),
    ]
    return [text for text in map(flat, texts) if len(text.strip()) > 3 and text not in known]


@pytest.mark.parametrize(("seed", "level"), [(3, 1), (11, 4)])
def test_no_secret_reaches_the_page_before_the_end_of_a_whole_play(
    app_services: Services, seed: int, level: int
) -> None:
    case = new_scenario(Request(seed=seed, level=level))  # type: ignore[arg-type]
    assert case.economics is not None
    public = flat(case.for_learner().model_dump_json())
    at = begun(app_services, seed, level)
    for step in (None, "jeu-commencer", "jeu-sans-fiche", *LINES, "jeu-terminer"):
        if step in LINES:
            if not at.chat_input:
                continue
            say(at, step)
        elif step is not None:
            if step == "jeu-terminer" and not any(b.key == step for b in at.button):
                step = "jeu-bilan"
            press(at, step)
        play = only_play(at, app_services)
        said = [t.text for e in kept_play(play.state).record.exchanges for t in (e.seller, e.buyer)]
        known = public + flat(case.brief.opening) + " ".join(map(flat, said))
        secrets, sent = secrets_of(case, known), everything_sent(at)
        assert len(secrets) > 15
        assert flat(case.title) in sent  # what is looked into is the page
        assert [secret for secret in secrets if secret in sent] == []
    press(at, "jeu-debrief")
    until(at, lambda now: "jeu-resultat" in bodies(now))
    assert flat(case.economics.zone.why) in everything_sent(at)  # the search finds what is there


@pytest.mark.usefixtures("app_services")
def test_a_case_is_generated_at_once_and_opens_on_its_preparation() -> None:
    at = press(open_app("negociation"), "jeu-generer")

    shown = text_of(at)
    assert "Votre mission" in shown
    assert pw.PREPARE in shown
    assert [area.label for area in at.text_area] == [label for label, _ in pw.CARD.values()]
    assert "seed" not in bodies(at)
    assert at.query_params[PLAY]


@pytest.mark.usefixtures("app_services")
@pytest.mark.parametrize("kind", ["decouverte", "prospection", "reunion"])
def test_the_other_situations_are_played_without_price(kind: str) -> None:
    at = open_app("negociation")
    at.button_group(key="jeu-genre").set_value(kind).run()
    press(at, "jeu-generer")
    assert len(at.text_area) == 2
    press(press(at, "jeu-commencer"), "jeu-sans-fiche")
    for line in LINES[:4]:
        say(at, line)
    finished(at)

    assert pw.PRICES not in text_of(at)
    assert pw.TALK in text_of(at)


@pytest.mark.usefixtures("app_services")
def test_an_own_offer_is_asked_for_before_it_is_played() -> None:
    at = open_app("negociation")
    at.button_group(key="jeu-objet").set_value(pw.ABOUT_OWN).run()
    press(at, "jeu-generer")

    assert pw.OWN_NONE in text_of(at)


def test_an_offer_deposited_earlier_is_negotiated(app_services: Services) -> None:
    at = open_app("negociation")
    document = app_services.read_bytes("offre.txt", f"{tw.WORDS_EXAMPLE}\n{'Nous livrons et posons. ' * 40}".encode())
    work = app_services.store.works.create(learner(at), "Mon offre", None)
    app_services.store.works.add_version(learner(at), work.id, document, b"x")
    at.run()
    at.button_group(key="jeu-objet").set_value(pw.ABOUT_OWN).run()
    press(at, "jeu-generer")

    assert "1 450 €" in text_of(at).replace("\u202f", " ")


def test_an_offer_without_price_says_what_to_do(app_services: Services) -> None:
    at = open_app("negociation")
    document = app_services.read_bytes("texte.txt", ("Nous aimons nos clients. " * 40).encode())
    work = app_services.store.works.create(learner(at), "Sans prix", None)
    app_services.store.works.add_version(learner(at), work.id, document, b"x")
    at.run()
    at.button_group(key="jeu-objet").set_value(pw.ABOUT_OWN).run()
    press(at, "jeu-generer")

    assert "n'y trouve pas de prix" in text_of(at)
    assert "--" not in text_of(at)


def test_the_preparation_is_kept_as_it_is_typed_and_may_be_left_aside(app_services: Services) -> None:
    at = begun(app_services)
    press(at, "jeu-commencer")
    assert pw.skip_loss("negociation") in text_of(at)
    at.text_area[1].set_value("Jamais sous 20 €").run()

    kept = kept_play(only_play(at, app_services).state)
    assert kept.record.preparation == {"ligne_rouge": "Jamais sous 20 €"}
    assert kept.stage == "preparation"
    press(at, "jeu-commencer")
    assert kept_play(only_play(at, app_services).state).stage == "talk"


def test_each_line_is_kept_and_a_new_session_goes_on_from_there(app_services: Services) -> None:
    at = talking(app_services)
    say(at, LINES[0])
    say(at, LINES[1])
    replies = [e.buyer.text for e in kept_play(only_play(at, app_services).state).record.exchanges]
    assert len(replies) == 2

    again = open_app()
    state_of(again).person = state_of(at).person
    again.query_params[PLAY] = only_play(at, app_services).id
    visit(again, "negociation")
    until(again, lambda now: LINES[1] in text_of(now))
    assert replies[1] in text_of(again)
    say(again, LINES[2])
    assert len(kept_play(only_play(at, app_services).state).record.exchanges) == 3


def test_nobody_opens_the_play_of_another(app_services: Services) -> None:
    at = talking(app_services)
    say(at, LINES[0])
    play = only_play(at, app_services)

    stranger = open_app()
    stranger.query_params[PLAY] = play.id
    visit(stranger, "negociation")

    assert pw.UNKNOWN_PLAY in text_of(stranger)
    assert LINES[0] not in text_of(stranger)
    assert learner(stranger) != learner(at)


def test_playing_again_from_a_turn_keeps_the_earlier_talk(app_services: Services) -> None:
    at = talking(app_services)
    for line in LINES[:3]:
        say(at, line)
    first = only_play(at, app_services)
    press(at, f"jeu-rejouer-{first.id}-1")

    shown = text_of(at)
    assert pw.taken_up_line(2) in shown
    assert LINES[0] in shown
    assert LINES[1] not in shown
    plays = app_services.store.plays.all(learner(at))
    assert {p.id: len(kept_play(p.state).record.exchanges) for p in plays}[first.id] == 3
    say(at, "Parlez-moi de votre fournisseur actuel ?")
    assert len(kept_play(app_services.store.plays.get(learner(at), first.id).state).record.exchanges) == 3


@pytest.mark.parametrize(("level", "hints"), [(1, None), (3, 2), (4, 0)])
def test_hints_follow_the_difficulty(app_services: Services, level: int, hints: int | None) -> None:
    at = talking(app_services, level=level)
    for _ in range(3 if hints is None else hints):
        press(at, "jeu-indice")
        assert pw.HINT_LABEL in text_of(at)

    assert any(b.key == "jeu-indice" for b in at.button) == (hints is None)


def test_the_debrief_sets_result_and_conduct_apart_and_compares(app_services: Services) -> None:
    at = talking(app_services)
    for line in LINES:
        say(at, line)
    press(at, "jeu-terminer")
    at.text_area[0].set_value("Six questions posées").run()
    at.button_group(key=next(g.key for g in at.button_group if g.key and "CR.3.2.2-3.02" in g.key)).set_value(2).run()
    press(at, "jeu-debrief")
    until(at, lambda now: "jeu-resultat" in bodies(now))

    shown, sent = text_of(at), bodies(at)
    for title in (pw.RESULT, pw.CONDUCT, pw.MISSED, pw.PLANNED, pw.FELT, pw.TALK, pw.AS_TABLE):
        assert title in shown
    assert sent.count('<article class="criterion') == 13
    assert NO_OCCASION in shown
    assert 'href="#tour-2"' in sent
    assert 'id="tour-2"' in sent
    assert "Signer au prix proposé." in shown
    assert "Six questions posées" in shown
    kept = kept_play(only_play(at, app_services).state)
    assert kept.debrief is not None
    assert only_play(at, app_services).over
    assert kept.own_levels == {"CR.3.2.2-3.02": 2}


@pytest.mark.parametrize(("kind", "group", "shown", "apart"), [("prospection", "2.3", 6, 3), ("reunion", "4.3", 7, 2)])
def test_another_situation_is_looked_back_on_with_its_own_criteria(
    app_services: Services, kind: str, group: str, shown: int, apart: int
) -> None:
    at = talking(app_services, seed=4, kind=kind)
    for line in LINES:
        say(at, line)
    press(at, "jeu-terminer")
    assert "3.2.4" not in text_of(at)
    asked = [g.key for g in at.button_group if g.key and f"CR.{group}." in g.key]
    assert len(asked) == shown - apart
    press(at, "jeu-debrief")
    until(at, lambda now: "jeu-resultat" in bodies(now))

    assert bodies(at).count('<article class="criterion') == shown
    assert text_of(at).count("à montrer dans") == apart
    assert f"Les {shown} critères du jury" in text_of(at)


def test_too_short_a_talk_has_a_debrief_without_levels_that_says_why(app_services: Services) -> None:
    at = talking(app_services)
    finished(at)

    assert 'class="criterion' not in bodies(at)
    assert pw.NOTICES in text_of(at)
    assert pw.MISSED_NONE not in text_of(at)


def test_a_shared_case_tells_its_trainer_only_what_was_agreed(app_services: Services) -> None:
    trainer = app_services.store.person(None)
    kept = app_services.scenario_desk.keep(trainer.id, new_scenario(Request(seed=5, level=1)))
    app_services.scenario_desk.publish(trainer.id, kept.id)
    at = open_app()
    at.query_params[CASE] = kept.id
    visit(at, "negociation")
    until(at, lambda now: pw.SHARED in text_of(now))
    assert tw.WHAT_THE_TRAINER_SEES in text_of(at)
    press(at, "jeu-commencer-partage")
    press(press(at, "jeu-commencer"), "jeu-sans-fiche")
    say(at, LINES[0])

    (seen,) = app_services.store.scenarios.plays(trainer.id, kept.id)
    assert seen.summary.exchanges == 1
    assert seen.transcript == ""
    at.checkbox(key=f"jeu-lisible-{only_play(at, app_services).id}").check().run()
    (seen,) = app_services.store.scenarios.plays(trainer.id, kept.id)
    assert LINES[0] in seen.transcript


@pytest.mark.usefixtures("app_services")
def test_a_link_that_leads_nowhere_says_so_and_a_new_case_can_be_played() -> None:
    at = open_app()
    at.query_params[CASE] = "0" * 32
    visit(at, "negociation")

    assert "Demandez à votre formateur le lien entier" in text_of(at)
    assert any(b.key == "jeu-generer" for b in at.button)


def test_a_play_is_deleted_by_its_owner(app_services: Services) -> None:
    at = talking(app_services)
    play = only_play(at, app_services)
    press(at, "jeu-retour")
    assert play.title in text_of(at)
    press(at, f"jeu-supprimer-{play.id}")

    assert app_services.store.plays.all(learner(at)) == ()
    assert pw.NO_PLAY in text_of(at)


def test_what_the_learner_types_is_shown_as_it_is(app_services: Services) -> None:
    at = talking(app_services)
    say(at, "<img src=x onerror=alert(1)> **gras** {{ 7*7 }}")

    assert "<img src=x" not in bodies(at)
    assert "&lt;img src=x" in bodies(at)
