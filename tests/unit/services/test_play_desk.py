from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.learning import OwnerId
from assistant.errors import ScenarioError, UnknownIdError, UserError
from assistant.retrieval.embedding import UseEmbedder
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.playing.kept_play import kept_play
from assistant.services import Services
from assistant.services.debriefs import debrief_of
from assistant.services.play_desk import OpenPlay
from assistant.settings import Settings
from evals.benchmarks.model_server import ModelServer, text
from tests.unit.roleplay.play_parts import bank, topics

LINES = (
    "Bonjour, merci de me recevoir. Je vous propose de partir de vos besoins, puis de regarder notre offre.",
    "Quels sont vos enjeux cette année ?",
    "Qui d'autre participe à la décision ?",
    "Si vous vous engagez plus longtemps, je peux revoir le prix.",
)


@pytest.fixture
def services(built_home: Path, embedder: UseEmbedder, tmp_path: Path) -> Iterator[Services]:
    made = Services(Settings(home=built_home, database_url=f"sqlite:///{tmp_path / 'app.sqlite3'}"))
    made.embedder = embedder
    made.move_bank, made.topic_bank = bank(), topics()
    yield made
    made.store.close()


def someone(services: Services) -> OwnerId:
    return services.store.person(None).id


def table_of(services: Services, whose: OwnerId, *lines: str) -> OpenPlay:
    play = services.play_desk.begin(whose, new_scenario(Request(seed=3, level=3)))
    table = services.play_desk.open(whose, play.id)
    services.play_desk.prepare(table, {"objectifs": "Signer", "questions": " "}, done=True)
    for line in lines:
        list(services.play_desk.say(table, line, 20))
    return table


def test_what_is_kept_after_each_step_is_what_a_new_process_opens(services: Services) -> None:
    whose = someone(services)
    table = table_of(services, whose, *LINES[:2])
    opened = services.play_desk.open(whose, table.id)

    assert opened.kept == table.kept
    assert opened.kept.record.preparation == {"objectifs": "Signer"}
    assert opened.kept.seconds == 40
    assert opened.turns == table.turns
    assert len(opened.turns) == 5
    list(services.play_desk.say(opened, LINES[2]))
    assert len(services.play_desk.open(whose, table.id).kept.record.exchanges) == 3


def test_a_play_opened_before_follows_what_another_tab_did(services: Services) -> None:
    whose = someone(services)
    table = table_of(services, whose, LINES[0])
    other = services.play_desk.open(whose, table.id)
    list(services.play_desk.say(other, LINES[1]))

    again = services.play_desk.open(whose, table.id, table)
    assert again is table
    assert again.turns == other.turns
    assert services.play_desk.ready(again).record == other.kept.record


def test_a_play_belongs_to_its_owner(services: Services) -> None:
    table = table_of(services, someone(services))
    with pytest.raises(UnknownIdError):
        services.play_desk.open(someone(services), table.id)
    with pytest.raises(UnknownIdError):
        services.play_desk.open(someone(services), table.id, table)


def test_hints_are_counted_and_end(services: Services) -> None:
    table = table_of(services, someone(services))
    assert services.play_desk.hints_left(table) == 2
    assert services.play_desk.hint(table)
    assert services.play_desk.hint(table)
    assert services.play_desk.hint(table) == ""
    assert services.play_desk.hints_left(services.play_desk.open(table.play.owner, table.id)) == 0


def test_what_is_taken_away_of_a_play_in_progress_is_the_talk_and_the_learner_s_own_notes(services: Services) -> None:
    table = table_of(services, someone(services), *LINES)
    said = services.play_desk.said(services.store.plays.get(table.play.owner, table.id))

    assert set(said) == {"transcript", "preparation", "self_analysis"}
    for turn in table.turns:
        assert " ".join(turn.text.split()) in str(said["transcript"])
    assert said["preparation"] == {"objectifs": "Signer"}
    # the state holds figures that nobody has said: none of them goes with the talk
    assert table.scenario.economics is not None
    assert str(table.scenario.economics.buyer.reserve) not in str(said)
    assert services.play_desk.said(table.play.model_copy(update={"state": '{"older": 1}'})) == {}


def test_taking_up_a_play_leaves_it_as_it_is(services: Services) -> None:
    table = table_of(services, someone(services), *LINES)
    services.play_desk.close(table)
    branch = services.play_desk.take_up(table, 2)
    opened = services.play_desk.open(table.play.owner, branch.id)

    assert opened.kept.record.exchanges == table.kept.record.exchanges[:2]
    assert opened.kept.record.preparation == table.kept.record.preparation
    assert (opened.kept.stage, opened.kept.resumed_from) == ("talk", 3)
    assert not opened.play.over
    assert kept_play(services.store.plays.get(table.play.owner, table.id).state) == table.kept


def test_a_shared_play_goes_on_alone_once_the_case_is_withdrawn(services: Services) -> None:
    trainer, whose = someone(services), someone(services)
    kept = services.scenario_desk.keep(trainer, new_scenario(Request(seed=5)))
    services.scenario_desk.publish(trainer, kept.id)
    published, case = services.play_desk.shared(kept.id)
    play = services.play_desk.begin(whose, case, published=published.id, visible=True)
    table = services.play_desk.open(whose, play.id)
    list(services.play_desk.say(table, LINES[0], 61))
    (seen,) = services.store.scenarios.plays(trainer, kept.id)
    assert (seen.summary.exchanges, seen.summary.seconds) == (1, 61)
    assert LINES[0] in seen.transcript

    services.play_desk.agree(table, visible=False)
    list(services.play_desk.say(table, LINES[1]))
    (seen,) = services.store.scenarios.plays(trainer, kept.id)
    assert (seen.summary.exchanges, seen.transcript) == (2, "")
    services.store.scenarios.withdraw(trainer, kept.id)
    assert services.play_desk.take_up(table, 1).published is None
    with pytest.raises(UnknownIdError):
        services.play_desk.begin(whose, case, published=published.id)


def test_the_debrief_made_in_the_background_is_in_the_store(services: Services) -> None:
    whose = someone(services)
    table = table_of(services, whose, *LINES)
    services.play_desk.close(table)
    services.play_desk.look_back(table, {"CR.3.2.2-3.02": 1}, {"forces": "Mes questions"}, done=True)
    making = services.debriefs.start(whose, table.id)
    assert services.debriefs.start(whose, table.id) is making or making.future.done()
    making.future.result(60)

    debrief = services.play_desk.open(whose, table.id).kept.debrief
    assert debrief is not None
    assert len(debrief.criteria) == 13
    assert [c.subject for c in debrief.self_analysis] == ["CR.3.2.2-3.02"]
    assert [c.subject for c in debrief.preparation] == ["Objectifs"]


def test_too_little_said_gives_a_debrief_that_says_why(services: Services) -> None:
    table = table_of(services, someone(services))
    debrief = debrief_of(services, table)
    assert debrief.criteria == ()
    assert debrief.notices
    assert debrief.result is not None


def test_a_case_is_drawn_anew_each_time_and_an_unreadable_offer_says_what_to_do(services: Services) -> None:
    drawn = {services.play_desk.compose(Request(level=2)).seed for _ in range(3)}
    assert len(drawn) == 3
    with pytest.raises(ScenarioError, match="prix") as told:
        services.play_desk.compose(Request(), "Nous aimons beaucoup nos clients.")
    assert "--" not in told.value.sentence()


def test_nothing_more_is_said_once_it_is_over(services: Services) -> None:
    table = table_of(services, someone(services), "Au revoir, je préfère en rester là.")
    assert table.kept.over
    with pytest.raises(UserError):
        list(services.play_desk.say(table, "Encore un mot ?"))
    assert services.store.plays.get(table.play.owner, table.id).over


def test_a_state_of_another_program_is_refused_in_french() -> None:
    with pytest.raises(ScenarioError, match="autre version"):
        kept_play('{"record": 3}')


def test_a_model_is_heard_and_a_reply_that_is_cut_leaves_the_line_to_be_sent_again(services: Services) -> None:
    said = "Bonjour, bienvenue chez nous. Je suis prête à vous écouter."
    with ModelServer(lambda _body, _rank: text(said)).running() as server:
        services.settings = replace(
            services.settings, model="generic:essai", base_url=server.url, api_key="cle", threads=1
        )
        table = table_of(services, someone(services))
        speaking = services.play_desk.say(table, LINES[0])
        next(speaking)
        speaking.close()  # a closed tab
        cut = services.play_desk.open(table.play.owner, table.id)
        assert (cut.kept.awaiting, cut.kept.record.exchanges) == (LINES[0], ())

        pieces = list(services.play_desk.say(cut, cut.kept.awaiting))
        services.endpoint.close()
    again = services.play_desk.open(table.play.owner, table.id)
    assert again.kept.awaiting == ""
    assert again.turns[-1].text == " ".join(pieces)
    assert again.turns[-1].text.startswith("Bonjour")
